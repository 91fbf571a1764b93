import type { Readable } from 'node:stream';

type Output = { write(text: string): unknown; isTTY?: boolean };

/** Everything the program touches of the process it runs in. */
export type Io = {
  stdin: Readable & { isTTY?: boolean };
  /** Results, and nothing else. */
  stdout: Output;
  /** Progress, questions and failures. */
  stderr: Output;
  /** Has the first Ctrl-C call `stop` instead of ending the process, until the function it answers is called. */
  onInterrupt(stop: () => void): () => void;
  /** Where cdk.json, .local/ and infra/ are. */
  projectFolder: string;
};

/** Text from elsewhere as it may be written to a terminal: without control characters, which could move its cursor. */
export const printable = (text: string): string => text.replace(/[^\P{Cc}\t]/gu, '');
