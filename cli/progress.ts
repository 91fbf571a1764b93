import { type Io, printable } from './io.ts';

/** Shows progress on stderr: a terminal has one changing line, other outputs get a line for each change. */
export type Progress = {
  /** Runs `work`, and shows the text if it takes long. */
  during<T>(words: string, work: () => Promise<T>): Promise<T>;
  /** Shows the state of long work; on a terminal also its seconds so far. */
  show(words: string, seconds?: number): void;
  /** Removes the line, where that is possible. */
  clear(): void;
};

/** Shorter work shows no text. */
const PATIENCE_MS = 500;

const ERASE_LINE = '\r\u001b[K';

export function createProgress({ stderr }: Pick<Io, 'stderr'>): Progress {
  let shown: string | undefined;

  function show(words: string, seconds?: number): void {
    if (stderr.isTTY) {
      stderr.write(`${ERASE_LINE}${printable(words)}${seconds === undefined ? '' : ` (${seconds} s)`}`);
    } else if (words !== shown) {
      stderr.write(`${printable(words)}\n`);
    }
    shown = words;
  }
  function clear(): void {
    if (shown !== undefined && stderr.isTTY) stderr.write(ERASE_LINE);
    shown = undefined;
  }

  return {
    show,
    clear,
    async during(words, work) {
      const timer = setTimeout(() => show(`${words} …`), PATIENCE_MS);
      try {
        return await work();
      } finally {
        clearTimeout(timer);
        clear();
      }
    },
  };
}
