import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient, type LambdaClientConfig } from '@aws-sdk/client-lambda';
import { Instant } from '../../functions/shared/domain/time/instant.ts';
import type { FailureBucket, KeptBatch } from './stored-failures.ts';

/** `2026-12-01T09.59.00.000Z-<id>.json`: no file system minds points where the time has colons. */
const FAILURE_FILE = /^(\d{4}-\d\d-\d\dT)(\d\d)\.(\d\d)\.(\d\d\.\d{3}Z)-.+\.json$/;

function keptBatch(name: string): KeptBatch[] {
  const [, date = '', hour, minute, second] = FAILURE_FILE.exec(name) ?? [];
  const { data: keptAt } = Instant.safeParse(`${date}${hour}:${minute}:${second}`);
  return keptAt ? [{ key: name, keptAt }] : [];
}

/** What the functions of the local stack gave up, in this folder; it is made with the first file. */
export function openLocalFailures(folder: string, config: LambdaClientConfig): FailureBucket {
  const lambda = new LambdaClient(config);
  return {
    async list() {
      const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return [];
        throw error;
      });
      return names.sort().flatMap(keptBatch);
    },
    read: ({ key }) => readFile(join(folder, key), 'utf8'),
    async giveTo(FunctionName, event) {
      const { Payload } = await lambda.send(new InvokeCommand({ FunctionName, Payload: event }));
      return Payload?.transformToString() ?? '';
    },
    remove: ({ key }) => rm(join(folder, key)),
  };
}
