import type { FunctionName } from '../bundling.ts';

/** AWS gives a function as much of one processor as it has of this memory. */
export const WHOLE_PROCESSOR_MB = 1769;

/*
 * Chosen by docs/benchmark.md, "Memory": what the process of each function held at most, and what a run takes and costs
 * with other sizes. No function that does anything fits into 128 MB: they hold 60 MB when loaded, 75 to 125 MB at work, and
 * Lambda's own part comes on top.
 */

/**
 * Somebody waits for these: a person at a page, or the provider, which repeats a webhook that takes long. With half of it a
 * million statuses would cost 3 cents less, each take 6 ms more, and the first runs of a process twice as long, when a
 * page or a webhook waits most. It also has room for what strangers may post: with webhooks of 1,000 statuses they held 150 MB.
 * The live form is one of them, about which WhatsApp warns from a second on. It mostly waits for the table. Its slowest
 * answer, the times of a business that is full for 60 days, takes a fifth of that (docs/benchmark.md, "The live form").
 */
const AWAITED_MB = 512;

/**
 * These mostly wait themselves, for the provider, the bus or the table, and are billed while they do: an invitation costs
 * almost half of what it would with 512 MB, and takes 30 ms more of 390. They held 125 MB at most, with full batches too.
 */
const WAITING_MB = 256;
const WAITING: readonly FunctionName[] = [
  'send-flow',
  'send-requested-flow',
  'answer-customer',
  'tell-customer',
  'resend-notice',
  'notify-staff',
  'message-staff',
  'answer-staff',
  'publish-events',
];

/**
 * It works on many items at once, so that the processor bounds it and not the waits: with 512 MB the runs of all shards would
 * hardly follow a campaign about whose deliveries the provider has to be asked (docs/benchmark.md, "Throughput").
 */
const BUSY_MB = 1024;
const BUSY: readonly FunctionName[] = ['reconcile'];

/**
 * Most of what it takes is work, not waiting: a booking costs the same with twice the memory, and is settled in half the time,
 * so that one batch of a shard follows twice as many bookings (docs/benchmark.md, "Throughput").
 */
const SETTLING_MB = 512;
const SETTLING: readonly FunctionName[] = ['settle-bookings'];

/** A function's memory, in MB. */
export function memoryOf(name: FunctionName): number {
  if (BUSY.includes(name)) return BUSY_MB;
  if (SETTLING.includes(name)) return SETTLING_MB;
  return WAITING.includes(name) ? WAITING_MB : AWAITED_MB;
}
