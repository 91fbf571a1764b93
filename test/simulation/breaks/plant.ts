import type { PromiseId } from '../promises/violation.ts';

/** A deliberate break of the product, which the simulation must find. */
export type Planted = {
  name: string;
  /** The promise it breaks. */
  promise: PromiseId;
  /** Where it is planted, from the repository's root. */
  file: string;
  /**
   * What it takes the place of, by name: a function or a constant that the file declares, then for everybody, or one that
   * the file imports, then in this file only.
   */
  seam: string;
  /** Makes of what is there what takes its place. */
  broken(real: unknown): unknown;
  why: string;
  /** It is found within `WITHIN_SEEDS` seeds, counted from this one. */
  fromSeed: number;
};

/** So many seeds find a break also after the code changed a story. */
export const WITHIN_SEEDS = 60;

/** A break of a seam whose type is known. Many a seam is private to its file, so its author says the type. */
export const breakOf = <Real>(planted: Omit<Planted, 'broken'> & { broken(real: Real): Real }): Planted => planted;
