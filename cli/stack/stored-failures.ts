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

/** Stream records that Lambda gave up, in one object of the bucket, and the object's time. */
export type KeptBatch = { key: string; keptAt: Instant };

/** The stream records that Lambda gave up. Throws AWS's errors. */
export type FailureBucket = {
  /** All objects, the oldest first. */
  list(): Promise<KeptBatch[]>;
  /** Lambda's failure record, in JSON. */
  read(batch: KeptBatch): Promise<string>;
  /** Invokes a function with an event and returns its JSON answer, which is its error if it failed. */
  giveTo(functionArn: string, event: string): Promise<string>;
  remove(batch: KeptBatch): Promise<void>;
};

/** Longer than the time limit of any function that reads the stream; the user sees the progress. */
const FUNCTION_TIMEOUT_MS = 60_000;
const CONNECTION_TIMEOUT_MS = 5_000;

/**
 * The failure bucket with that name, if it belongs to that account. After a deletion, anyone could create a bucket with
 * that name and so send events to the functions.
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
      // Key names begin with the reader and the shard.
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
