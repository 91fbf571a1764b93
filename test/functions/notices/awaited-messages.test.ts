import { describe, expect, it } from 'vitest';
import type { Dispatch } from '../../../functions/shared/domain/notices/notice.ts';
import { Instant } from '../../../functions/shared/domain/time/instant.ts';
import { followedMessages, messagesNotArrived } from '../../../functions/shared/operations/notices/notice-context.ts';

const at = Instant.parse('2031-05-06T09:00:00.000Z');

/** What was sent by attempts with these messages; one without a message was not taken. */
const sent = (messages: readonly (string | undefined)[], more: Partial<Dispatch> = {}): Dispatch => ({
  createdAt: at,
  deadline: at,
  attempts: messages.map((message, index) => ({
    claimId: `claim-${index}`,
    claimedAt: at,
    carrier: 'text' as const,
    ...(message !== undefined && { message }),
  })),
  ...more,
});

const dispatches: Dispatch[] = [
  sent([]),
  sent(['waits', undefined, 'sent again'], { end: { state: 'told', at } }),
  sent([undefined]),
  sent(['arrived'], { isSettled: true, end: { state: 'told', at } }),
  sent(['given up'], { isSettled: true, end: { state: 'not-told', at } }),
];

describe('the messages of what was sent', () => {
  it('that are followed are all of what is not settled', () => {
    expect(followedMessages(dispatches)).toEqual(['waits', 'sent again']);
  });

  it('that may still arrive are also those of what was given up', () => {
    expect(messagesNotArrived(dispatches)).toEqual(['waits', 'sent again', 'given up']);
  });
});
