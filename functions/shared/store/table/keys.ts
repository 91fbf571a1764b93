import { hash } from 'node:crypto';
import type { ChatId } from '../../domain/customer/recipient.ts';
import type { MessageId } from '../../domain/delivery/delivery.ts';
import { InvitationId } from '../../domain/invitation/invitation-id.ts';
import type { KeyId } from '../../domain/people/actor.ts';
import type { ClosureId } from '../../domain/places/closure.ts';
import type { DayKey, LocalDate } from '../../domain/places/day.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { CustomerWish } from '../../domain/wishes/wish.ts';
import type { CustomerTable, Table } from './table.ts';

const INVITATION = 'invitation#';

export const invitationKey = (invitationId: InvitationId) => ({ pk: `${INVITATION}${invitationId}` });

/** The id of the invitation that has this key. */
export const invitationIdIn = (pk: string): InvitationId => InvitationId.parse(pk.slice(INVITATION.length));

/*
 * No key holds a person: a key is what stays when a customer is erased. A message id spells a phone in base64, but a
 * random part beside it, which keeps the hash from being guessed. An address has none: its hash needs a secret.
 */

const hashOf = (messageId: MessageId) => hash('sha256', messageId, 'base64url');

export const messageKey = (channelId: string, messageId: MessageId) => ({
  pk: `message#${channelId}#${hashOf(messageId)}`,
});

export const chatKey = async ({ channelId, pseudonym }: CustomerTable, chatId: ChatId) => ({
  pk: `chat#${channelId}#${await pseudonym(chatId)}`,
});

export const intentKey = (channelId: string, messageId: MessageId) => ({
  pk: `intent#${channelId}#${hashOf(messageId)}`,
});

/** A message of a customer that wants an answer. */
export const chatWishKey = (channelId: string, messageId: MessageId) => ({
  pk: `wish#${channelId}#${hashOf(messageId)}`,
});

/** What one chat wants on one UTC day of a person: repeats of the same wish are one item. */
export const customerWishKey = async (
  { channelId, pseudonym }: CustomerTable,
  { chatId, wish, at }: Pick<CustomerWish, 'chatId' | 'wish' | 'at'>,
) => ({ pk: `${questionPrefix(channelId)}${await pseudonym(chatId)}#${at.slice(0, 10)}#${wish}` });

const questionPrefix = (channelId: string) => `question#${channelId}#`;

/** The name of a question outside: its key without the channel. It tells nobody who asked. */
export const questionIdOf = (channelId: string, pk: string): string =>
  Buffer.from(pk.slice(questionPrefix(channelId).length)).toString('base64url');

const QUESTION_FORM = /^[\w-]{43}#\d{4}-\d{2}-\d{2}#(cancel|change|question)$/;

/** The key of the question that has this name outside; `undefined` if none can have it. */
export function questionKey(channelId: string, questionId: string): { pk: string } | undefined {
  const rest = Buffer.from(questionId, 'base64url').toString();
  return QUESTION_FORM.test(rest) ? { pk: questionPrefix(channelId) + rest } : undefined;
}

/** What is known of one address of a member of staff: of their phone, or of the address that WhatsApp has for it. */
export const staffKey = ({ channelId }: Table, pseudonym: string) => ({ pk: `staff#${channelId}#${pseudonym}` });

/** What one member of staff is told of one event. */
export const staffMessageKey = async (
  { channelId, pseudonym }: CustomerTable,
  { eventId, chatId }: { eventId: string; chatId: ChatId },
) => ({ pk: `staff-message#${channelId}#${await pseudonym(`${eventId}\n${chatId}`)}` });

/** A tap of a member of staff. */
export const staffTapKey = (channelId: string, messageId: MessageId) => ({
  pk: `staff-tap#${channelId}#${hashOf(messageId)}`,
});

/** All notices of one invitation. */
export const noticesKey = (invitationId: InvitationId) => ({ pk: `notice#${invitationId}` });

/** All reminders of one invitation. */
export const remindersKey = (invitationId: InvitationId) => ({ pk: `reminder#${invitationId}` });

export const channelKey = (channelId: string) => ({ pk: `channel#${channelId}` });

/** Says whether something changed: read by every open desk, and so apart from what is known of the channel. */
export const changesKey = (channelId: string) => ({ pk: `changes#${channelId}` });

/** Says on which days an earlier release listed something for a person, if somebody looked just now. */
export const listedByDayKey = (channelId: string) => ({ pk: `worklist#${channelId}` });

/** The figures of one of the business's dates. */
export const figuresKey = (channelId: string, date: LocalDate) => ({ pk: `figures#${channelId}#${date}` });

/** A named key, or what is known of the sessions of the stack's own. */
export const namedKeyKey = (channelId: string, keyId: KeyId | 'own') => ({ pk: `key#${channelId}#${keyId}` });

/** A session, by the hash of its token. */
export const sessionKey = (channelId: string, tokenHash: string) => ({ pk: `session#${channelId}#${tokenHash}` });

/** One resource on one of the business's dates. */
export const dayKey = (channelId: string, { resource, date }: DayKey) => ({
  pk: `day#${channelId}#${resource}#${date}`,
});

export const closureKey = (closureId: ClosureId) => ({ pk: `closure#${closureId}` });

/** Says that the claims of all bookings that were there before services were configured stand. */
export const placesReadyKey = (channelId: string) => ({ pk: `places#${channelId}` });

/** Waits for the place of an invitation's form to be decided. */
export const duePlaceKey = (invitationId: InvitationId) => ({ pk: `place#${invitationId}` });

/** Waits for somebody to approve or refuse what a customer asked for. */
export const dueApprovalKey = (invitationId: InvitationId) => ({ pk: `approval#${invitationId}` });

export const unmatchedKey = (hash: string) => ({ pk: `unmatched#${hash}` });

/** How many partitions carry the due index: one of them alone would bound how fast invitations can be made. */
export const DUE_SHARDS = 4;
/** Their numbers. */
export const EVERY_DUE_SHARD: readonly number[] = Array.from({ length: DUE_SHARDS }, (_, shard) => shard);

/** Attributes that put an item into the `due` index: what waits for the outside world is worked on from `dueAt`. */
export function dueAttributes(pk: string, dueAt: Instant) {
  const shard = hash('sha256', pk, 'buffer').readUInt8() % DUE_SHARDS;
  return { duePartition: `due#${shard}`, dueAt };
}

/** Attributes that put an invitation into the `agenda` index: by channel and UTC month of its start. */
export const agendaAttributes = (channelId: string, startsAt: Instant) => ({
  agendaMonth: `${channelId}#${startsAt.slice(0, 7)}`,
  startsAt,
});

/** Attributes that put a closure into the `worklist` index: all closures in a partition of their own, by their start. */
export const closureAttributes = (channelId: string, startsAt: Instant) => ({
  worklistDay: `${channelId}#closures`,
  worklistAt: startsAt,
});

/** Attributes that put a named key into the `worklist` index: all keys in a partition of their own, in the order of their making. */
export const namedKeyAttributes = (channelId: string, createdAt: Instant) => ({
  worklistDay: `${channelId}#keys`,
  worklistAt: createdAt,
});

/** Attribute that puts what is about a customer into the `customer` index, in the order of `createdAt`. */
export const customerAttribute = (channelId: string, chatId: ChatId) => ({ customer: `${channelId}#${chatId}` });

/**
 * What a person may want to look at. An item stands in one place only: an invitation under the day it was made. While its
 * booking needs attention, or its customer was not told, it is listed under that and the time at which it arose.
 */
export const WORKLIST_KINDS = ['invitation', 'attention', 'not-told', 'question', 'unmatched'] as const;
export type WorklistKind = (typeof WORKLIST_KINDS)[number];
/** What a person has to see to: all of it but the invitations that go their way. */
export type KindForPerson = Exclude<WorklistKind, 'invitation'>;

const isForPerson = (kind: WorklistKind): kind is KindForPerson => kind !== 'invitation';
export const KINDS_FOR_PERSON: readonly KindForPerson[] = WORKLIST_KINDS.filter(isForPerson);

/** Attribute values that begin like this are of one UTC day, or of one UTC month. */
const LENGTHS = { day: '2031-05-06'.length, month: '2031-05'.length };
const worklistPartition = (channelId: string, kind: WorklistKind, at: Instant, unit: 'day' | 'month') =>
  `${channelId}#${at.slice(0, LENGTHS[unit])}#${kind}`;

/**
 * Attributes that put an item into the `worklist` index: by channel, kind and time. Invitations are listed and counted day
 * by day, and stand by the UTC day. What a person has to see to is little, and is read for a month: it stands by the month.
 */
export const worklistAttributes = (channelId: string, kind: WorklistKind, at: Instant) => ({
  worklistDay: worklistPartition(channelId, kind, at, isForPerson(kind) ? 'month' : 'day'),
  worklistAt: at,
});

/** Where earlier releases listed what a person had to see to on a UTC day. */
export const dayPartition = (channelId: string, kind: KindForPerson, at: Instant): string =>
  worklistPartition(channelId, kind, at, 'day');
