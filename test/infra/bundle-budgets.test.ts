import { beforeAll, describe, expect, it } from 'vitest';
import { FUNCTION_NAMES, type FunctionName, weighBundles } from '../../infra/bundling.ts';
import { OWN_CODE } from '../../infra/packages-of.ts';
import { BUNDLE_BUDGETS } from './bundle-budgets.ts';

let weights: Map<FunctionName, Map<string, number>>;
beforeAll(async () => {
  weights = await weighBundles();
});

/** The bytes of each package in a function's bundle, largest first. */
const weightOf = (name: FunctionName) => weights.get(name) ?? new Map<string, number>();

describe('the bundle of', () => {
  it.each(FUNCTION_NAMES)('%s weighs no more than it may', (name) => {
    const weight = weightOf(name);
    const bytes = [...weight.values()].reduce((sum, each) => sum + each, 0);
    expect(bytes, JSON.stringify(Object.fromEntries(weight))).toBeLessThanOrEqual(
      BUNDLE_BUDGETS[name].kilobytes * 1000,
    );
    // A budget with too much room holds nothing.
    expect(bytes).toBeGreaterThan(BUNDLE_BUDGETS[name].kilobytes * 880);
  });

  it.each(FUNCTION_NAMES)('%s is made of these packages and no others', (name) => {
    const packages = [...weightOf(name).keys()].filter((one) => one !== OWN_CODE);
    expect(packages.sort()).toEqual([...BUNDLE_BUDGETS[name].packages].sort());
  });
});
