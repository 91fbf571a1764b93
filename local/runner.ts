import { join } from 'node:path';
import { startAwsEndpoint } from './aws/aws-endpoint.ts';
import type { Clock } from './clock.ts';
import { type Closers, createClosers } from './closers.ts';
import { prepareEvents } from './events/prepare-events.ts';
import { environmentOf, type LocalAddresses } from './functions/environment.ts';
import { createFunctionLog, type FunctionLog } from './functions/function-log.ts';
import { createFunctionPool, type FunctionPool } from './functions/function-pool.ts';
import { startGateway } from './gateway/gateway.ts';
import { createOwnPages, type Inspection } from './inspection.ts';
import { required } from './required.ts';
import type { SecretStore } from './secrets/secret-store.ts';
import { createSecretsOperations } from './secrets/secrets-operations.ts';
import { startTableEngine, type TableEngine } from './table/table-engine.ts';
import type { LambdaFunction, StackModel } from './template/stack-model.ts';

/** A synthesized stack that runs on this machine. */
export type Runner = Inspection & {
  /** The address of the HTTP API: `http://127.0.0.1:3000`. */
  api: string;
  /** The endpoints for the AWS SDK: of the table (if there is one) and of every other service. */
  aws: { table: string | undefined; other: string };
  /** Kills a function's processes as `kill -9` would; says how many there were. Throws for an unknown function. */
  killFunction(label: string): number;
  /** Takes nothing new, lets what is under way finish within a bound, writes everything down. */
  stop(): Promise<void>;
};

export type RunnerOptions = {
  model: StackModel;
  /** The HTTP API's port; 0 takes a free one. */
  port: number;
  /** Where data is kept; none: in memory. */
  dataDirectory: string | undefined;
  clock: Clock;
  secrets: SecretStore;
  /** Replaces variables that the template gives to functions, where they have them. */
  environment: Readonly<Record<string, string>>;
  /** Told, in one line each, what a person should see while the stack runs. */
  report(line: string): void;
};

/** How long what is under way may take at a stop. */
const STOP_BOUND_MS = 10_000;

/**
 * Starts everything in the model.
 * @throws StartFailure for what a person can put right; what was started before is stopped again
 */
export async function startRunner(options: RunnerOptions): Promise<Runner> {
  const closers = createClosers();
  try {
    return await startWith(options, closers);
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

async function startWith(options: RunnerOptions, closers: Closers): Promise<Runner> {
  const { model, clock, report } = options;
  const addresses: LocalAddresses = { api: '', table: undefined, aws: '' };

  const engine = await startTable(options, closers);
  addresses.table = engine?.endpoint;

  const logs = new Map(model.functions.map(({ label }) => [label, createLog(options.dataDirectory, label)]));
  const pools = createPools(options, logs, addresses);

  const events = await prepareEvents({ ...options, pools, stream: engine?.stream });
  closers.add(events.close);
  const aws = await startAwsEndpoint({ ...events.operations, ...createSecretsOperations(options.secrets) }, report);
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

function createLog(dataDirectory: string | undefined, label: string): FunctionLog {
  return createFunctionLog(dataDirectory === undefined ? undefined : join(dataDirectory, 'logs', `${label}.log`));
}

function createPools(
  { model, clock, environment, report }: RunnerOptions,
  logs: Map<string, FunctionLog>,
  addresses: LocalAddresses,
): Map<string, FunctionPool> {
  function reportFailure({ label }: LambdaFunction, errorType: string): void {
    const where = logs.get(label)?.path ?? `${addresses.api}/_local/logs/${label}`;
    report(`${label} failed (${errorType}); see ${where}`);
  }
  return new Map(
    model.functions.map((definition) => [
      definition.id,
      createFunctionPool({
        definition,
        environment: () => environmentOf(definition, model.surroundings, addresses, environment),
        clock,
        log: required(logs, definition.label),
        onFailure: reportFailure,
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
