import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { PAGE_TYPES } from './page-files.ts';

/** A file of the page as it is sent. Its entity tag is weak (RFC 9110, 8.8.1): it is the same for both ways to send it. */
export type PageFile = { type: string; etag: string; body: string; zipped: Buffer };

const kept = new Map<string, Promise<PageFile>>();

/** A file of the page, read and compressed once in a function's life; `undefined` if the page has no such file. */
export function pageFile(name: string): Promise<PageFile> | undefined {
  const type = PAGE_TYPES.get(name);
  if (!type) return undefined;
  const file = kept.get(name) ?? readPageFile(name, type);
  kept.set(name, file);
  return file;
}

async function readPageFile(name: string, type: string): Promise<PageFile> {
  const body = await readFile(join(process.env['LAMBDA_TASK_ROOT'] ?? '', name), 'utf8');
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  return { type, etag: `W/"${hash}"`, body, zipped: gzipSync(body) };
}
