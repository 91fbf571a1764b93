import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { parseJson } from '../../functions/shared/domain/text/json.ts';
import { Instant } from '../../functions/shared/domain/time/instant.ts';
import { requestsWithin } from '../../functions/shared/runtime/aws-requests.ts';
import { Endpoints } from '../../local/endpoints.ts';
import { VerbFailure } from '../exit-codes.ts';
import { createHandOff } from './crm-dead-letters.ts';
import type { Stack } from './stack.ts';
import { type Inspection, readDeadLetters, readOldestDue } from './stack-inspection.ts';
import { createStackSecrets } from './stored-secrets.ts';
import { type TraceSource, tableToRead } from './trace-source.ts';

/**
 * The stack that `npm start` runs on this machine.
 * @throws VerbFailure if none is running
 */
export const openLocalStack = async (projectFolder: string): Promise<Stack> =>
  localStackAt(await readEndpoints(join(projectFolder, '.local', 'endpoints.json')));

/** A stack that runs on this machine, by its addresses. */
export function localStackAt(endpoints: Endpoints): Stack {
  const { api, channelId, provider, secrets, liveForm } = endpoints;
  return {
    label: 'the local stack',
    api,
    channelId,
    provider,
    isLive: liveForm !== undefined,
    secrets: createStackSecrets(new SecretsManagerClient(localConfig(secrets.endpoint)), secrets),
    async openRebuild() {
      const { createRebuild } = await import('./claims.ts');
      const { endpoint, rebuildClaims } = endpoints.functions;
      return createRebuild(
        { ...localConfig(endpoint), requestHandler: requestsWithin(FUNCTION_TIMEOUT_MS) },
        rebuildClaims,
      );
    },
    ...failureBucketOf(endpoints),
    openTrace: () => traceSourceOf(endpoints),
    inspect: async () => inspectionOf(endpoints),
    ...handOffOf(endpoints),
  };
}

const REQUEST_TIMEOUT_MS = 15_000;
/** Longer than any function that is invoked from here may take. */
const FUNCTION_TIMEOUT_MS = 70_000;

const localConfig = (endpoint: string) => ({
  endpoint,
  region: 'local',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  maxAttempts: 1,
  requestHandler: requestsWithin(REQUEST_TIMEOUT_MS),
});

/** The runner reads the key from the secret on each use, so there is no connection to update. */
function handOffOf({ crm, events }: Endpoints): Pick<Stack, 'handOff'> {
  if (!crm) return {};
  const { endpoint, queueUrl } = crm.failures;
  const clients = {
    sqs: new SQSClient(localConfig(endpoint)),
    events: new EventBridgeClient(localConfig(events.endpoint)),
  };
  return { handOff: createHandOff(clients, { queueUrl, busName: events.busName }) };
}

function failureBucketOf({ failures, functions }: Endpoints): Pick<Stack, 'openFailureBucket'> {
  if (failures === undefined) return {};
  return {
    async openFailureBucket() {
      const { openLocalFailures } = await import('./local-failures.ts');
      const requestHandler = requestsWithin(FUNCTION_TIMEOUT_MS);
      return openLocalFailures(failures, { ...localConfig(functions.endpoint), requestHandler });
    },
  };
}

const Clock = z.object({ now: Instant });

/** The clock that everything of the stack goes by: whoever looks at it may have moved it. */
async function readClock(provider: string): Promise<Instant> {
  const answer = await fetch(`${provider}/_sim/clock`, { signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
  return Clock.parse(await answer.json()).now;
}

async function traceSourceOf({ channelId, inspection, logs, provider }: Endpoints): Promise<TraceSource> {
  const { findLocalLines } = await import('./local-logs.ts');
  const { endpoint, name } = inspection.table;
  return {
    table: tableToRead(localConfig(endpoint), { name, channelId }),
    now: () => readClock(provider),
    findLines: async (...of) => {
      if (logs !== undefined) return findLocalLines(logs)(...of);
      throw new VerbFailure('The local stack keeps no logs in files: leave them out with --no-logs.');
    },
  };
}

/** Addresses need no confirmation here: e-mails are files. */
function inspectionOf({ channelId, inspection: { queues, table } }: Endpoints): Inspection {
  const sqs = new SQSClient(localConfig(queues.endpoint));
  return {
    deadLetters: async () =>
      (await Promise.all(queues.deadLetters.map(({ name, url }) => readDeadLetters(sqs, name, url)))).flat(),
    oldestDueAt: (now) => readOldestDue(localConfig(table.endpoint), { name: table.name, channelId }, now),
    deafAddresses: async () => ({ unconfirmed: 0, gone: 0 }),
  };
}

async function readEndpoints(path: string): Promise<Endpoints> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new VerbFailure('No local stack is running: start it with "npm start".', undefined, { cause });
  });
  const { data } = Endpoints.safeParse(parseJson(text));
  if (data) return data;
  // Without the parser's error, which quotes the text: the file holds the API key.
  throw new VerbFailure(`${path} is not of this version: stop the local stack and start it anew.`);
}
