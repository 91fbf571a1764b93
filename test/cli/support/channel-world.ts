import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import type { Io } from '../../../cli/io.ts';
import { run } from '../../../cli/run.ts';
import { ownWebhooks } from '../../../functions/shared/provider/webhook-list.ts';
import { deriveKeys, RootSecret } from '../../../functions/shared/secrets/derived-keys.ts';
import type { StoredEndpointKey } from '../../../functions/shared/secrets/endpoint-keys.ts';
import { type AwsOperation, startAwsEndpoint } from '../../../local/aws/endpoint/aws-endpoint.ts';
import { openSecretStore } from '../../../local/aws/secrets-manager/secret-store.ts';
import { createSecretsOperations } from '../../../local/aws/secrets-manager/secrets-operations.ts';
import type { Secret } from '../../../local/aws/template/stack-model.ts';
import { CHANNEL, type Provider, startProvider, TOKEN } from '../../local/one-msg/support/provider.ts';
import { contractWithoutServices } from '../../support/contract.ts';
import { createDeadLetters } from './dead-letters.ts';
import { temporaryFolder } from './temporary-folder.ts';

const PROJECT = join(import.meta.dirname, '..', '..', '..');
/** Nothing answers there: webhooks to it fail at once. */
const DEAD_API = 'http://127.0.0.1:9';

/** What a command line did: its exit code and all it wrote. */
export type Outcome = {
  exitCode: number;
  stdout: string;
  stderr: string;
  /** What stdout holds, as JSON. */
  json(): Record<string, unknown>;
};

export type ChannelWorld = {
  api: string;
  folder: string;
  provider: Provider;
  /** Its Secrets Manager, and the names of the secrets there. */
  secrets: { endpoint: string; root: string; given: string };
  /** What the CRM did not take, and the bus; of use only if the stack hands off. */
  deadLetters: ReturnType<typeof createDeadLetters>;
  /** Runs a command line; `stdin` is what is piped in, `typed` what a person types at the terminal. */
  channel(argv: string[], input?: Parameters<typeof runIn>[2]): Promise<Outcome>;
  /** The URLs on the channel's list, in order. */
  registered(): Promise<string[]>;
  /** The calls that changed something at the provider, in order: `POST webhook`. */
  writes(): Promise<string[]>;
  /** This stack's URLs as its secret makes them now. */
  own(): ReturnType<typeof ownWebhooks>;
  rootSecret(): RootSecret;
  /** All that the root secret holds, as text. */
  rootText(): string;
  givenSecret(): Record<string, unknown>;
};

export type WorldOptions = {
  api?: string;
  givenSecret?: Record<string, unknown>;
  /** Whether the stack hands bookings to a CRM. */
  handsOff?: boolean;
  /** Whether the stack serves the live form. */
  isLive?: boolean;
  /** The private keys of its endpoint. */
  endpointKeys?: readonly StoredEndpointKey[];
  /** What the stack's function answers to a request for a page of `claims rebuild`. */
  rebuildPage?: AwsOperation;
};

const fixed = (name: string, value: unknown): Secret => ({
  id: name,
  name,
  arn: `arn:aws:secretsmanager:local:000000000000:secret:${name}-000000`,
  value: { kind: 'given', text: JSON.stringify(value) },
});

/** A provider, a local stack's Secrets Manager, and a project folder that names both; all gone when the test ends. */
export async function startChannelWorld(options: WorldOptions = {}): Promise<ChannelWorld> {
  const { api = DEAD_API, givenSecret, handsOff = false, isLive = false, endpointKeys, rebuildPage } = options;
  const provider = await startProvider();
  const root = fixed('root', {
    ...{ generations: {}, root: 'r'.repeat(64) },
    ...(endpointKeys && { endpoint: { keys: endpointKeys } }),
  });
  const given = fixed('given', givenSecret ?? { channelToken: TOKEN, crmKey: 'kept' });
  const store = await openSecretStore([root, given], undefined, () => new Date());
  const deadLetters = createDeadLetters();
  const operations = {
    ...createSecretsOperations(store),
    ...deadLetters.operations,
    ...(rebuildPage && { 'POST /2015-03-31/functions/rebuild-claims/invocations (lambda)': rebuildPage }),
  };
  const aws = await startAwsEndpoint(operations, () => undefined);
  onTestFinished(() => aws.close(0));
  const folder = temporaryFolder();
  const secrets = { endpoint: aws.address, root: root.arn, given: given.arn };
  const crm = {
    ...{ url: 'http://127.0.0.1:9', header: 'x-api-key', key: '-' },
    failures: { endpoint: aws.address, queueUrl: deadLetters.queueUrl },
  };
  const events = { endpoint: aws.address, busName: 'the-bus' };
  const functions = { endpoint: aws.address, rebuildClaims: 'rebuild-claims' };
  layProject(folder, {
    api,
    provider: provider.url,
    secrets,
    events,
    functions,
    ...(handsOff && { crm }),
    ...(isLive && { liveForm: '-' }),
  });

  const rootSecret = () => RootSecret.parse(JSON.parse(store.read(root).text));
  return {
    api,
    folder,
    provider,
    secrets,
    deadLetters,
    channel: (argv, input) => runIn(folder, argv, input),
    async registered() {
      const { body } = await provider.call<{ webhookUrl: string | string[] }>('GET', 'webhook');
      return [body.webhookUrl].flat().filter((url) => url !== '');
    },
    async writes() {
      const { body } = await provider.control<{ method: string; path: string }[]>('GET', 'requests');
      return body
        .filter(({ method }) => method !== 'GET')
        .map(({ method, path }) => `${method} ${path.replace(`/${CHANNEL}/`, '')}`);
    },
    own: () => ownWebhooks(api, deriveKeys(rootSecret()).webhook.current),
    rootSecret,
    rootText: () => store.read(root).text,
    givenSecret: () => JSON.parse(store.read(given).text),
  };
}

/** The shipped cdk.json, with a contract without services: it has one form for all languages. */
export function layCdkJson(folder: string): void {
  const { context, ...cdkJson } = JSON.parse(readFileSync(join(PROJECT, 'cdk.json'), 'utf8'));
  const shown = { ...cdkJson, context: { ...context, contract: contractWithoutServices() } };
  writeFileSync(join(folder, 'cdk.json'), JSON.stringify(shown, undefined, 2));
}

function layProject(folder: string, addresses: Record<string, unknown>) {
  const form = join('infra', 'flow', 'appointment-flow.json');
  mkdirSync(join(folder, form, '..'), { recursive: true });
  writeFileSync(join(folder, form), readFileSync(join(PROJECT, form)));
  layCdkJson(folder);
  const webhooks = { all: '-', messages: '-', delivery: '-', flowCompletion: '-' };
  const nowhere = 'http://127.0.0.1:9';
  const inspection = {
    queues: { endpoint: nowhere, deadLetters: [] },
    table: { endpoint: nowhere, name: '-' },
  };
  const unused = { apiKey: '-', webhooks, calendar: '-', calendars: {}, phone: '-', inspection };
  const endpoints = { ...unused, channelId: CHANNEL, ...addresses };
  mkdirSync(join(folder, '.local'));
  writeFileSync(join(folder, '.local', 'endpoints.json'), JSON.stringify(endpoints));
}

/** Runs a command line of the program in a project folder. */
export async function runIn(
  projectFolder: string,
  argv: string[],
  { stdin, typed, onInterrupt }: { stdin?: string; typed?: string; onInterrupt?: Io['onInterrupt'] } = {},
): Promise<Outcome> {
  const written = { stdout: '', stderr: '' };
  const input = Object.assign(new PassThrough(), { isTTY: typed !== undefined });
  if (typed === undefined) input.end(stdin ?? '');
  else input.write(typed);
  const into = (stream: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      written[stream] += text;
    },
  });
  const exitCode = await run(argv, {
    stdin: input,
    stdout: into('stdout'),
    stderr: into('stderr'),
    onInterrupt: onInterrupt ?? (() => () => undefined),
    projectFolder,
  });
  return { exitCode, ...written, json: () => JSON.parse(written.stdout) };
}
