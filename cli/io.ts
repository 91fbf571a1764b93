import type { Readable } from 'node:stream';

type Output = { write(text: string): unknown; isTTY?: boolean };

/** The program's whole access to its process. */
export type Io = {
  stdin: Readable & { isTTY?: boolean };
  /** Results, and nothing else. */
  stdout: Output;
  /** Progress, questions and failures. */
  stderr: Output;
  /** The first Ctrl-C calls `stop` instead of ending the process, until the returned function is called. */
  onInterrupt(stop: () => void): () => void;
  /** The folder of cdk.json, .local/ and infra/. */
  projectFolder: string;
};

/** Makes foreign text safe for a terminal: removes control characters, which could move its cursor. */
export const printable = (text: string): string => text.replace(/[^\P{Cc}\t]/gu, '');
