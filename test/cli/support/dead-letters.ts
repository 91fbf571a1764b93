import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import type { AwsOperation } from '../../../local/aws/endpoint/aws-endpoint.ts';
import { NO_JOURNAL } from '../../../local/aws/sqs/journal.ts';
import { createQueue } from '../../../local/aws/sqs/queue.ts';
import { createQueueOperations } from '../../../local/aws/sqs/queue-operations.ts';
import { createClock } from '../../../local/clock.ts';
import { createTimers } from '../../../local/timers.ts';

const PutEventsInput = z.object({
  Entries: z.array(
    z.object({ Source: z.string(), DetailType: z.string(), Detail: z.string(), EventBusName: z.string() }),
  ),
});
export type PutEntry = z.infer<typeof PutEventsInput>['Entries'][number];

/** What the bus does with an entry; the id it gives to those it takes. */
export type OnPut = (entry: PutEntry, busId: string) => 'taken' | 'refused' | Promise<'taken' | 'refused'>;

/** A queue of what a CRM did not take, and a bus beside it that does as it is told. */
export function createDeadLetters() {
  const clock = createClock();
  const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/000000000000/not-taken';
  const definition = {
    id: 'not-taken',
    name: 'not-taken',
    arn: '',
    url: queueUrl,
    visibilityTimeoutMs: 30_000,
    delayMs: 0,
    retentionMs: 14 * 24 * 60 * 60_000,
    maximumMessageBytes: 1_048_576,
  };
  const timers = createTimers(clock);
  const queue = createQueue({ definition, journal: NO_JOURNAL, clock, timers, deadLetters: () => undefined });
  const put: PutEntry[] = [];
  let onPut: OnPut = () => 'taken';

  const putEvents: AwsOperation = async (input) => {
    const { Entries } = PutEventsInput.parse(input);
    const results = await Promise.all(
      Entries.map(async (entry) => {
        const busId = randomUUID();
        if ((await onPut(entry, busId)) === 'refused') return { ErrorCode: 'ThrottlingException', ErrorMessage: '-' };
        put.push(entry);
        return { EventId: busId };
      }),
    );
    const failed = results.filter((result) => 'ErrorCode' in result);
    return { status: 200, body: { FailedEntryCount: failed.length, Entries: results } };
  };

  return {
    queueUrl,
    operations: { ...createQueueOperations([queue]), 'AWSEvents.PutEvents': putEvents },
    /** What the bus took. */
    put,
    behave(next: OnPut) {
      onPut = next;
    },
    /** Lays a letter into the queue. */
    lay: (letter: unknown) => queue.send(typeof letter === 'string' ? letter : JSON.stringify(letter)),
    depth: () => queue.depth(),
  };
}
