import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { type Instant, instantAt } from '../../functions/shared/domain/time/instant.ts';
import { requestsWithin } from '../../functions/shared/runtime/aws-requests.ts';

/** Records of the table's stream that Lambda gave up on, in one object of the bucket, and since when they lie there. */
export type KeptBatch = { key: string; keptAt: Instant };

/** What Lambda gave up on. Throws what AWS throws. */
export type FailureBucket = {
  /** All that lies there, the oldest first. */
  list(): Promise<KeptBatch[]>;
  /** Lambda's record of what failed, in JSON. */
  read(batch: KeptBatch): Promise<string>;
  /** Runs a function with an event, and answers what it answered in JSON: its error, if it failed. */
  giveTo(functionArn: string, event: string): Promise<string>;
  remove(batch: KeptBatch): Promise<void>;
};

/** Longer than any function that reads the stream may run: a person waits, and is told how far it is. */
const FUNCTION_TIMEOUT_MS = 60_000;
const CONNECTION_TIMEOUT_MS = 5_000;

/**
 * The failure bucket of that name, if it belongs to that account: were it deleted, anybody could make one of its name, and
 * have what lies there given to the functions.
 */
export function openFailureBucket(
  config: Pick<S3ClientConfig, 'region' | 'profile' | 'requestHandler'>,
  { name: Bucket, account: ExpectedBucketOwner }: { name: string; account: string },
): FailureBucket {
  const s3 = new S3Client(config);
  const place = { Bucket, ExpectedBucketOwner };
  const requestHandler = requestsWithin(FUNCTION_TIMEOUT_MS, CONNECTION_TIMEOUT_MS);
  const lambda = new LambdaClient({ ...config, requestHandler });
  return {
    async list() {
      const batches: KeptBatch[] = [];
      for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, place)) {
        for (const { Key, LastModified } of Contents) {
          if (Key && LastModified) batches.push({ key: Key, keptAt: instantAt(LastModified.getTime()) });
        }
      }
      // Their names begin with reader and shard.
      return batches.toSorted((one, other) => (one.keptAt < other.keptAt ? -1 : 1));
    },
    async read({ key: Key }) {
      const { Body } = await s3.send(new GetObjectCommand({ ...place, Key }));
      return (await Body?.transformToString()) ?? '';
    },
    async giveTo(FunctionName, event) {
      const { Payload } = await lambda.send(new InvokeCommand({ FunctionName, Payload: event }));
      return Payload?.transformToString() ?? '';
    },
    async remove({ key: Key }) {
      await s3.send(new DeleteObjectCommand({ ...place, Key }));
    },
  };
}
