import { type Io, printable } from './io.ts';

/** Tells on stderr what is going on. On a terminal one line is rewritten; elsewhere each change is a line of its own. */
export type Progress = {
  /** Does `work`, and says what is being done if it takes long. */
  during<T>(words: string, work: () => Promise<T>): Promise<T>;
  /** Shows how something long stands, and on a terminal for how many seconds it has lasted. */
  show(words: string, seconds?: number): void;
  /** Takes the line away again, where that is possible. */
  clear(): void;
};

/** Shorter work needs no announcement. */
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
