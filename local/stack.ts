import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Contract } from '../functions/shared/contract/contract.ts';
import { deriveKeys, RootSecret } from '../functions/shared/secrets/derived-keys.ts';
import type { Clock } from './clock.ts';
import { type Closers, createClosers } from './closers.ts';
import { type DataFolder, restoreClock, takeDataFolder } from './data-folder.ts';
import { createEndpoints, type Endpoints } from './endpoints.ts';
import { assertPortFree } from './http/listen.ts';
import { startSimulator } from './provider/simulator.ts';
import { registerWebhooks } from './register-webhooks.ts';
import { type Runner, startRunner } from './runner.ts';
import { openSecretStore, type SecretStore } from './secrets/secret-store.ts';
import { StartFailure } from './start-failure.ts';
import { synthesize } from './synthesize.ts';
import { loadAssembly } from './template/assembly.ts';
import { buildModel } from './template/build-model.ts';
import type { Secret, StackModel } from './template/stack-model.ts';

/** The whole product on this machine: the synthesized stack, and the provider it talks to. */
export type LocalStack = Omit<Runner, 'stop' | 'api'> & {
  endpoints: Endpoints;
  /** The clock of everything: moving it moves the provider, the table, the queues, the schedules and the functions. */
  clock: Clock;
  /** The token by which the stack calls the simulator. */
  channelToken: string;
  stop(): Promise<void>;
};

export type LocalStackOptions = {
  /** Of the HTTP API; 0 takes a free one. */
  port: number;
  /** Of the provider's simulator; 0 takes a free one. */
  providerPort: number;
  /** Where data is kept; none: in memory. */
  dataDirectory?: string;
  /** The CDK output to run; none: the project is synthesized first. */
  assembly?: string;
  /** Prints nothing; otherwise what a person should see goes to the console, in one line each. */
  quiet?: boolean;
};

const PROJECT_DIRECTORY = join(import.meta.dirname, '..');

/** Longer work is announced, so that nobody wonders. */
const PATIENCE_MS = 1000;

/**
 * Starts everything; ready when it resolves.
 * @throws Error with one sentence for a person; what was started before is stopped again
 */
export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  const closers = createClosers();
  try {
    return await startWith(options, closers);
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

async function startWith(options: LocalStackOptions, closers: Closers): Promise<LocalStack> {
  const { port, providerPort, dataDirectory } = options;
  const report = options.quiet ? () => undefined : (line: string) => console.log(line);
  await assertPortFree(port, '--port');
  await assertPortFree(providerPort, '--provider-port');
  const folder = await takeFolder(dataDirectory, closers);
  const clock = await restoreClock(folder);

  const assembly = await loadAssembly(options.assembly ?? (await synthesizeInto(folder, closers, report)));
  const model = buildModel(assembly);
  const contract = await readContract(model);
  const secrets = await openSecretStore(model.secrets, folder && join(folder.path, 'secrets.json'), clock.now);
  const channelToken = await presetChannelToken(model, secrets);

  const simulator = await startSimulator({
    port: providerPort,
    channelId: contract.channel.id,
    channelToken,
    ...(folder && { dataDirectory: join(folder.path, 'provider') }),
    clock,
  });
  closers.add(simulator.close);
  const environment = { PROVIDER_URL: simulator.url };
  const { stop, api, ...runner } = await announced('Starting the stack …', report, () =>
    startRunner({ model, port, dataDirectory: folder?.path, clock, secrets, environment, report }),
  );
  closers.add(stop);

  const root = secretOf('ROOT_SECRET_ARN', model, secrets);
  const given = secretOf('GIVEN_SECRET_ARN', model, secrets);
  const endpoints = createEndpoints(
    {
      api,
      channelId: contract.channel.id,
      provider: simulator.url,
      phone: simulator.phoneUrl,
      secrets: { endpoint: runner.aws.other, root: root.arn, given: given.arn },
      events: { endpoint: runner.aws.other, busName: model.buses.find((name) => name !== 'default') ?? 'default' },
    },
    deriveKeys(RootSecret.parse(JSON.parse(secrets.read(root).text))),
  );
  await registerWebhooks(endpoints, channelToken);
  return { ...runner, endpoints, clock, channelToken, stop: closers.closeAll };
}

async function takeFolder(path: string | undefined, closers: Closers): Promise<DataFolder | undefined> {
  if (path === undefined) return undefined;
  const folder = await takeDataFolder(path);
  closers.add(folder.giveBack);
  return folder;
}

async function synthesizeInto(
  folder: DataFolder | undefined,
  closers: Closers,
  report: (line: string) => void,
): Promise<string> {
  const directory = folder ? join(folder.path, 'cdk.out') : await mkdtemp(join(tmpdir(), 'appointment-flow-'));
  if (!folder) closers.add(() => rm(directory, { recursive: true, force: true }));
  await announced('Synthesizing the stack …', report, () => synthesize(PROJECT_DIRECTORY, directory));
  return directory;
}

/** Runs `work`, saying `line` if it takes long. */
async function announced<T>(line: string, report: (line: string) => void, work: () => Promise<T>): Promise<T> {
  const timer = setTimeout(() => report(line), PATIENCE_MS);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}

/** The contract that travels with every function's code. */
async function readContract({ functions }: StackModel): Promise<Contract> {
  const [first] = functions;
  if (!first) throw new StartFailure('The synthesized stack has no function.');
  return Contract.parse(JSON.parse(await readFile(join(first.assetDirectory, 'contract.json'), 'utf8')));
}

/** The secret whose ARN the functions find in this environment variable. */
function secretOf(variable: string, { functions }: StackModel, secrets: SecretStore): Secret {
  const arns = functions.flatMap(({ environment }) => environment[variable] ?? []);
  const secret = secrets.find(arns[0] ?? '');
  if (!secret) throw new StartFailure(`No function of the stack names a secret in ${variable}.`);
  return secret;
}

/** Puts a token into the secret of what others give, as a business does after its first deploy. */
async function presetChannelToken(model: StackModel, secrets: SecretStore): Promise<string> {
  const given = secretOf('GIVEN_SECRET_ARN', model, secrets);
  const value: unknown = JSON.parse(secrets.read(given).text);
  const known = typeof value === 'object' && value !== null ? value : {};
  if ('channelToken' in known && typeof known.channelToken === 'string' && known.channelToken !== '') {
    return known.channelToken;
  }
  const channelToken = randomBytes(24).toString('base64url');
  await secrets.write(given, JSON.stringify({ ...known, channelToken }));
  return channelToken;
}
