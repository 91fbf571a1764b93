import type { FunctionName } from '../bundling.ts';

/** AWS gives a function as much of one processor as it has of this memory. */
export const WHOLE_PROCESSOR_MB = 1769;

/**
 * Somebody waits for these: a person at a page, or the provider, which repeats a webhook that takes long. A status takes
 * 2 ms of a processor (docs/benchmark.md), that is 7 ms here; with less, what a cold start does after loading (keys,
 * certificates, first connections) would take most of a second.
 */
const AWAITED_MB = 512;

/**
 * These mostly wait themselves, for the provider or the bus, and are billed while they do: half the memory takes a third
 * off their cost, and what they do takes 30 ms more at most. They hold about 100 MB.
 */
const WAITING_MB = 256;
const WAITING: readonly FunctionName[] = [
  'send-flow',
  'send-requested-flow',
  'confirm-booking',
  'notify-staff',
  'publish-events',
  'check-overlaps',
];

/** A function's memory, in MB. */
export const memoryOf = (name: FunctionName): number => (WAITING.includes(name) ? WAITING_MB : AWAITED_MB);
