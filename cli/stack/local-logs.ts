import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FindLines } from './trace-source.ts';

/** A function's log, and the one before it: `send-flow.log`, `send-flow.log.1`. */
const LOG_FILE = /^(.+)\.log(\.1)?$/;

/** Searches the logs of the local stack's functions, which have a file each in this folder. They are small: all are read. */
export const findLocalLines =
  (folder: string): FindLines =>
  async (invitationId) => {
    const names = (await readdir(folder)).sort();
    const found = names.map(async (name) => {
      const [, label] = LOG_FILE.exec(name) ?? [];
      if (label === undefined) return [];
      const lines = (await readFile(join(folder, name), 'utf8')).split('\n');
      return lines.filter((text) => text.includes(invitationId)).map((text) => ({ function: label, text }));
    });
    return { lines: (await Promise.all(found)).flat(), isWhole: true };
  };
