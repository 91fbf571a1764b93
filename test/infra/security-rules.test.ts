import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { NAG_REASONS } from './nag-reasons.ts';
import { fullContract, inspectStack, synthesize } from './synthesized.ts';

/** Every finding of the pack in the stack that has all its parts: the rule, and the construct it is about. */
const findings = inspectStack(fullContract, (stack) =>
  new AwsSolutionsChecks(stack)
    .validateScope(stack)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath = '' }) => ({ rule: ruleName, at: constructPath })),
    ),
);

describe('the AwsSolutions rules of cdk-nag', () => {
  it('find nothing but what has a written reason', () => {
    expect(findings.filter(({ rule, at }) => !NAG_REASONS[rule]?.at.test(at))).toEqual([]);
  });

  it.each(Object.keys(NAG_REASONS))('still need the reason for %s', (rule) => {
    expect(findings.map((finding) => finding.rule)).toContain(rule);
  });
});

type Statement = { Effect: string; Action: string | string[]; Resource?: unknown; Principal?: unknown };

/** Every policy statement anywhere in a template. */
function statementsIn(value: unknown): Statement[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap(statementsIn);
  // The template is CloudFormation's: what stands under this name is a list of statements.
  return 'Statement' in value ? [...(value.Statement as Statement[]), ...below] : below;
}

/** What may end in `*`, and why. */
const OPEN_RESOURCES: Record<string, string> = {
  '{"Fn::Join":["",[{"Fn::GetAtt":["UnpublishedFactsBucket6423488F","Arn"]},"/*"]]}':
    'Lambda chooses the keys of the objects it sets aside, and nothing else is in this bucket.',
};

describe('what the template allows', () => {
  const allowed = statementsIn(synthesize(fullContract).toJSON()).filter(({ Effect }) => Effect === 'Allow');

  it('names every action in full', () => {
    expect(allowed.length).toBeGreaterThan(30);
    for (const action of allowed.flatMap(({ Action }) => Action)) expect(action).toMatch(/^[a-z0-9]+:[A-Za-z]+$/);
  });

  it('names every resource, but for those with a written reason', () => {
    const resources = allowed.flatMap(({ Resource = [] }) => Resource).map((resource) => JSON.stringify(resource));
    const open = resources.filter((resource) => resource.includes('*'));
    expect([...new Set(open)]).toEqual(Object.keys(OPEN_RESOURCES));
  });

  it('is allowed to nobody in general', () => {
    for (const { Principal } of allowed) expect(JSON.stringify(Principal ?? {})).not.toContain('*');
  });
});
