/**
 * What holds beside the promises with a number. `claims`: each booking has exactly its claims. `release`: what is
 * cancelled or erased keeps no claim. `repeats`: repeating a call changes nothing. `live-form`: what a customer
 * reads in a live form is so. `chat`: what customers write and tap is answered once or
 * stands with a person, two machines do not talk to each other, and only who confirmed it cancels. `approval`: what waits for
 * staff stands only once they approved it, and is not forgotten. `attendance`: who comes and who came is noted as they and staff said it. `simulation`: that the story itself can be told.
 */
export type NamedPromise =
  | 'claims'
  | 'release'
  | 'repeats'
  | 'erasure'
  | 'consent'
  | 'window'
  | 'understanding'
  | 'overlaps'
  | 'live-form'
  | 'chat'
  | 'approval'
  | 'attendance'
  | 'simulation';

/** A promise by its number in docs/architecture.md, or by its name. */
export type PromiseId = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | NamedPromise;

/** A promise that a story saw broken. */
export type Violation = { promise: PromiseId; what: string };

/** "promise 7", or the name. */
export const titleOf = (promise: PromiseId): string => (typeof promise === 'number' ? `promise ${promise}` : promise);
