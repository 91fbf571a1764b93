import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** One function's output: the newest part in memory, all of it in a size-limited file if there is a data folder. */
export type FunctionLog = {
  write(text: string | Buffer): void;
  /** The newest text: at least 64 KB, or all of it if there is less. */
  readonly tail: string;
  /** The file, if there is one. */
  readonly path?: string;
};

const TAIL_CHARACTERS = 64 * 1024;
/** At this size the log renames the file to `<name>.1`, replacing the previous one. */
const FILE_LIMIT_BYTES = 8 * 1024 * 1024;

/** A log in memory, and in the file `path` if there is one. */
export function createFunctionLog(path?: string): FunctionLog {
  const tail = createTail();
  const append = path === undefined ? () => undefined : createFileAppender(path);
  return {
    write(chunk) {
      const text = String(chunk);
      tail.add(text);
      append(text);
    },
    get tail() {
      return tail.text();
    },
    ...(path !== undefined && { path }),
  };
}

/** Two halves: when the newer is full, the older is dropped. This stays cheap for any number of small pieces. */
function createTail() {
  let older: string[] = [];
  let newer: string[] = [];
  let newerLength = 0;
  return {
    add(text: string) {
      newer.push(text);
      newerLength += text.length;
      if (newerLength < TAIL_CHARACTERS) return;
      older = newer;
      newer = [];
      newerLength = 0;
    },
    text: () => [...older, ...newer].join(''),
  };
}

function createFileAppender(path: string): (text: string) => void {
  mkdirSync(dirname(path), { recursive: true });
  let size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return (text) => {
    if (size > FILE_LIMIT_BYTES) {
      renameSync(path, `${path}.1`);
      size = 0;
    }
    appendFileSync(path, text, { mode: 0o600 });
    size += Buffer.byteLength(text);
  };
}
