import { describe, expect, it } from 'vitest';
import type { InvitationId } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { invitationIdFor } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { logger, noteInvitation } from '../../../functions/shared/runtime/logger.ts';
import { processQueueBatch, processQueueBatchAtOnce } from '../../../functions/shared/runtime/process-queue-batch.ts';
import { RECEIVES } from '../../../functions/shared/runtime/queue-receives.ts';
import { queueRecord } from '../../support/lambda-events.ts';
import { watchLog } from '../../support/logged-lines.ts';

const logged = watchLog();

const REMARK = 'will be tried again';
const AT_ONCE = { 'one after the other': processQueueBatch, 'all at once': processQueueBatchAtOnce };

const eventId = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`;
const anId = (): InvitationId => invitationIdFor('channel', undefined);
const body = (detail: object) => JSON.stringify({ detail });

/** A message that the queue delivers for the last time, and one that it delivers once more. */
const Records = [
  queueRecord('last', body({ eventId: eventId(1) }), RECEIVES),
  queueRecord('other', body({ eventId: eventId(2) }), RECEIVES - 1),
];

describe.each(Object.entries(AT_ONCE))('a batch of a queue, %s', (_, process) => {
  it('says of a message that failed for the last time that it was set aside, with what is known of it', async () => {
    const invitationId = anId();
    logged();
    const answer = await process({ Records }, REMARK, async () => {
      noteInvitation(invitationId);
      throw new Error('again');
    });
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'last' }, { itemIdentifier: 'other' }]);
    const lines = logged();
    expect(lines.filter(({ level }) => level === 'WARN').map(({ message }) => message)).toEqual([REMARK, REMARK]);
    expect(lines.filter(({ level }) => level === 'ERROR')).toEqual([
      expect.objectContaining({ message: 'message was set aside', eventId: eventId(1), invitationId }),
    ]);
  });

  it('says the same of one that was to be tried again', async () => {
    logged();
    await process({ Records }, REMARK, async () => 'again');
    expect(logged()).toEqual([
      expect.objectContaining({ level: 'ERROR', message: 'message was set aside', eventId: eventId(1) }),
    ]);
  });

  it('says nothing of one that was done at the last try', async () => {
    logged();
    expect(await process({ Records }, REMARK, async () => undefined)).toEqual({ batchItemFailures: [] });
    expect(logged()).toEqual([]);
  });

  it('gives each line the ids of its own event, and of no other', async () => {
    const ids = [anId(), anId(), anId()];
    const records = ids.map((invitationId, at) => queueRecord(`${at}`, body({ eventId: eventId(at), invitationId })));
    logged();
    await process({ Records: records }, REMARK, async () => {
      await new Promise(setImmediate);
      logger.info('told');
      return undefined;
    });
    const own = logged().map((line) => [line['eventId'], line['invitationId']]);
    expect(own.toSorted()).toEqual(ids.map((id, at) => [eventId(at), id]));
  });

  it('logs no id that is none of this stack, whatever stands in the event', async () => {
    const records = [
      queueRecord('a', body({ eventId: '34600000001', invitationId: 'Alex' })),
      queueRecord('b', 'no event'),
    ];
    logged();
    await process({ Records: records }, REMARK, async () => {
      logger.info('told');
      return undefined;
    });
    for (const line of logged()) {
      expect(line).toEqual({ level: 'INFO', message: 'told', timestamp: expect.any(String) });
    }
  });
});
