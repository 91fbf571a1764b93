import { marshall } from '@aws-sdk/util-dynamodb';
import type { AttributeValue } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { BookingDetails } from '../../../functions/shared/domain/booking/booking.ts';
import { invitationItem } from '../../../functions/shared/store/invitation/stored-invitation.ts';
import { packed } from '../../../functions/shared/store/table/packed.ts';
import { parseImage } from '../../../functions/shared/store/table/stream-image.ts';
import { openTable } from '../../../functions/shared/store/table/table.ts';
import { aStoredInvitation } from '../../support/stored-invitation.ts';

const at = '2031-05-06T08:00:00.000Z';
const chatId = '34600111222@c.us';
const said = { channelId: 'channel', messageId: 'wamid.one', chatId, at };
const read = BookingDetails.parse({ timeZone: 'UTC', attention: [], startsAt: at });
const invitation = aStoredInvitation({
  ...{ recipient: { chatId }, data: '{"name":"Ana"}', booking: { ...read, state: 'booked' } },
  ...{ history: { one: { kind: 'completion', at, fields: '{}', read } }, revision: 1 },
});
const dispatch = { createdAt: at, deadline: at, attempts: [] };

/** What each kind of item that is announced holds. */
const HELD: Record<string, object> = {
  invitation,
  message: { channelId: 'channel', messageId: 'wamid.one', createdAt: at, reportedAs: new Set([chatId]), readAt: at },
  chat: { channelId: 'channel', chatId, createdAt: at, lastInboundAt: at, aliases: new Set(['abc@lid']) },
  intent: { ...said, sign: 'words' },
  wish: { ...said, wish: 'cancel', claimId: 'run' },
  question: { ...said, wish: 'cancel', displayName: 'Ana' },
  'staff-tap': {
    channelId: 'channel',
    messageId: 'wamid.one',
    at,
    memberId: 'ana',
    answers: 'wamid.two',
    label: 'Yes',
  },
  notice: { notices: [{ ...dispatch, revision: 1, purpose: 'booked', content: 'hash' }] },
  reminder: { reminders: [{ ...dispatch, kind: 'reminder', key: 'day', startsAt: at, sendAt: at }] },
  confirmation: {},
  unmatched: { channelId: 'channel', createdAt: at, reason: 'not-json', hash: 'hash', bytes: 4, text: 'text' },
};
/** An item in the form of the stream, which has its bytes in base64. */
function imageOf(item: object): Record<string, AttributeValue> {
  const text = JSON.stringify(marshall(item), (_, value) =>
    value?.type === 'Buffer' ? Buffer.from(value).toString('base64') : value,
  );
  return JSON.parse(text);
}
const asStored = (type: string): object => {
  if (type === 'invitation') return invitationItem(openTable('table', 'channel'), invitation);
  const lists = Object.entries(HELD[type] ?? {}).map(([name, value]) => [
    ...[name, Array.isArray(value) ? packed(value) : value],
  ]);
  return { pk: `${type}#1`, type, rev: 1, customer: 'index', ...Object.fromEntries(lists) };
};

describe.each(Object.entries(HELD))('what the stream shows of an item of the type %s', (type, held) => {
  it('is all that it holds, without its places in the table', () => {
    expect(parseImage(imageOf(asStored(type)))).toStrictEqual({ type, ...held });
  });

  it('is nothing once its customer was erased, but for a chat, which may come back to life', () => {
    const erased = { ...asStored(type), erasedAt: at };
    const shown = type === 'chat' ? { type, ...held, erasedAt: at } : undefined;
    expect(parseImage(imageOf(erased))).toStrictEqual(shown);
  });
});

it('an item of another type is none that the stream shows', () => {
  expect(() => parseImage(imageOf({ ...asStored('intent'), type: 'day' }))).toThrow();
});
