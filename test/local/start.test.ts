import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { createStackSecrets } from '../../cli/stack/stored-secrets.ts';
import { deriveKeys } from '../../functions/shared/secrets/derived-keys.ts';
import { Endpoints } from '../../local/endpoints.ts';
import { listen } from '../../local/http/listen.ts';
import { runIn } from '../cli/support/channel-world.ts';
import { eventually } from './support/eventually.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
const START = join(PROJECT, 'local', 'start.ts');

/** The CDK takes seconds, on a busy machine many of them. */
const SYNTHESIS_MS = 60_000;

/** A folder with the contract, in which the channel commands find the stack. */
let project: string;
let data: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'start-'));
  data = join(project, '.local');
  copyFileSync(join(PROJECT, 'cdk.json'), join(project, 'cdk.json'));
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

type Ended = { code: number | null; printed: string; complained: string };

/** `npm start -- <flags>`; `whileRunning` gets the process and what it has printed so far. */
async function npmStart(flags: string[], whileRunning?: (child: ChildProcess, printed: () => string) => Promise<void>) {
  const child = spawn(process.execPath, [START, '--data', data, ...flags], { cwd: PROJECT });
  const ended: Ended = { code: null, printed: '', complained: '' };
  child.stdout.on('data', (chunk) => {
    ended.printed += chunk;
  });
  child.stderr.on('data', (chunk) => {
    ended.complained += chunk;
  });
  const closed = new Promise<void>((resolve) => {
    child.once('close', (code) => {
      ended.code = code;
      resolve();
    });
  });
  await whileRunning?.(child, () => ended.printed).catch((cause: unknown) => {
    child.kill('SIGKILL');
    throw new Error(`While npm start ran, having complained: "${ended.complained}"`, { cause });
  });
  await closed;
  return ended;
}

/** A client of the stack's secrets. */
const clientOf = ({ secrets: { endpoint } }: Endpoints) =>
  new SecretsManagerClient({
    endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

/** What the desk gets that signs in with the API key, and comes again with the cookie of that. */
async function signInAndLook({ api, apiKey }: Endpoints): Promise<unknown> {
  const body = JSON.stringify({ key: apiKey });
  const signedIn = await fetch(`${api}/session`, { method: 'POST', headers: { origin: api }, body });
  const [cookie = ''] = signedIn.headers.getSetCookie().map((one) => one.split(';')[0]);
  return (await fetch(`${api}/session`, { headers: { cookie } })).json();
}

/** How many bookings there are from yesterday on, in whatever zone the business is. */
async function bookedSoon({ api, apiKey }: Endpoints): Promise<number> {
  const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  const query = new URLSearchParams({ from: day(-1), to: day(10), limit: '100' });
  const answer = await fetch(`${api}/bookings?${query}`, { headers: { authorization: `Bearer ${apiKey}` } });
  const { items } = z.object({ items: z.array(z.unknown()) }).parse(await answer.json());
  return items.length;
}

describe('npm start', () => {
  it('ends with the addresses and lines that can be pasted, pleases doctor and takes up a rotated key; Ctrl-C stops it cleanly', async () => {
    const endpointsFile = join(data, 'endpoints.json');
    const { code, complained } = await npmStart(
      ['--ephemeral', '--port', '0', '--provider-port', '0'],
      async (child, printed) => {
        await eventually(() => child.exitCode !== null || printed().includes('Ctrl-C stops everything.'), SYNTHESIS_MS);
        expect(printed()).toContain('Ctrl-C stops everything.');
        expect(printed()).toMatch(/^ {2}Form {6}live/m);
        const [, announced] = /^ {2}Booked {4}(\d+) appointments/m.exec(printed()) ?? [];
        expect(Number(announced)).toBeGreaterThan(0);
        expect(statSync(endpointsFile).mode & 0o777).toBe(0o600);
        const endpoints = Endpoints.parse(JSON.parse(readFileSync(endpointsFile, 'utf8')));
        expect(printed()).toContain(endpoints.apiKey);
        expect(printed()).toContain(`Console   ${endpoints.console}`);
        expect((await fetch(endpoints.console ?? '')).status).toBe(200);
        expect(await signInAndLook(endpoints)).toMatchObject({ role: 'owner', timeZone: expect.any(String) });
        expect(await bookedSoon(endpoints)).toBe(Number(announced));

        const lines = printed().match(/^ {2}curl .+$/gm) ?? [];
        const answers: string[] = [];
        for (const line of lines) answers.push((await promisify(execFile)('sh', ['-c', `${line} -s`])).stdout);
        expect(answers).toEqual([expect.stringContaining('Hello'), expect.stringContaining('"status":"accepted"')]);

        const doctor = await runIn(project, ['doctor', '--local', '--json']);
        expect(Object(doctor.json()).findings.filter(({ verdict }: { verdict: string }) => verdict !== 'ok')).toEqual(
          [],
        );

        const secrets = createStackSecrets(clientOf(endpoints), endpoints.secrets);
        await secrets.raiseGeneration('apiKey');
        const after = Endpoints.parse(JSON.parse(readFileSync(endpointsFile, 'utf8')));
        expect(after).toMatchObject({ api: endpoints.api, apiKey: deriveKeys(await secrets.root()).apiKey.current });
        expect(after.apiKey).not.toBe(endpoints.apiKey);
        expect(await signInAndLook(after)).toMatchObject({ role: 'owner' });
        expect((await fetch(new URL('/_room/api/session', endpoints.phone))).status).toBe(200);
        expect(await (await fetch(`${endpoints.provider}/_sim/line`)).json()).toMatchObject({
          businessName: 'Clínica Sol',
        });
        child.kill('SIGINT');
      },
    );
    expect({ code, complained }).toEqual({ code: 0, complained: '' });
    expect(existsSync(endpointsFile)).toBe(false);
  }, 90_000);

  it('explains its flags and the runner’s own pages', async () => {
    const { code, printed } = await npmStart(['--help']);
    expect(code).toBe(0);
    for (const words of ['--port', '--provider-port', '--form <kind>', '--ephemeral', '/_local/events'])
      expect(printed).toContain(words);
  });
});

describe('npm start says in one sentence, and with exit code 1,', () => {
  let occupant: Server;
  let port: string;
  beforeEach(async () => {
    occupant = createServer();
    port = new URL(await listen(occupant, 0)).port;
  });
  afterEach(() => void occupant.close());

  it.each(['--port', '--provider-port'])('that the port of %s is in use', async (flag) => {
    const other = flag === '--port' ? '--provider-port' : '--port';
    expect(await npmStart(['--ephemeral', flag, port, other, '0'])).toEqual({
      code: 1,
      printed: '',
      complained: `Port ${port} is already in use: stop what uses it, or choose another one with ${flag}.\n`,
    });
  });

  it('that a port is not a port', async () => {
    const { code, complained } = await npmStart(['--port', 'http']);
    expect(code).toBe(1);
    expect(complained).toContain('A port is a whole number from 0 (any free one) to 65535.');
  });
});
