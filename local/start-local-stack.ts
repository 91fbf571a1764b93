import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Contract } from '../functions/shared/contract/contract.ts';
import { formsIn } from '../functions/shared/domain/forms/contract-form.ts';
import { deriveKeys, RootSecret } from '../functions/shared/secrets/derived-keys.ts';
import { failuresIn } from './aws/eventbridge/failures.ts';
import { presetEndpointKey } from './aws/secrets-manager/preset-endpoint-key.ts';
import { presetGiven } from './aws/secrets-manager/preset-given.ts';
import { openSecretStore, type SecretStore } from './aws/secrets-manager/secret-store.ts';
import { openMailbox } from './aws/sns/mailbox.ts';
import { loadAssembly } from './aws/template/assembly.ts';
import { buildModel } from './aws/template/build-model.ts';
import type { Secret, StackModel } from './aws/template/stack-model.ts';
import type { Clock } from './clock.ts';
import { type Closers, startOrClose } from './closers.ts';
import { roomRoutes } from './control-room/room-routes.ts';
import { openTableWindow } from './control-room/table-window.ts';
import { openHandOff } from './crm/crm-connection.ts';
import { type DataFolder, restoreClock, SECRETS, takeDataFolder } from './data-folder.ts';
import { createEndpoints, type Endpoints } from './endpoints.ts';
import { makeExampleBookings } from './example-bookings/make-example-bookings.ts';
import { assertPortFree } from './http/listen.ts';
import type { FormKind } from './local-additions.ts';
import { nameFlows } from './name-flows.ts';
import { contractForms } from './one-msg/contract-forms.ts';
import { noticeTemplates } from './one-msg/notice-templates.ts';
import { startSimulator } from './one-msg/simulator.ts';
import { pageRoutes } from './page/page-routes.ts';
import { createProviderCall } from './provider-call.ts';
import { registerWebhooks } from './register-webhooks.ts';
import { type Runner, startRunner } from './runner.ts';
import { setUpLiveForm } from './set-up-live-form.ts';
import { StartFailure } from './start-failure.ts';
import { synthesize } from './synthesize.ts';

/** The whole product on this machine: the synthesized stack, and the simulated provider. */
export type LocalStack = Omit<Runner, 'stop' | 'api'> & {
  /** All addresses, with the keys that are in force now. */
  readonly endpoints: Endpoints;
  /** Calls `listener` whenever a secret was replaced, which may have changed the keys. */
  onSecretWritten(listener: () => void): void;
  /** The clock of the provider, the table, the queues, the schedules and the functions. */
  clock: Clock;
  /** How many appointments of invented people were booked at this start. */
  exampleBookings: number;
  /** The stack's token for the simulator. */
  channelToken: string;
  stop(): Promise<void>;
};

export type LocalStackOptions = {
  /** The HTTP API's port; 0 takes a free one. */
  port: number;
  /** The simulator's port; 0 takes a free one. */
  providerPort: number;
  /** Where the functions reach the provider; default: the simulator. What listens there passes their calls on to it. */
  providerUrl?: string;
  /** The CRM's address; default: a receiver on a free port, which shows the bookings. */
  crmUrl?: string;
  /** The data folder; without it data is in memory. */
  dataDirectory?: string;
  /** The folder for the functions' logs; default: beside the other data, or the newest part in memory. */
  logDirectory?: string;
  /** The folder for e-mails; default: beside the other data, or a temporary folder that is removed at the stop. */
  mailDirectory?: string;
  /** The CDK output to run; without it the project is synthesized first. */
  assembly?: string;
  /** Context for the synthesis, in addition to cdk.json's. */
  context?: Record<string, string>;
  /** The kind of the form that is synthesized, if the contract has what a live one needs; default: as it says. */
  form?: FormKind;
  /** Books some appointments of invented people, if the stack has no data yet and its contract names services. */
  exampleBookings?: boolean;
  /** Prints nothing; otherwise messages for the user go to the console, one line each. */
  quiet?: boolean;
};

const PROJECT_DIRECTORY = join(import.meta.dirname, '..');

/** Work longer than this is announced. */
const PATIENCE_MS = 1000;

/**
 * Starts everything and resolves when it is ready.
 * @throws Error with one sentence for the user; everything started so far is stopped again
 */
export const startLocalStack = (options: LocalStackOptions): Promise<LocalStack> =>
  startOrClose((closers) => startWith(options, closers));

/** Books examples where they are wanted and nothing was booked yet; returns how many. */
async function bookExamplesIn(
  { exampleBookings }: LocalStackOptions,
  isNew: boolean,
  book: () => Promise<number>,
): Promise<number> {
  return exampleBookings === true && isNew ? book() : 0;
}

async function startWith(options: LocalStackOptions, closers: Closers): Promise<LocalStack> {
  const { port, providerPort, dataDirectory } = options;
  const report = options.quiet ? () => undefined : (line: string) => console.log(line);
  await assertPortFree(port, '--port');
  await assertPortFree(providerPort, '--provider-port');
  const folder = await takeFolder(dataDirectory, closers);
  const isNew = !folder?.hasData;
  const clock = await restoreClock(folder);

  const assembly = await loadAssembly(options.assembly ?? (await synthesizeInto(folder, closers, report, options)));
  const model = buildModel(assembly);
  const contract = await readContract(model);
  const secrets = await openSecretStore(model.secrets, folder && join(folder.path, SECRETS), clock.now);
  const given = secretOf('GIVEN_SECRET_ARN', model, secrets);
  const { channelToken } = await presetGiven(secrets, given);
  const root = secretOf('ROOT_SECRET_ARN', model, secrets);
  const isLive = contract.flow.kind === 'live';
  const flowIds = formsIn(contract).map(({ id }) => id);
  const endpointKeys = isLive ? await presetEndpointKey(secrets, root, clock.now) : [];

  const forms = contractForms(contract);
  const simulator = await startSimulator({
    port: providerPort,
    channelId: contract.channel.id,
    channelToken,
    businessName: contract.businessName ?? contract.name,
    ...(folder && { dataDirectory: join(folder.path, 'provider') }),
    pages: pageRoutes(contract),
    forms,
    flowIds,
    templates: noticeTemplates(contract),
    clock,
  });
  closers.add(simulator.close);
  const environment = { PROVIDER_URL: options.providerUrl ?? simulator.url };
  const reportHandOff = (line: string) => {
    report(line);
    simulator.observed.feed.publish('hand-off', {});
  };
  const handOff = await openHandOff({ model, secrets, url: options.crmUrl, clock, report: reportHandOff });
  closers.add(async () => handOff?.close());
  const mailDirectory = options.mailDirectory ?? (await mailFolder(folder, closers));
  const mailbox = openMailbox(mailDirectory, clock, reportHandOff);
  const destinationUrl = handOff && { destinationUrl: handOff.url };
  const logDirectory = logFolder(options, folder);
  const { stop, api, ...runner } = await announced('Starting the stack …', report, () =>
    startRunner({
      model,
      port,
      dataDirectory: folder?.path,
      logDirectory,
      clock,
      secrets,
      environment,
      ...destinationUrl,
      mailbox,
      report,
    }),
  );
  closers.add(stop);

  const addresses = {
    api,
    channelId: contract.channel.id,
    provider: simulator.url,
    phone: simulator.phoneUrl,
    secrets: { endpoint: runner.aws.other, root: root.arn, given: given.arn },
    events: { endpoint: runner.aws.other, busName: model.buses.find((name) => name !== 'default') ?? 'default' },
    inspection: inspectionOf(model, runner.aws),
    functions: { endpoint: runner.aws.other, rebuildClaims: 'rebuild-claims' },
    logs: logDirectory,
    failures: folder && failuresIn(folder.path),
    ...(model.topics.length > 0 && { mail: mailbox.directory }),
    ...(handOff && { crm: handOff.endpoints(runner.aws.other) }),
  };
  const parts = { resources: contract.booking.resources, isLive, hasConsole: contract.console };
  const endpoints = () =>
    createEndpoints(addresses, deriveKeys(RootSecret.parse(JSON.parse(secrets.read(root).text))), parts);
  const { observed } = simulator;
  const table = windowOn(model, runner.aws);
  simulator.serveRoom(roomRoutes({ runner, observed, table, clock, channelId: contract.channel.id, endpoints }));
  const atStart = endpoints();
  const call = createProviderCall(atStart, channelToken);
  await registerWebhooks(atStart, call);
  const { liveForm } = atStart;
  if (liveForm !== undefined) await setUpLiveForm(call, { url: liveForm, flowIds, keys: endpointKeys });
  await nameFlows(call, { baseName: contract.name, flowIds, forms, endpointUri: liveForm });
  const makeThem = () => makeExampleBookings({ endpoints: atStart, contract, clock });
  const exampleBookings = await bookExamplesIn(options, isNew, () =>
    announced('Booking some appointments …', report, makeThem),
  );
  return {
    ...runner,
    exampleBookings,
    get endpoints() {
      return endpoints();
    },
    onSecretWritten: secrets.onWrite,
    clock,
    channelToken,
    stop: closers.closeAll,
  };
}

/** The endpoints for reading the dead-letter queues and the table; a dead-letter queue has no redrive policy. */
function inspectionOf({ queues, table }: StackModel, aws: Runner['aws']): Endpoints['inspection'] {
  const deadLetters = queues.filter(({ redrive }) => !redrive).map(({ id, url }) => ({ name: id, url }));
  return {
    queues: { endpoint: aws.other, deadLetters },
    table: { endpoint: aws.table ?? aws.other, name: table?.tableName ?? '' },
  };
}

/** The table for the control room, if there is one. */
const windowOn = ({ table }: StackModel, { table: endpoint }: Runner['aws']) =>
  table && endpoint !== undefined ? openTableWindow(endpoint, table.tableName) : undefined;

async function takeFolder(path: string | undefined, closers: Closers): Promise<DataFolder | undefined> {
  if (path === undefined) return undefined;
  const folder = await takeDataFolder(path);
  closers.add(folder.giveBack);
  return folder;
}

/** The folder for the functions' logs, if there is one: by default beside the other data. */
const logFolder = ({ logDirectory }: LocalStackOptions, folder: DataFolder | undefined) =>
  logDirectory ?? (folder && join(folder.path, 'logs'));

/** The folder for e-mails: beside the other data, or a temporary one that is removed at the end. */
async function mailFolder(folder: DataFolder | undefined, closers: Closers): Promise<string> {
  if (folder) return join(folder.path, 'mail');
  const directory = await mkdtemp(join(tmpdir(), 'appointment-flow-mail-'));
  closers.add(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

async function synthesizeInto(
  folder: DataFolder | undefined,
  closers: Closers,
  report: (line: string) => void,
  { context, form }: LocalStackOptions,
): Promise<string> {
  const directory = folder ? join(folder.path, 'cdk.out') : await mkdtemp(join(tmpdir(), 'appointment-flow-'));
  if (!folder) closers.add(() => rm(directory, { recursive: true, force: true }));
  await announced('Synthesizing the stack …', report, () => synthesize(PROJECT_DIRECTORY, directory, context, form));
  return directory;
}

/** Runs `work`, and prints `line` if it takes long. */
async function announced<T>(line: string, report: (line: string) => void, work: () => Promise<T>): Promise<T> {
  const timer = setTimeout(() => report(line), PATIENCE_MS);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}

/** The contract that is bundled with every function. */
async function readContract({ functions }: StackModel): Promise<Contract> {
  const [first] = functions;
  if (!first) throw new StartFailure('The synthesized stack has no function.');
  return Contract.parse(JSON.parse(await readFile(join(first.assetDirectory, 'contract.json'), 'utf8')));
}

/** The secret with the ARN in this environment variable of the functions. */
function secretOf(variable: string, { functions }: StackModel, secrets: SecretStore): Secret {
  const arns = functions.flatMap(({ environment }) => environment[variable] ?? []);
  const secret = secrets.find(arns[0] ?? '');
  if (!secret) throw new StartFailure(`No function of the stack names a secret in ${variable}.`);
  return secret;
}
