import { readFileSync } from 'node:fs';
import writeFileAtomic from 'write-file-atomic';
import * as z from 'zod/mini';
import { realTime } from './engine/runtime-fakes.ts';
import { titleOf, type Violation } from './promises/violation.ts';

const Kept = z.object({
  /** What is told: stories, or two years with so many bookings. Another file is for other ones. */
  what: z.string(),
  /** The first seed of all, and the next one to tell. */
  from: z.number(),
  next: z.number(),
  /** Processor time of all stories, in ms. */
  cpuMs: z.number(),
  broken: z.array(z.object({ seed: z.number(), breaks: z.string() })),
});
type Kept = z.infer<typeof Kept>;

/** A number of stories that is told in several runs. */
export type Campaign = {
  readonly from: number;
  readonly next: number;
  /** Seeds that broke a promise, in all runs. */
  readonly broken: number;
  /** A story was told. It is written down within a second, and not told again. */
  note(seed: number, violations: readonly Violation[], cpuMs: number): void;
  /** Writes down what was noted. */
  keep(): void;
  summary(): string;
};

const WRITE_EVERY_MS = 1_000;

function readKept(file: string): Kept | undefined {
  try {
    return Kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (Object(error).code === 'ENOENT') return undefined;
    throw new Error(`${file} is no file of such stories. Name another one, which does not exist yet.`, {
      cause: error,
    });
  }
}

/**
 * Goes on where a file says that the last run ended, or begins a new file. A run that is killed loses the stories of its last
 * second, which are told again. Throws a sentence for a person if the file is about something else.
 */
export function openCampaign(file: string, what: string, from: number): Campaign {
  const kept = readKept(file) ?? { what, from, next: from, cpuMs: 0, broken: [] };
  if (kept.what !== what) throw new Error(`${file} is about ${kept.what}, not about ${what}. Name another file.`);
  let writtenAt = realTime();
  const keep = () => {
    writeFileAtomic.sync(file, `${JSON.stringify(kept, undefined, 2)}\n`);
    writtenAt = realTime();
  };
  return {
    from: kept.from,
    get next() {
      return kept.next;
    },
    get broken() {
      return kept.broken.length;
    },
    note(seed, [first], cpuMs) {
      kept.next = seed + 1;
      kept.cpuMs += cpuMs;
      if (first) kept.broken.push({ seed, breaks: `${titleOf(first.promise)}: ${first.what}` });
      if (first || realTime() - writtenAt >= WRITE_EVERY_MS) keep();
    },
    keep,
    summary() {
      const told = kept.next - kept.from;
      const hours = (kept.cpuMs / 3_600_000).toFixed(1);
      return `${told} seeds in all runs, ${kept.from} to ${kept.next - 1}, ${hours} hours of one core: ${kept.broken.length} broke a promise (${file})`;
    },
  };
}
