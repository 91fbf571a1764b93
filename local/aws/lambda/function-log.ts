import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** What one function prints: the newest of it in memory, all of it in a bounded file if there is a data folder. */
export type FunctionLog = {
  write(text: string | Buffer): void;
  /** The newest text, at least 64 KB of it if there was so much. */
  readonly tail: string;
  /** The file, if there is one. */
  readonly path?: string;
};

const TAIL_CHARACTERS = 64 * 1024;
/** At this size the file is set aside as `<name>.1`, in the place of the one before. */
const FILE_LIMIT_BYTES = 8 * 1024 * 1024;

/** A log that is kept in memory, and in the file `path` if one is given. */
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

/** Two halves, of which the older one goes when the newer one is full: cheap for any number of small pieces. */
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
