import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { openSecretStore } from '../../../local/aws/secrets-manager/secret-store.ts';
import { loadAssembly } from '../../../local/aws/template/assembly.ts';
import { buildModel } from '../../../local/aws/template/build-model.ts';
import type { StackModel } from '../../../local/aws/template/stack-model.ts';
import { type Clock, createClock } from '../../../local/clock.ts';
import { type Runner, startRunner } from '../../../local/runner.ts';
import { synthesizeTinyApp } from './tiny-app.ts';

/** What a function of the tiny app noted of one invocation. */
export type Note<T> = { pid: number; now: number; event: T };

/** The tiny app, running. */
export type TinyStack = {
  runner: Runner;
  model: StackModel;
  clock: Clock;
  /** What was reported to the person who runs it. */
  reported: string[];
  database: DynamoDBDocumentClient;
  secrets: SecretsManagerClient;
  /** What a client of any other service needs, but for the endpoint. */
  aws: { region: string; credentials: { accessKeyId: string; secretAccessKey: string }; maxAttempts: number };
  tableName: string;
  /** Puts one event on the tiny app's bus. */
  announce(detailType: string, detail: unknown): Promise<void>;
  notes<T>(functionName: string): Note<T>[];
  stop(): Promise<void>;
};

export type TinyStackOptions = { dataDirectory?: string; app?: { assembly: string; notes: string }; clock?: Clock };

/** Starts the tiny app on a free port. */
export async function startTinyStack(options: TinyStackOptions = {}): Promise<TinyStack> {
  const { dataDirectory, app = synthesizeTinyApp(), clock = createClock() } = options;
  const reported: string[] = [];
  const model = buildModel(await loadAssembly(app.assembly));
  const secretsPath = dataDirectory === undefined ? undefined : join(dataDirectory, 'secrets.json');
  const runner = await startRunner({
    model,
    port: 0,
    dataDirectory,
    clock,
    secrets: await openSecretStore(model.secrets, secretsPath, clock.now),
    environment: { PROVIDER_URL: 'http://127.0.0.1:1' },
    report: (line) => void reported.push(line),
  });
  const aws = {
    region: model.surroundings.region,
    endpoint: runner.aws.other,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const bus = new EventBridgeClient(aws);
  return {
    runner,
    model,
    clock,
    reported,
    database: DynamoDBDocumentClient.from(new DynamoDBClient({ ...aws, endpoint: runner.aws.table ?? '' })),
    secrets: new SecretsManagerClient(aws),
    aws,
    tableName: model.table?.tableName ?? '',
    async announce(detailType, detail) {
      const entry = {
        Source: 'test',
        DetailType: detailType,
        Detail: JSON.stringify(detail),
        EventBusName: 'tiny-bus',
      };
      await bus.send(new PutEventsCommand({ Entries: [entry] }));
    },
    notes: (functionName) => readNotes(join(app.notes, `${functionName}.jsonl`)),
    async stop() {
      await runner.stop();
      if (!options.app) rmSync(app.notes, { recursive: true, force: true });
    },
  };
}

function readNotes<T>(path: string): Note<T>[] {
  try {
    const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
    // The tiny app's functions wrote these lines; each test knows what its function notes.
    return lines.map((line) => JSON.parse(line) as Note<T>);
  } catch {
    return [];
  }
}
