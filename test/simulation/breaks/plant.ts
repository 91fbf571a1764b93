import type { PromiseId } from '../promises/violation.ts';

/** A deliberate break of the product, which the simulation must find. */
export type Planted = {
  name: string;
  /** The promise it breaks. */
  promise: PromiseId;
  /** Where it is planted, from the repository's root. */
  file: string;
  /** What stands there, exactly once, and what takes its place. */
  find: string;
  replace: string;
  why: string;
  /** It is found within so many seeds, counted from this one, or from 1. */
  withinSeeds: number;
  fromSeed?: number;
};
