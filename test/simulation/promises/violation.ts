/** A promise that a story saw broken. */
export type Violation = {
  /** By its number in docs/architecture.md. */
  promise: number;
  what: string;
};
