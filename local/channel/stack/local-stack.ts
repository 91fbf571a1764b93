import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Endpoints } from '../../endpoints.ts';
import { VerbFailure } from '../exit-codes.ts';
import type { Stack } from './stack.ts';
import { createStackSecrets } from './stack-secrets.ts';

/**
 * The stack that `npm start` runs on this machine.
 * @throws VerbFailure if none is running
 */
export async function openLocalStack(projectFolder: string): Promise<Stack> {
  const { api, channelId, provider, secrets } = await readEndpoints(join(projectFolder, '.local', 'endpoints.json'));
  const client = new SecretsManagerClient({
    endpoint: secrets.endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  return { label: 'the local stack', api, channelId, provider, secrets: createStackSecrets(client, secrets) };
}

async function readEndpoints(path: string): Promise<Endpoints> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new VerbFailure('No local stack is running: start it with "npm start".', undefined, { cause });
  });
  try {
    return Endpoints.parse(JSON.parse(text));
  } catch (cause) {
    throw new VerbFailure(`${path} is not of this version: stop the local stack and start it anew.`, undefined, {
      cause,
    });
  }
}
