declare global {
  /** What the switches of mutants read and write, in a text that has them; the instrumenter gives the name. */
  var __stryker__:
    | {
        activeMutant?: string;
        mutantCoverage?: { static: Record<string, number>; perTest: Record<string, never> };
        hitCount?: number;
        hitLimit?: number;
      }
    | undefined;
}

/** How often the switch of each mutant was passed, by its id. */
export type Passed = Record<string, number>;

/** Counts from now on how often each switch is passed. Only modules that are loaded later count here. */
export function countPassed(): Passed {
  const passed: Passed = {};
  globalThis.__stryker__ ??= {};
  globalThis.__stryker__.mutantCoverage = { static: passed, perTest: {} };
  return passed;
}

/** Turns on the switch of one mutant, or with an empty text of none. Throws in the mutant once it was passed too often. */
export function activate(mutant: string, hitLimit: number): void {
  globalThis.__stryker__ ??= {};
  Object.assign(globalThis.__stryker__, { activeMutant: mutant, hitCount: 0, hitLimit });
}
