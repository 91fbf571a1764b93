import { marshall } from '@aws-sdk/util-dynamodb';
import { type BookingDetails, bookingFromForm } from '../../../functions/shared/domain/booking/booking.ts';
import type { BookingHistory, HistoryEntry } from '../../../functions/shared/domain/booking/booking-history.ts';
import type { Chat } from '../../../functions/shared/domain/customer/customer.ts';
import type { Intent } from '../../../functions/shared/domain/customer/intent.ts';
import { Phone } from '../../../functions/shared/domain/customer/phone.ts';
import { ChatId } from '../../../functions/shared/domain/customer/recipient.ts';
import type { Message } from '../../../functions/shared/domain/delivery/delivery.ts';
import type { Attempt, Invitation } from '../../../functions/shared/domain/invitation/invitation.ts';
import type { Notice } from '../../../functions/shared/domain/notices/notice.ts';
import { DAY_MS, epochSeconds, instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { deriveKeys } from '../../../functions/shared/secrets/derived-keys.ts';
import {
  agendaAttributes,
  chatKey,
  customerAttribute,
  dueAttributes,
  intentKey,
  invitationKey,
  messageKey,
  noticesKey,
  worklistAttributes,
} from '../../../functions/shared/store/table/keys.ts';
import { openCustomerTable } from '../../../functions/shared/store/table/table.ts';
import { aContract } from '../../support/contract.ts';
import { rootSecret } from '../http-events.ts';
import { claimIdFor, hashFor, invitationIdOf, type Life, messageIdOf } from './life.ts';
import type { WireItem } from './stored-table.ts';

const contract = aContract();
const channelId = contract.channel.id;
const MINUTE_MS = 60_000;
/** One customer in this many wrote first; the business invited the others. */
const WISHES = 3;

const keys = deriveKeys(rootSecret);
/** Opened only for its items' keys. */
const table = openCustomerTable('growth', channelId, { get: async () => keys, getNewer: async () => undefined });

/** An item's storage attributes: its key, its index keys, its expiry. */
type Stored<Read> = Read & { pk: string; type: string; customer?: string; expiresAt?: number };

const chatIdOf = ({ phone }: Life): ChatId => ChatId.parse(`${phone}@c.us`);
const nameOf = ({ number }: Life): string => `Customer ${number}`;
const kept = (from: number, days: number) => epochSeconds(instantAt(from + days * DAY_MS));

const slots = new Map<string, BookingDetails>();

/** The product's parsing of a form. Each hour is cached, because a time zone's rules are slow. */
function detailsOf(form: Record<string, string>, sentAt: number): BookingDetails {
  const slot = `${form['date']} ${form['time']}`;
  const known =
    slots.get(slot) ?? bookingFromForm(form, contract.booking, instantAt(sentAt), Object.keys(contract.languages));
  slots.set(slot, known);
  const { service = '', name = '', notes = '' } = form;
  return { ...known, service, customerName: name, notes };
}

function formOf(life: Life, { date, time }: NonNullable<Life['booked']>): Record<string, string> {
  const notes = 'I was with you before, and would like to see the same person again, if that is possible.';
  return { service: `consultation ${life.number % 40}`, date, time, name: nameOf(life), notes };
}

/** The booking's part of an invitation. */
function bookedPart(life: Life) {
  const at = life.invitedAt + 20 * MINUTE_MS;
  if (!life.booked)
    return { history: {}, revision: 0, expiresAt: kept(life.invitedAt, contract.retention.invitationDays) };
  const form = formOf(life, life.booked);
  const details = detailsOf(form, at);
  const entry: HistoryEntry = { kind: 'completion', at: instantAt(at), fields: JSON.stringify(form), read: details };
  const id = messageIdOf(life, 'form');
  const history: BookingHistory = { [id]: entry };
  const { startsAt } = details;
  if (!startsAt) throw new Error('The forms of the bench name an hour.');
  return {
    history,
    revision: 1,
    booking: {
      ...details,
      ...(life.attentionSince && { attention: ['start-in-past' as const] }),
      state: 'booked' as const,
    },
    ...agendaAttributes(channelId, startsAt),
    expiresAt: kept(Date.parse(startsAt), contract.retention.invitationDays),
  };
}

/** The outcome of the one attempt to send it. */
function sentPart(life: Life) {
  const claimedAt = instantAt(life.invitedAt);
  const settledAt = instantAt(life.invitedAt + 400);
  const begun = { claimId: claimIdFor(life, 'attempt'), claimedAt, carrier: 'flow', settledAt } as const;
  const { heldBackUntil } = life;
  if (heldBackUntil === undefined) {
    const attempt: Attempt = { ...begun, outcome: 'accepted', messageId: messageIdOf(life, 'invitation') };
    return { attempts: { '1': attempt } };
  }
  const attempt: Attempt = { ...begun, outcome: 'refused', failure: { reason: 'held-back', code: 131049 } };
  return { attempts: { '1': attempt }, retryAt: instantAt(heldBackUntil), nextCarrier: 'flow' as const };
}

/** A life's invitation, with all its stored fields. */
export function invitationItem(life: Life): WireItem {
  const invitationId = invitationIdOf(life);
  const { pk } = invitationKey(invitationId);
  const createdAt = instantAt(life.invitedAt);
  const dueAt = life.dueAt ?? life.heldBackUntil;
  const item: Stored<Invitation> = {
    pk,
    type: 'invitation',
    invitationId,
    channelId,
    createdAt,
    recipient: { chatId: chatIdOf(life), phone: Phone.parse(life.phone) },
    customerName: nameOf(life),
    language: contract.defaultLanguage,
    flowId: contract.flow.id,
    requestHash: hashFor(life, 'request'),
    ...(life.number % WISHES === 0 && { intentMessageId: messageIdOf(life, 'wish') }),
    ...sentPart(life),
    ...bookedPart(life),
    ...customerAttribute(channelId, chatIdOf(life)),
    ...(dueAt && dueAttributes(pk, instantAt(dueAt))),
    ...(life.attentionSince
      ? {
          attentionSince: instantAt(life.attentionSince),
          ...worklistAttributes(channelId, 'attention', instantAt(life.attentionSince)),
        }
      : worklistAttributes(channelId, 'invitation', createdAt)),
  };
  return marshall(item, { removeUndefinedValues: true });
}

/** The message of a life's invitation, delivered and linked. */
export function messageItem(life: Life): WireItem {
  const messageId = messageIdOf(life, 'invitation');
  const sentAt = life.invitedAt + 500;
  const item: Stored<Message> = {
    ...messageKey(channelId, messageId),
    type: 'message',
    messageId,
    channelId,
    createdAt: instantAt(sentAt),
    sentAt: instantAt(sentAt),
    deliveredAt: instantAt(sentAt + 1_500),
    invitationId: invitationIdOf(life),
    carrier: 'flow',
    linkedAt: instantAt(sentAt),
    chatId: chatIdOf(life),
    reportedAs: new Set([chatIdOf(life)]),
    expiresAt: kept(sentAt, contract.retention.invitationDays),
  };
  return marshall(item);
}

/** The stored data of a customer who wrote, invited or not. */
export async function chatItem(life: Life): Promise<WireItem> {
  const item: Stored<Chat> = {
    ...(await chatKey(table, chatIdOf(life))),
    type: 'chat',
    chatId: chatIdOf(life),
    channelId,
    createdAt: instantAt(life.invitedAt - 30 * MINUTE_MS),
    lastInboundAt: instantAt(life.invitedAt + (life.booked ? 20 * MINUTE_MS : -30 * MINUTE_MS)),
    displayName: nameOf(life),
    language: contract.defaultLanguage,
  };
  return marshall(item);
}

function wishItem(life: Life): WireItem {
  const messageId = messageIdOf(life, 'wish');
  const at = life.invitedAt - 2_000;
  const item: Stored<Intent> & { createdAt: string } = {
    ...intentKey(channelId, messageId),
    type: 'intent',
    messageId,
    channelId,
    chatId: chatIdOf(life),
    at: instantAt(at),
    sign: 'words',
    language: contract.defaultLanguage,
    createdAt: instantAt(at),
    ...customerAttribute(channelId, chatIdOf(life)),
    expiresAt: kept(at, contract.retention.unmatchedDays),
  };
  return marshall(item);
}

function noticesItem(life: Life): WireItem {
  const at = instantAt(life.invitedAt + 21 * MINUTE_MS);
  const notice: Notice = {
    revision: 1,
    purpose: 'booked',
    content: hashFor(life, 'told'),
    createdAt: at,
    deadline: instantAt(life.invitedAt + 81 * MINUTE_MS),
    attempts: [
      {
        claimId: claimIdFor(life, 'notice'),
        claimedAt: at,
        carrier: 'text',
        outcome: 'accepted',
        settledAt: at,
        message: messageKey(channelId, messageIdOf(life, 'invitation')).pk,
      },
    ],
    end: { state: 'told', at },
    isSettled: true,
  };
  return marshall({
    ...noticesKey(invitationIdOf(life)),
    type: 'notice',
    channelId,
    createdAt: at,
    invitationId: invitationIdOf(life),
    rev: 4,
    notices: [notice],
    expiresAt: kept(life.invitedAt, contract.retention.invitationDays),
  });
}

/** Maximum number of items in a life. */
export const MOST_ITEMS = 5;

/** All items of a life, as the functions write them. */
export const itemsOf = async (life: Life): Promise<WireItem[]> => [
  ...(life.isKnown ? [] : [await chatItem(life)]),
  ...(life.number % WISHES === 0 ? [wishItem(life)] : []),
  invitationItem(life),
  ...(life.heldBackUntil === undefined ? [messageItem(life)] : []),
  ...(life.booked ? [noticesItem(life)] : []),
];
