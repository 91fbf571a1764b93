import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { deriveKeys, RootSecret } from '../../functions/shared/secrets/derived-keys.ts';
import { createEndpoints, removeEndpoints, runningStackIn, writeEndpoints } from '../../local/endpoints.ts';
import { listen } from '../../local/http/listen.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'endpoints-'));
  file = join(folder, 'endpoints.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const NOWHERE = 'http://127.0.0.1:9';

/** The addresses of a stack whose API is here. */
const stackAt = (api: string) =>
  createEndpoints(
    {
      ...{ api, channelId: 'channel', provider: NOWHERE, phone: NOWHERE },
      secrets: { endpoint: NOWHERE, root: 'root', given: 'given' },
      events: { endpoint: NOWHERE, busName: 'bus' },
      inspection: { queues: { endpoint: NOWHERE, deadLetters: [] }, table: { endpoint: NOWHERE, name: 'table' } },
      functions: { endpoint: NOWHERE, rebuildClaims: 'rebuild-claims' },
    },
    deriveKeys(RootSecret.parse({ root: 'r'.repeat(64), generations: {} })),
  );

let server: Server;
async function listening(status: number): Promise<string> {
  server = createServer((_, response) => response.writeHead(status).end());
  const { origin } = new URL(await listen(server, 0));
  return origin;
}
afterEach(() => void server?.close());

it('finds the stack that runs and that the file is about', async () => {
  const api = await listening(200);
  writeEndpoints(file, stackAt(api));
  expect(await runningStackIn(file, stackAt(NOWHERE))).toBe(api);
});

it('finds none where the file is missing, damaged, its own, or of a stack that has ended', async () => {
  expect(await runningStackIn(file, stackAt(NOWHERE))).toBeUndefined();
  writeFileSync(file, '{"api":');
  expect(await runningStackIn(file, stackAt(NOWHERE))).toBeUndefined();
  const api = await listening(200);
  writeEndpoints(file, stackAt(api));
  expect(await runningStackIn(file, stackAt(api))).toBeUndefined();
  writeEndpoints(file, stackAt(NOWHERE));
  expect(await runningStackIn(file, stackAt(api))).toBeUndefined();
});

it('finds none where something else took the port', async () => {
  writeEndpoints(file, stackAt(await listening(404)));
  expect(await runningStackIn(file, stackAt(NOWHERE))).toBeUndefined();
});

it('removes the file of its own stack only', () => {
  writeEndpoints(file, stackAt(NOWHERE));
  removeEndpoints(file, stackAt('http://127.0.0.1:10'));
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ api: NOWHERE });
  removeEndpoints(file, stackAt(NOWHERE));
  expect(existsSync(file)).toBe(false);
});
