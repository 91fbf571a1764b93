/** In each test file, before it loads the product: turns the switch of one mutant, or of none, and notes which were passed. */
import { afterAll, inject } from 'vitest';
import { activate, countPassed, type Passed } from './switches.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The mutant to test, or an empty text. */
    mutant: string;
    /** How often its switch may be passed in one file before it counts as a loop without end. */
    hitLimit: number;
  }
  interface TaskMeta {
    passed?: Passed;
  }
}

activate(inject('mutant'), inject('hitLimit'));
const passed = countPassed();

// Vitest hands the file to hooks that take its fixtures apart first, and there are none.
// biome-ignore lint/correctness/noEmptyPattern: see above
afterAll(({}, file) => {
  file.meta.passed = passed;
});
