/** What is sent to a customer, its attempts, and their messages, as the domain knows them. */
import { type Message, MessageId } from '../../../../functions/shared/domain/delivery/delivery.ts';
import type { Dispatch, NoticeAttempt } from '../../../../functions/shared/domain/notices/notice.ts';
import { type Instant, instantAt } from '../../../../functions/shared/domain/time/instant.ts';

/** So many minutes and seconds after the first moment of a test. */
export const minute = (minutes: number, seconds = 0): Instant =>
  instantAt(Date.UTC(2031, 4, 6, 8) + minutes * 60_000 + seconds * 1000);

/** One that was claimed in the ninth minute, and waits for its outcome. */
export const attempt = (claimId: string, more: Partial<NoticeAttempt> = {}): NoticeAttempt => ({
  claimId,
  claimedAt: minute(9),
  carrier: 'text',
  ...more,
});

/** One whose message the provider took. */
export const accepted = (message: string, more: Partial<NoticeAttempt> = {}): NoticeAttempt =>
  attempt(message, { outcome: 'accepted', settledAt: minute(10), message, ...more });

/** Something to send within an hour, with these attempts. */
export const sent = (...attempts: NoticeAttempt[]): Dispatch => ({
  createdAt: minute(0),
  deadline: minute(60),
  attempts,
});

/** A message as it is stored, with what was reported of it. */
export const aMessage = (reported: Partial<Message> = {}): Message => ({
  messageId: MessageId.parse('wamid.1'),
  channelId: 'channel',
  createdAt: minute(10),
  ...reported,
});
