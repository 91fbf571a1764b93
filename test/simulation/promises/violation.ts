/** What holds beside the promises with a number; `simulation`: that the story itself can be told. */
export type NamedPromise = 'erasure' | 'consent' | 'window' | 'understanding' | 'overlaps' | 'simulation';

/** A promise by its number in docs/architecture.md, or by its name. */
export type PromiseId = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | NamedPromise;

/** A promise that a story saw broken. */
export type Violation = { promise: PromiseId; what: string };

/** "promise 7", or the name. */
export const titleOf = (promise: PromiseId): string => (typeof promise === 'number' ? `promise ${promise}` : promise);
