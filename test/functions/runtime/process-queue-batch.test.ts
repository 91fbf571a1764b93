import type { SQSRecord } from 'aws-lambda';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { logger } from '../../../functions/shared/runtime/logger.ts';
import { processQueueBatch, processQueueBatchAtOnce } from '../../../functions/shared/runtime/process-queue-batch.ts';
import { RECEIVES } from '../../../functions/shared/runtime/queue-receives.ts';
import { queueRecord } from '../../support/lambda-events.ts';

const warned = vi.spyOn(logger, 'warn').mockImplementation(() => undefined);
const failed = vi.spyOn(logger, 'error').mockImplementation(() => undefined);
afterEach(() => vi.clearAllMocks());

const REMARK = 'will be tried again';
const AT_ONCE = { 'one after the other': processQueueBatch, 'all at once': processQueueBatchAtOnce };

/** A message that the queue delivers for the last time, and one that it delivers once more. */
const Records: SQSRecord[] = [queueRecord('last', 'a', RECEIVES), queueRecord('other', 'b', RECEIVES - 1)];

describe.each(Object.entries(AT_ONCE))('a batch of a queue, %s', (_, process) => {
  it('says of a message that failed for the last time that it was set aside, with what is known of it', async () => {
    const answer = await process({ Records }, REMARK, async (_body, note) => {
      note({ invitationId: 'noted' });
      throw new Error('again');
    });
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'last' }, { itemIdentifier: 'other' }]);
    expect(warned.mock.calls.map(([remark]) => remark)).toEqual([REMARK, REMARK]);
    expect(failed.mock.calls).toEqual([['message was set aside', { invitationId: 'noted' }]]);
  });

  it('says the same of one that was to be tried again', async () => {
    await process({ Records }, REMARK, async () => 'again');
    expect(failed.mock.calls).toEqual([['message was set aside', {}]]);
  });

  it('says nothing of one that was done at the last try', async () => {
    expect(await process({ Records }, REMARK, async () => undefined)).toEqual({ batchItemFailures: [] });
    expect([...warned.mock.calls, ...failed.mock.calls]).toEqual([]);
  });
});
