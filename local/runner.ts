import { join } from 'node:path';
import { startGateway } from './aws/api-gateway/gateway.ts';
import { startTableEngine, type TableEngine } from './aws/dynamodb/table-engine.ts';
import { startAwsEndpoint } from './aws/endpoint/aws-endpoint.ts';
import { prepareEvents } from './aws/eventbridge/prepare-events.ts';
import { environmentOf, type LocalAddresses } from './aws/lambda/function-environment.ts';
import { createFunctionLog, type FunctionLog } from './aws/lambda/function-log.ts';
import { createFunctionPool, type FunctionPool } from './aws/lambda/function-pool.ts';
import { createInvocationJournal, type Invocation, type InvocationJournal } from './aws/lambda/invocation-journal.ts';
import { createInvokeOperations } from './aws/lambda/invoke-operations.ts';
import { readSecretField } from './aws/secrets-manager/secret-field.ts';
import type { SecretStore } from './aws/secrets-manager/secret-store.ts';
import { createSecretsOperations } from './aws/secrets-manager/secrets-operations.ts';
import type { Mailbox } from './aws/sns/mailbox.ts';
import { createTopicOperations } from './aws/sns/topic-operations.ts';
import type { SecretField, StackModel } from './aws/template/stack-model.ts';
import type { Clock } from './clock.ts';
import { type Closers, startOrClose } from './closers.ts';
import { required } from './required.ts';
import { createOwnPages, type Inspection } from './runner-pages.ts';

/** A synthesized stack that runs on this machine. */
export type Runner = Inspection & {
  /** The address of the HTTP API: `http://127.0.0.1:3000`. */
  api: string;
  /** The AWS SDK's endpoints: one for the table (if there is one), one for every other service. */
  aws: { table: string | undefined; other: string };
  /** The functions' recent invocations and outcomes. */
  invocations: Pick<InvocationJournal, 'recent' | 'subscribe'>;
  /** Kills a function's processes as `kill -9` does; returns their number. Throws for an unknown function. */
  killFunction(label: string): number;
  /** Accepts nothing new, waits a limited time for current work, and writes all state. */
  stop(): Promise<void>;
};

export type RunnerOptions = {
  model: StackModel;
  /** The HTTP API's port; 0 takes a free one. */
  port: number;
  /** The data folder; without it data is in memory. */
  dataDirectory: string | undefined;
  /** The folder for the functions' logs; default: beside the other data, or the newest part in memory. */
  logDirectory?: string | undefined;
  clock: Clock;
  secrets: SecretStore;
  /** Overrides variables that the template sets for functions. */
  environment: Readonly<Record<string, string>>;
  /** Replaces the address of every API destination: a local run must not reach a business's own CRM. */
  destinationUrl?: string;
  /** The folder for messages to the stack's topics; without it nothing can be published to them. */
  mailbox?: Mailbox;
  /** Receives messages for a person while the stack runs, one line each. */
  report(line: string): void;
};

/** Time limit for current work when the stack stops. */
const STOP_BOUND_MS = 10_000;

/**
 * Starts everything in the model.
 * @throws StartFailure for a fault that the user can correct; everything started so far is stopped again
 */
export const startRunner = (options: RunnerOptions): Promise<Runner> =>
  startOrClose((closers) => startWith(options, closers));

async function startWith(options: RunnerOptions, closers: Closers): Promise<Runner> {
  const { model, clock, report } = options;
  const addresses: LocalAddresses = { api: '', table: undefined, aws: '' };

  const engine = await startTable(options, closers);
  addresses.table = engine?.endpoint;

  const { dataDirectory, logDirectory = dataDirectory && join(dataDirectory, 'logs') } = options;
  const logs = new Map(model.functions.map(({ label }) => [label, createLog(logDirectory, label)]));
  const journal = createInvocationJournal();
  const pools = createPools(options, logs, addresses, journal);

  const secretField = (field: SecretField) => readSecretField(options.secrets, model.secrets, field);
  const events = await prepareEvents({ ...options, pools, stream: engine?.stream, secretField });
  closers.add(events.close);
  const operations = {
    ...events.operations,
    ...createSecretsOperations(options.secrets),
    ...createInvokeOperations(pools.values()),
    ...(options.mailbox && createTopicOperations(model.topics, options.mailbox)),
  };
  const aws = await startAwsEndpoint(operations, report);
  closers.add(() => aws.close(0));
  addresses.aws = aws.address;
  closers.add(async () => {
    await Promise.all([...pools.values()].map((pool) => pool.close()));
    await events.stopped();
  });

  const inspection: Inspection = { ...events.inspection, log: (label) => logs.get(label)?.tail };
  const gateway = await startGateway({
    ...options,
    api: model.api,
    surroundings: model.surroundings,
    poolOf: (id) => required(pools, id),
    ownPages: createOwnPages(inspection),
  });
  addresses.api = gateway.address;
  closers.add(async () => {
    events.stopTaking();
    await Promise.all([gateway.close(STOP_BOUND_MS), within(events.stopped(), STOP_BOUND_MS)]);
  });
  events.start();
  clock.onAdvance(
    () => void engine?.expireNow().catch((error: unknown) => report(`Nothing expired: ${String(error)}`)),
  );

  return {
    ...inspection,
    api: gateway.address,
    aws: { table: addresses.table, other: addresses.aws },
    invocations: journal,
    killFunction(label) {
      const pool = [...pools.values()].find(({ definition }) => definition.label === label);
      if (!pool) throw new RangeError(`There is no function ${label} in the stack.`);
      return pool.kill();
    },
    stop: closers.closeAll,
  };
}

async function startTable({ model, dataDirectory, clock }: RunnerOptions, closers: Closers) {
  if (!model.table) return undefined;
  const engine: TableEngine = await startTableEngine({
    table: model.table,
    ...(dataDirectory !== undefined && { dataDirectory: join(dataDirectory, 'table') }),
    region: model.surroundings.region,
    now: clock.now,
  });
  closers.add(engine.close);
  return engine;
}

function createLog(directory: string | undefined, label: string): FunctionLog {
  return createFunctionLog(directory === undefined ? undefined : join(directory, `${label}.log`));
}

function createPools(
  { model, clock, environment, report }: RunnerOptions,
  logs: Map<string, FunctionLog>,
  addresses: LocalAddresses,
  journal: InvocationJournal,
): Map<string, FunctionPool> {
  function onEnd(invocation: Invocation): void {
    journal.add(invocation);
    const { function: label, status } = invocation;
    if (status === 'success') return;
    const where = logs.get(label)?.path ?? `${addresses.api}/_local/logs/${label}`;
    report(`${label} failed (${status}); see ${where}`);
  }
  return new Map(
    model.functions.map((definition) => [
      definition.id,
      createFunctionPool({
        definition,
        environment: () => environmentOf(definition, model.surroundings, addresses, environment),
        clock,
        log: required(logs, definition.label),
        onEnd,
      }),
    ]),
  );
}

async function within(work: Promise<void>, boundMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const bound = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, boundMs);
  });
  await Promise.race([work, bound]);
  clearTimeout(timer);
}
