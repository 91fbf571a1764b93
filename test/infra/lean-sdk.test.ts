import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient, type PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { build, type Plugin } from 'esbuild';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type RequestTimeouts, requestsWithin } from '../../functions/shared/runtime/aws-requests.ts';
import type { transact } from '../../functions/shared/store/table/transaction.ts';
import { leanSdk } from '../../infra/lean-sdk/lean-sdk.ts';
import { packagesOf } from '../../infra/packages-of.ts';

const work = mkdtempSync(path.join(tmpdir(), 'appointment-flow-lean-'));
const PROJECT = path.join(import.meta.dirname, '..', '..');

/** Writes to a table, reads a secret, puts an event and publishes a notice. */
const CLIENTS = `
  import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
  import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
  import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
  import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
  import { DynamoDBDocumentClient, PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
  export { ConditionalCheckFailedException, TransactWriteCommand, UpdateCommand };
  export { transact } from ${JSON.stringify(path.join(PROJECT, 'functions/shared/store/table/transaction.ts'))};
  export const openTable = (config) =>
    DynamoDBDocumentClient.from(new DynamoDBClient(config), { marshallOptions: { removeUndefinedValues: true } });
  export const put = () => new PutCommand({ TableName: 'table', Item: { pk: 'one' } });
  export const calls = {
    DYNAMODB: (config) => openTable(config).send(put()),
    SECRETS_MANAGER: (config) => new SecretsManagerClient(config).send(new GetSecretValueCommand({ SecretId: 'root' })),
    EVENTBRIDGE: (config) => new EventBridgeClient(config).send(new PutEventsCommand({ Entries: [{ Detail: '{}' }] })),
    SNS: (config) => new SNSClient(config).send(new PublishCommand({ TopicArn: 'arn', Message: 'hello' })),
  };`;

type Config = {
  maxAttempts?: number;
  requestHandler?: { handle(request: { hostname: string }): Promise<never> } | RequestTimeouts;
};
type Service = 'DYNAMODB' | 'SECRETS_MANAGER' | 'EVENTBRIDGE' | 'SNS';
type Clients = {
  ConditionalCheckFailedException: typeof import('@aws-sdk/client-dynamodb').ConditionalCheckFailedException;
  TransactWriteCommand: typeof TransactWriteCommand;
  UpdateCommand: typeof UpdateCommand;
  transact: typeof transact;
  openTable(config?: Config): DynamoDBDocumentClient;
  put(): PutCommand;
  calls: Record<Service, (config?: Config) => Promise<unknown>>;
};
const SERVICES: Service[] = ['DYNAMODB', 'SECRETS_MANAGER', 'EVENTBRIDGE', 'SNS'];

const bundle = (entry: string, plugins: Plugin[] = [leanSdk]) =>
  build({
    absWorkingDir: PROJECT,
    entryPoints: [entry],
    outfile: path.join(work, 'clients.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    nodePaths: [path.join(PROJECT, 'node_modules')],
    metafile: true,
    logLevel: 'silent',
    plugins,
  });

let clients: Clients;
let packages: string[];
const received: IncomingHttpHeaders[] = [];
const bodies: string[] = [];
/** What the server answers next: nothing at all, the beginning of an answer, or one with a status. */
const scripted: ('silence' | 'half an answer' | { status: number; type?: string; more?: object })[] = [];
const server = createServer(async (request, response) => {
  response.sendDate = false;
  received.push(request.headers);
  bodies.push(await text(request));
  const answer = scripted.shift() ?? { status: 200 };
  if (answer === 'silence') return;
  if (answer === 'half an answer') return void response.writeHead(200, { 'content-length': '100' }).write('{');
  const { status, type, more } = answer;
  response.writeHead(status).end(JSON.stringify({ ...(type && { __type: type, message: 'no' }), ...more }));
});

beforeAll(async () => {
  writeFileSync(path.join(work, 'clients.js'), CLIENTS);
  const { metafile } = await bundle(path.join(work, 'clients.js'));
  packages = Object.values(metafile.outputs).flatMap((output) => [...packagesOf(output).keys()]);
  clients = await import(path.join(work, 'clients.mjs'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
beforeEach(() => {
  received.length = 0;
  bodies.length = 0;
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'the-key');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'the-secret');
  vi.stubEnv('AWS_SESSION_TOKEN', 'the-session');
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.close();
  server.closeAllConnections();
  rmSync(work, { recursive: true });
});

/** Sets a variable to the address of the server above. */
function pointHere(variable: string): void {
  // A server listening on TCP has an AddressInfo; a string is only for pipes.
  vi.stubEnv(variable, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

const sha256 = (what: string) => createHash('sha256').update(what).digest('hex');

/** The signature (version 4) that a request to the root path has to carry. */
function signatureOf(headers: IncomingHttpHeaders, body: string): string {
  const [, scope = '', signed = ''] =
    /Credential=[^/]+\/(\S+), SignedHeaders=(\S+),/.exec(headers.authorization ?? '') ?? [];
  const lines = signed.split(';').map((name) => `${name}:${headers[name]}`);
  const canonical = ['POST', '/', '', ...lines, '', signed, sha256(body)].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = scope
    .split('/')
    .reduce<string | Buffer>((secret, part) => createHmac('sha256', secret).update(part).digest(), 'AWS4the-secret');
  return createHmac('sha256', key).update(toSign).digest('hex');
}

describe('the SDK as it is bundled', () => {
  it.each(SERVICES)(
    'calls %s where AWS_ENDPOINT_URL_… says, with the credentials of the environment',
    async (service) => {
      pointHere(`AWS_ENDPOINT_URL_${service}`);
      // An answer that the SDK cannot read is no matter: the call was made.
      await clients.calls[service]().catch(() => undefined);
      expect(received[0]).toMatchObject({
        authorization: expect.stringMatching(/Credential=the-key\/\d{8}\/eu-west-1\/\w+\/aws4_request/),
        'x-amz-security-token': 'the-session',
        'user-agent': expect.stringMatching(/aws-sdk-js\/3\.\d+\.\d+/),
      });
    },
  );

  it('calls where AWS_ENDPOINT_URL says, unless that is to be ignored', async () => {
    vi.unstubAllEnvs();
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'other-key');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'other-secret');
    pointHere('AWS_ENDPOINT_URL');
    await clients.calls.DYNAMODB();
    expect(received).toMatchObject([{ authorization: expect.stringContaining('other-key/') }]);

    vi.stubEnv('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'true');
    const hosts: string[] = [];
    const requestHandler: Config['requestHandler'] = {
      async handle({ hostname }) {
        hosts.push(hostname);
        throw new Error('not there');
      },
    };
    await expect(clients.calls.DYNAMODB({ requestHandler, maxAttempts: 1 })).rejects.toThrow('not there');
    await expect(clients.calls.SECRETS_MANAGER({ requestHandler, maxAttempts: 1 })).rejects.toThrow('not there');
    expect(hosts).toEqual(['dynamodb.eu-west-1.amazonaws.com', 'secretsmanager.eu-west-1.amazonaws.com']);
    vi.unstubAllEnvs();
  });

  describe('calls the address that the plain SDK calls', () => {
    const plainCalls: Clients['calls'] = {
      DYNAMODB: (config) =>
        DynamoDBDocumentClient.from(new DynamoDBClient(config ?? {})).send(
          new UpdateCommand({ TableName: 'table', Key: { pk: 'one' } }),
        ),
      SECRETS_MANAGER: (config) =>
        new SecretsManagerClient(config ?? {}).send(new GetSecretValueCommand({ SecretId: 'root' })),
      EVENTBRIDGE: (config) =>
        new EventBridgeClient(config ?? {}).send(new PutEventsCommand({ Entries: [{ Detail: '{}' }] })),
      SNS: (config) => new SNSClient(config ?? {}).send(new PublishCommand({ TopicArn: 'arn', Message: 'hello' })),
    };

    /** The host each service is called at, or why it is not called at all. */
    function hostsOf(calls: Clients['calls']): Promise<string[]> {
      const called = async (service: Service) => {
        let host = '';
        const requestHandler: Config['requestHandler'] = {
          async handle({ hostname }) {
            host = hostname;
            throw new Error('not there');
          },
        };
        const reason = await calls[service]({ requestHandler, maxAttempts: 1 }).catch((error: Error) => error.message);
        return host || String(reason);
      };
      return Promise.all(SERVICES.map(called));
    }

    it.each<[Record<string, string>, table: string]>([
      [{}, 'dynamodb.eu-west-1.amazonaws.com'],
      [{ AWS_USE_FIPS_ENDPOINT: 'true', AWS_REGION: 'us-east-1' }, 'dynamodb-fips.us-east-1.amazonaws.com'],
      [{ AWS_USE_FIPS_ENDPOINT: 'false' }, 'dynamodb.eu-west-1.amazonaws.com'],
      [{ AWS_USE_FIPS_ENDPOINT: 'TRUE' }, 'dynamodb.eu-west-1.amazonaws.com'],
      [{ AWS_USE_FIPS_ENDPOINT: '' }, 'dynamodb.eu-west-1.amazonaws.com'],
      [{ AWS_USE_DUALSTACK_ENDPOINT: 'true' }, 'dynamodb.eu-west-1.api.aws'],
      [
        { AWS_USE_FIPS_ENDPOINT: 'true', AWS_USE_DUALSTACK_ENDPOINT: 'true', AWS_REGION: 'us-west-2' },
        'dynamodb-fips.us-west-2.api.aws',
      ],
      [
        { AWS_USE_FIPS_ENDPOINT: 'true', AWS_ENDPOINT_URL: 'http://127.0.0.1:9' },
        'Invalid Configuration: FIPS and custom endpoint are not supported',
      ],
      [{ AWS_ENDPOINT_URL: 'http://one.test', AWS_ENDPOINT_URL_DYNAMODB: 'http://two.test' }, 'two.test'],
      [{ AWS_ACCOUNT_ID: '111122223333' }, '111122223333.ddb.eu-west-1.amazonaws.com'],
      [
        { AWS_ACCOUNT_ID: '111122223333', AWS_ACCOUNT_ID_ENDPOINT_MODE: 'disabled' },
        'dynamodb.eu-west-1.amazonaws.com',
      ],
      [
        { AWS_ACCOUNT_ID: '111122223333', AWS_ACCOUNT_ID_ENDPOINT_MODE: 'Disabled' },
        '111122223333.ddb.eu-west-1.amazonaws.com',
      ],
    ])('with %j', async (environment, table) => {
      for (const name of ['AWS_ENDPOINT_URL', ...SERVICES.map((service) => `AWS_ENDPOINT_URL_${service}`)]) {
        vi.stubEnv(name, '');
      }
      for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
      const bundled = await hostsOf(clients.calls);
      expect(bundled).toEqual(await hostsOf(plainCalls));
      expect(bundled[0]).toBe(table);
      vi.unstubAllEnvs();
    });
  });

  it('gives up an answer that never comes, or stops in its middle, and repeats the request', async () => {
    pointHere('AWS_ENDPOINT_URL_DYNAMODB');
    const table = clients.openTable({ maxAttempts: 3, requestHandler: requestsWithin(250) });
    scripted.push('silence', 'half an answer');
    await table.send(clients.put());
    expect(received).toHaveLength(3);

    scripted.push('silence', 'silence', 'half an answer');
    await expect(table.send(clients.put())).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(received).toHaveLength(6);
  });

  it('repeats what was throttled or failed, as often as it is told to', async () => {
    pointHere('AWS_ENDPOINT_URL_DYNAMODB');
    const table = clients.openTable({ maxAttempts: 3 });
    scripted.push({ status: 400, type: 'ThrottlingException' }, { status: 500, type: 'InternalServerError' });
    await table.send(clients.put());
    expect(received).toHaveLength(3);

    scripted.push(...Array.from({ length: 3 }, () => ({ status: 500, type: 'InternalServerError' })));
    await expect(table.send(clients.put())).rejects.toMatchObject({ name: 'InternalServerError' });
    expect(received).toHaveLength(6);
  });

  it('tells a failed condition by its class, at once', async () => {
    pointHere('AWS_ENDPOINT_URL_DYNAMODB');
    scripted.push({ status: 400, type: 'ConditionalCheckFailedException' });
    await expect(clients.calls.DYNAMODB()).rejects.toBeInstanceOf(clients.ConditionalCheckFailedException);
    expect(received).toHaveLength(1);
  });

  it('says plainly what the environment lacks', async () => {
    pointHere('AWS_ENDPOINT_URL_DYNAMODB');
    vi.stubEnv('AWS_ACCESS_KEY_ID', '');
    await expect(clients.calls.DYNAMODB()).rejects.toThrow('Unable to find environment variable credentials');
    vi.stubEnv('AWS_REGION', '');
    await expect(clients.calls.DYNAMODB()).rejects.toThrow('Region is missing');
  });

  describe('for the second request of a kind, which is like the first but for its input', () => {
    const binary = new Uint8Array([1, 2, 3]);
    const awkward = {
      TableName: 'table',
      Key: { pk: 'a "key" with \u00e9, \ud83d\udcc5 and half of \ud83d' },
      UpdateExpression: 'SET a = :map, b = :list, c = :set',
      ExpressionAttributeValues: {
        ':map': { bytes: binary, buffer: Buffer.from(binary), none: null, absent: undefined, number: 1.5, yes: true },
        ':list': [binary, [], {}, '', 12345678901234567890n],
        ':set': new Set([binary]),
      },
      ReturnValues: 'ALL_NEW' as const,
    };

    /** What comes back, or is thrown, for the second of two updates, by the bundled or by the plain SDK. */
    async function askTwice(lean: boolean) {
      const table = lean ? clients.openTable({ maxAttempts: 1 }) : plainTable();
      const Update = lean ? clients.UpdateCommand : UpdateCommand;
      await table.send(new Update({ TableName: 'table', Key: { pk: 'other' } }));
      const { $metadata, ...answer } = await table.send(new Update(awkward)).catch((error) => error);
      return { answer, $metadata };
    }

    const plainTable = () =>
      DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 1 }), {
        marshallOptions: { removeUndefinedValues: true },
      });

    it.each([
      { status: 200, more: { Attributes: { pk: { S: 'one' }, bytes: { B: 'AQID' }, list: { L: [{ NULL: true }] } } } },
      {
        status: 400,
        type: 'ConditionalCheckFailedException',
        more: { Item: { pk: { S: 'one' }, bytes: { B: 'AQID' } } },
      },
      { status: 400, type: 'ValidationException' },
      { status: 400, type: 'com.amazon.coral.service#UnrecognizedClientException' },
    ])('asks and understands as the plain SDK does: $status $type', async (answer) => {
      pointHere('AWS_ENDPOINT_URL_DYNAMODB');
      scripted.push({ status: 200 }, answer, { status: 200 }, answer);
      const [bundled, plain] = [await askTwice(true), await askTwice(false)];
      expect(bundled).toEqual(plain);
      expect(JSON.parse(bodies[1] ?? '')).toEqual(JSON.parse(bodies[3] ?? ''));
      /** Without what is new each time, and the version, which is another where the SDK is not bundled. */
      const lasting = (headers: IncomingHttpHeaders = {}) =>
        Object.entries(headers)
          .filter(([name]) => !/^(authorization|amz-sdk-invocation-id|x-amz-content-sha256|x-amz-date)$/.test(name))
          .map(([name, value]) => `${name}: ${value}`.replaceAll(/3\.\d+\.\d+/g, ''));
      expect(lasting(received[1])).toEqual(lasting(received[3]));
    });

    it('sends a transaction and understands why it was cancelled as the plain SDK does', async () => {
      const { TableName, Key, UpdateExpression, ExpressionAttributeValues } = awkward;
      const [Put, Update] = [
        { TableName, Item: { pk: 'two', set: new Set([binary]) } },
        { TableName, Key, UpdateExpression, ExpressionAttributeValues },
      ];
      const input = { TransactItems: [{ Put }, { Update }], ClientRequestToken: 'the-token' };
      const Item = { pk: { S: 'one' }, bytes: { B: 'AQID' } };
      const reasons = [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Message: 'no', Item }];
      const cancelled = { type: 'TransactionCanceledException', more: { CancellationReasons: reasons } };
      pointHere('AWS_ENDPOINT_URL_DYNAMODB');
      for (let client = 1; client <= 2; client += 1) scripted.push({ status: 200 }, { status: 400, ...cancelled });
      const outcomes = [];
      for (const lean of [true, false]) {
        const table = lean ? clients.openTable({ maxAttempts: 1 }) : plainTable();
        const Transact = lean ? clients.TransactWriteCommand : TransactWriteCommand;
        await table.send(new Transact(input));
        const { name, CancellationReasons } = await table.send(new Transact(input)).catch((error) => error);
        outcomes.push({ name, CancellationReasons });
      }
      expect(outcomes[0]).toEqual(outcomes[1]);
      expect(outcomes[0]).toMatchObject({
        CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }],
      });
      const sent = bodies.map((body) => JSON.parse(body));
      expect(sent).toEqual(Array.from({ length: 4 }, () => sent[3]));
    });

    it('repeats a transaction with its token, and has another token for the next one', async () => {
      pointHere('AWS_ENDPOINT_URL_DYNAMODB');
      const table = { name: 'table', channelId: 'channel', client: clients.openTable() };
      const failed = { status: 500, type: 'InternalServerError' };
      scripted.push(failed, { status: 200 }, failed, { status: 200 });
      for (const pk of ['one', 'two']) await clients.transact(table, [{ put: { Item: { pk } } }]);
      const [first, repeat, second, itsRepeat] = bodies.map((body) => JSON.parse(body).ClientRequestToken);
      expect([repeat, itsRepeat]).toEqual([first, second]);
      expect(new Set([first, second, undefined]).size).toBe(3);
    });

    it('signs what it sends, and says which trace it belongs to', async () => {
      pointHere('AWS_ENDPOINT_URL_DYNAMODB');
      vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'the-function');
      const table = clients.openTable();
      for (const trace of ['trace-1', 'trace-2']) {
        vi.stubEnv('_X_AMZN_TRACE_ID', trace);
        await table.send(new clients.UpdateCommand({ TableName: 'table', Key: { pk: trace } }));
      }
      expect(received.map((headers) => headers['x-amzn-trace-id'])).toEqual(['trace-1', 'trace-2']);
      expect(new Set(received.map((headers) => headers['amz-sdk-invocation-id'])).size).toBe(2);
      received.forEach((headers, index) => {
        expect(headers.authorization).toContain(`Signature=${signatureOf(headers, bodies[index] ?? '')}`);
      });
    });

    it('takes no options of a single call', async () => {
      const options = { abortSignal: AbortSignal.abort() };
      await expect(clients.openTable().send(clients.put(), options)).rejects.toThrow('Options of a single call');
    });
  });

  it('carries no credentials but those of the environment', () => {
    expect(packages.filter((name) => /credential|nested-clients|token/.test(name))).toEqual([
      '@aws-sdk/credential-provider-env',
    ]);
  });
});

describe('a build with another SDK than the one that was reviewed', () => {
  const FILE = '@smithy/core/dist-es/submodules/checksum/sha256/Sha256Node.js';
  const installed = path.join(PROJECT, 'node_modules', FILE);

  /** Has `Sha256Node` be found at another place. */
  const found = (place: { path: string; namespace?: string }): Plugin => ({
    name: 'another-sdk',
    setup(build) {
      build.onResolve({ filter: /\/Sha256Node(\.js)?$/ }, () => place);
      build.onLoad({ filter: /.*/, namespace: 'moved' }, () => ({
        contents: readFileSync(installed, 'utf8'),
        resolveDir: path.dirname(installed),
      }));
    },
  });

  it('fails if a file has moved, and says how to go on', async () => {
    const moved = found({ path: 'dist-es/hash/Sha256Node.js', namespace: 'moved' });
    const failure = bundle(path.join(work, 'clients.js'), [moved, leanSdk]);
    await expect(failure).rejects.toThrow(`infra/lean-sdk replaces files that the bundles do not contain: ${FILE}.`);
    await expect(failure).rejects.toThrow(/Find where their exports are now.*infra\/lean-sdk\/reviewed\.json/s);
    await expect(failure).rejects.toThrow('--context plainSdk=true');
  });

  it('fails if the content of a file has changed, exports and all else left, and says how to go on', async () => {
    const copy = path.join(work, 'node_modules', FILE);
    mkdirSync(path.dirname(copy), { recursive: true });
    writeFileSync(copy, readFileSync(installed, 'utf8').replace('digest', 'digest '));
    const failure = bundle(path.join(work, 'clients.js'), [found({ path: copy }), leanSdk]);
    await expect(failure).rejects.toThrow(`node_modules/${FILE} is not the file that was reviewed`);
    await expect(failure).rejects.toThrow(/npm diff --diff=@smithy\/core@3\.\d+\.\d+ .*dist-es\/\S+\/Sha256Node\.js/);
    await expect(failure).rejects.toThrow(createHash('sha256').update(readFileSync(copy)).digest('hex'));
    await expect(failure).rejects.toThrow('--context plainSdk=true');
  });

  it('fails if a client brings what no Lambda needs', async () => {
    writeFileSync(path.join(work, 'another.js'), "export * from '@aws-sdk/client-sqs';");
    const failure = bundle(path.join(work, 'another.js'), [leanSdk]);
    await expect(failure).rejects.toThrow(/The bundles contain .*@aws-sdk\/credential-provider-/);
  });
});
