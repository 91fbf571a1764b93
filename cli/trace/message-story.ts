import type { Message } from '../../functions/shared/domain/delivery/delivery.ts';
import { FAILURE_SENTENCES } from '../../functions/shared/domain/delivery/failure.ts';
import { attemptsOf, type Invitation } from '../../functions/shared/domain/invitation/invitation.ts';
import { sourceOf } from '../../functions/shared/domain/invitation/invitation-source.ts';
import type { Dispatch, Notice } from '../../functions/shared/domain/notices/notice.ts';
import { NOT_NEEDED_SENTENCES, NOT_TOLD_SENTENCES } from '../../functions/shared/domain/notices/notice-sentences.ts';
import type { Reminder } from '../../functions/shared/domain/reminders/reminder.ts';
import { notSentSentence, SKIP_SENTENCES } from '../../functions/shared/domain/reminders/reminder-sentences.ts';
import { nameOf } from './booking-story.ts';
import { fact, type Happening } from './happening.ts';

/** Something that was sent to the customer, and the newest message that carried it. */
export type Sent<Kind extends Dispatch> = { of: Kind; message: Message | undefined };

const BEGINNINGS = {
  api: 'A program asked for the invitation at the API',
  bus: 'An event on the bus asked for the invitation',
  chat: 'The customer asked for the form in the chat',
  desk: 'Staff made the invitation or the booking at the desk',
} as const;

const OUTCOMES = {
  accepted: 'the provider took it',
  refused: 'the provider refused it',
  unknown: 'nobody knows whether the provider took it',
} as const;

const withoutStop = (sentence: string) => sentence.replace(/\.$/, '');

function deliveryStory(subject: string, message: Message): Happening[] {
  const { sentAt, deliveredAt, readAt, failedAt, failure, tappedAt } = message;
  const why = failure ? `: ${withoutStop(FAILURE_SENTENCES[failure.reason])}` : '';
  return [
    ...fact(sentAt, `${subject}: WhatsApp sent the message`),
    ...fact(deliveredAt, `${subject}: the message was delivered`),
    ...fact(readAt, `${subject}: the message was read`),
    ...fact(tappedAt, `${subject}: the customer tapped a button under it`),
    ...fact(failedAt, `${subject}: the message failed${why}`),
  ];
}

/** Who asked for the invitation, each attempt with its message, and how it ended if it ended without a booking. */
export function invitationStory(invitation: Invitation, messages: readonly Message[]): Happening[] {
  const { createdAt, rejectedAt, undeliveredAt, unresolvedAt, deliveryUnknownAt, retryAt, rejection } = invitation;
  const source = sourceOf(invitation);
  const why = rejection ? `: ${withoutStop(FAILURE_SENTENCES[rejection.reason])}` : '';
  const attempts = attemptsOf(invitation).flatMap(
    ({ number, carrier, claimedAt, outcome, settledAt, messageId, failure }) => {
      const subject = `Attempt ${number} (${carrier === 'flow' ? 'form' : 'template'})`;
      const reason = failure ? ` (${withoutStop(FAILURE_SENTENCES[failure.reason])})` : '';
      const message = messages.find((one) => one.messageId === messageId);
      return [
        ...fact(claimedAt, `${subject} began`),
        ...(outcome ? fact(settledAt, `${subject}: ${OUTCOMES[outcome]}${reason}`) : []),
        ...(message ? deliveryStory(subject, message) : []),
      ];
    },
  );
  return [
    ...fact(
      createdAt,
      source ? BEGINNINGS[source] : 'The invitation was made by an earlier release, which did not keep who asked',
    ),
    ...attempts,
    ...fact(retryAt, 'The next attempt is planned'),
    ...fact(rejectedAt, `The invitation was given up${why}`),
    ...fact(undeliveredAt, `The invitation did not arrive${why}`),
    ...fact(unresolvedAt, 'It was given up to find out whether the provider took the invitation'),
    ...fact(deliveryUnknownAt, 'It was given up to find out whether the invitation arrived'),
  ];
}

function attemptsStory(subject: string, { attempts }: Dispatch, message: Message | undefined): Happening[] {
  return [
    ...attempts.flatMap(({ claimedAt, carrier, outcome, settledAt, failure }) => {
      const reason = failure ? ` (${withoutStop(FAILURE_SENTENCES[failure])})` : '';
      return [
        ...fact(claimedAt, `${subject}: an attempt began, as ${carrier}`),
        ...(outcome ? fact(settledAt, `${subject}: ${OUTCOMES[outcome]}${reason}`) : []),
      ];
    }),
    ...(message ? deliveryStory(subject, message) : []),
  ];
}

function endOfNotice({ end }: Notice): string {
  if (end?.state === 'told') return 'counts as told';
  if (end?.state === 'not-told') return `not told: ${withoutStop(NOT_TOLD_SENTENCES[end.reason])}`;
  return end ? `nothing to tell: ${withoutStop(NOT_NEEDED_SENTENCES[end.reason])}` : '';
}

/** Each notice: what it tells of which version, its attempts, and how it ended. */
export function noticeStory({ of: notice, message }: Sent<Notice>): Happening[] {
  const { revision, purpose, createdAt, end, called, resends = [] } = notice;
  const subject = `Notice of version ${revision} ("${purpose}")`;
  return [
    ...fact(createdAt, `${subject} was planned`),
    ...attemptsStory(subject, notice, message),
    ...resends.flatMap(({ actor, at }) => fact(at, `${subject}: ${nameOf(actor)} had it sent again`)),
    ...fact(end?.at, `${subject}: ${endOfNotice(notice)}`),
    ...(called ? fact(called.at, `${subject}: ${nameOf(called.actor)} told the customer instead`) : []),
  ];
}

function endOfReminder({ end }: Reminder): string {
  if (end?.state === 'told') return 'counts as sent';
  if (end?.state === 'not-told') return `not sent: ${withoutStop(notSentSentence(end.reason))}`;
  return end ? `skipped: ${withoutStop(SKIP_SENTENCES[end.reason])}` : '';
}

/** Each reminder: for which start, when it is due, its attempts, and how it ended. */
export function reminderStory({ of: reminder, message }: Sent<Reminder>): Happening[] {
  const { kind, key, startsAt, sendAt, createdAt, end } = reminder;
  const subject = `${kind === 'reminder' ? 'Reminder' : 'Follow-up'} "${key}" for ${startsAt}`;
  return [
    ...fact(createdAt, `${subject} was planned for ${sendAt}`),
    ...attemptsStory(subject, reminder, message),
    ...(end ? fact(end.at, `${subject}: ${endOfReminder(reminder)}`) : fact(sendAt, `${subject} is to go out`)),
  ];
}
