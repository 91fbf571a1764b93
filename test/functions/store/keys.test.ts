import { describe, expect, it } from 'vitest';
import { ChatId } from '../../../functions/shared/domain/customer/recipient.ts';
import { MessageId } from '../../../functions/shared/domain/delivery/delivery.ts';
import { InvitationId } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { KeyId } from '../../../functions/shared/domain/people/actor.ts';
import { ClosureId } from '../../../functions/shared/domain/places/closure.ts';
import { LocalDate } from '../../../functions/shared/domain/places/day.ts';
import { ResourceId } from '../../../functions/shared/domain/places/service.ts';
import { Instant } from '../../../functions/shared/domain/time/instant.ts';
import { namedBy, nameEntry, searchFor } from '../../../functions/shared/store/customer/name-keys.ts';
import * as keys from '../../../functions/shared/store/table/keys.ts';
import { openTable } from '../../../functions/shared/store/table/table.ts';

const channel = 'main';
const table = { ...openTable('table', channel), pseudonym: async (text: string) => `(${text})` };

const uuid = '0198c0de-0000-7000-8000-000000000000';
const invitationId = InvitationId.parse(uuid);
const messageId = MessageId.parse('wamid.1');
const chatId = ChatId.parse('34600000001@c.us');
const at = Instant.parse('2031-05-06T08:00:00.000Z');
const date = LocalDate.parse('2031-05-06');
/** Of `wamid.1`. */
const HASH = '2i9_jWFxxLN8a7v6h8kSa0kq96gVqkvE02M6qzI6Dl8';

describe('the key of an item', () => {
  it.each([
    [keys.invitationKey(invitationId), `invitation#${uuid}`],
    [keys.noticesKey(invitationId), `notice#${uuid}`],
    [keys.remindersKey(invitationId), `reminder#${uuid}`],
    [keys.duePlaceKey(invitationId), `place#${uuid}`],
    [keys.dueApprovalKey(invitationId), `approval#${uuid}`],
    [keys.closureKey(ClosureId.parse(uuid)), `closure#${uuid}`],
    [keys.messageKey(channel, messageId), `message#main#${HASH}`],
    [keys.intentKey(channel, messageId), `intent#main#${HASH}`],
    [keys.chatWishKey(channel, messageId), `wish#main#${HASH}`],
    [keys.staffTapKey(channel, messageId), `staff-tap#main#${HASH}`],
    [keys.staffKey(table, 'somebody'), 'staff#main#somebody'],
    [keys.channelKey(channel), 'channel#main'],
    [keys.changesKey(channel), 'changes#main'],
    [keys.listedByDayKey(channel), 'worklist#main'],
    [keys.placesReadyKey(channel), 'places#main'],
    [keys.figuresKey(channel, date), 'figures#main#2031-05-06'],
    [keys.namedKeyKey(channel, KeyId.parse('key-0123456789ab')), 'key#main#key-0123456789ab'],
    [keys.namedKeyKey(channel, 'own'), 'key#main#own'],
    [keys.sessionKey(channel, 'token'), 'session#main#token'],
    [keys.dayKey(channel, { resource: ResourceId.parse('ana'), date }), 'day#main#ana#2031-05-06'],
    [keys.unmatchedKey('hash'), 'unmatched#hash'],
  ])('stays as it is, or later releases would not find what is stored: %j', (key, pk) => {
    expect(key).toEqual({ pk });
  });

  it('names a person by a pseudonym', async () => {
    expect(await keys.chatKey(table, chatId)).toEqual({ pk: 'chat#main#(34600000001@c.us)' });
    const question = await keys.customerWishKey(table, { chatId, wish: 'cancel', at });
    expect(question).toEqual({ pk: 'question#main#(34600000001@c.us)#2031-05-06#cancel' });
    const told = await keys.staffMessageKey(table, { eventId: 'event', chatId });
    expect(told).toEqual({ pk: 'staff-message#main#(event\n34600000001@c.us)' });
  });
});

describe('the place of an item in the indexes', () => {
  it('stays as it is, too', () => {
    expect(keys.agendaAttributes(channel, at)).toEqual({ agendaMonth: 'main#2031-05', startsAt: at });
    expect(keys.closureAttributes(channel, at)).toEqual({ worklistDay: 'main#closures', worklistAt: at });
    expect(keys.namedKeyAttributes(channel, at)).toEqual({ worklistDay: 'main#keys', worklistAt: at });
    expect(keys.customerAttribute(channel, chatId)).toEqual({ customer: 'main#34600000001@c.us' });
    const invitation = { worklistDay: 'main#2031-05-06#invitation', worklistAt: at };
    expect(keys.worklistAttributes(channel, 'invitation', at)).toEqual(invitation);
    for (const kind of keys.KINDS_FOR_PERSON) {
      const place = { worklistDay: `main#2031-05#${kind}`, worklistAt: at };
      expect(keys.worklistAttributes(channel, kind, at)).toEqual(place);
      expect(keys.dayPartition(channel, kind, at)).toBe(`main#2031-05-06#${kind}`);
    }
  });

  it('is one of four parts of what waits, the same for the same item', () => {
    const parts = Array.from({ length: 200 }, (_, index) => keys.dueAttributes(`item#${index}`, at).duePartition);
    expect([...new Set(parts)].sort()).toEqual(['due#0', 'due#1', 'due#2', 'due#3']);
    expect(keys.dueAttributes('item#0', at)).toEqual({ duePartition: parts[0], dueAt: at });
    expect(keys.EVERY_DUE_SHARD).toEqual([0, 1, 2, 3]);
    const counts = keys.EVERY_DUE_SHARD.map((shard) => parts.filter((part) => part === `due#${shard}`).length);
    expect(Math.min(...counts)).toBeGreaterThan(25);
  });

  it('has what a person has to see to apart from the invitations that go their way', () => {
    expect(keys.KINDS_FOR_PERSON).toEqual(['attention', 'not-told', 'question', 'unmatched']);
  });
});

describe('the name of a question outside', () => {
  const rest = `${'a'.repeat(43)}#2031-05-06#cancel`;
  const nameOf = (text: string) => Buffer.from(text).toString('base64url');

  it('leads back to its key, and tells nothing of the channel', () => {
    const pk = `question#main#${rest}`;
    const questionId = keys.questionIdOf(channel, pk);
    expect(questionId).toBe(nameOf(rest));
    expect(keys.questionKey(channel, questionId)).toEqual({ pk });
  });

  it.each([
    rest.slice(1),
    `a${rest}`,
    `${rest}s`,
    rest.replace('cancel', 'book'),
    rest.replace('2031-05-06', '2031-5-06'),
    rest.replace('2031', '231'),
    rest.replace('-06', '-6'),
    rest.replace('#cancel', ''),
    `other#${rest}`,
    '',
  ])('leads nowhere if no question can have it: %s', (text) => {
    expect(keys.questionKey(channel, nameOf(text))).toBeUndefined();
  });

  it.each(['change', 'question'])('may be of any wish: %s', (wish) => {
    expect(keys.questionKey(channel, nameOf(rest.replace('cancel', wish)))).toBeDefined();
  });
});

describe('the entry of a word of a name in the index', () => {
  const chat = { pk: 'chat#main#who' };

  it('is placed by its first two letters, and by its first four if it has so many', async () => {
    const placesOf = async (word: string) => {
      const { pk: _, ...places } = (await nameEntry(table, chat, word, at)) ?? { pk: '' };
      return Object.values(places);
    };
    expect(await placesOf('ana')).toEqual(['main#name#(name\nan)', at]);
    expect(await placesOf('anab')).toEqual(['main#name#(name\nan)', at, 'main#name#(name\nanab)', at]);
    expect(await nameEntry(table, chat, 'a', at)).toBeUndefined();
  });

  it('has in its key what a search for any beginning of the word looks for', async () => {
    const distinct = { ...table, pseudonym: async (text: string) => String(1000 + text.length) };
    const entry = await nameEntry(distinct, chat, 'abcdefghijklmn', at);
    expect(await searchFor(distinct, 'abc')).toMatchObject({ partition: 'main#name#1007' });
    expect(await searchFor(distinct, 'abcde')).toMatchObject({ partition: 'main#name#1009' });
    for (const word of ['ab', 'abc', 'abcd', 'abcdefghijkl']) {
      const { inKey } = await searchFor(distinct, word);
      expect(entry?.pk).toContain(inKey);
    }
  });

  it('has a hash of each beginning of two to ten letters in its key, and nothing else of the word', async () => {
    const distinct = { ...table, pseudonym: async (text: string) => `${text.length + 100}${text}` };
    const hashes = [107, 108, 109, 110, 111, 112, 113, 114, 115];
    for (const [word, count] of [
      ['ab', 1],
      ['abc', 2],
      ['abcdefghi', 8],
      ['abcdefghij', 9],
      ['abcdefghijk', 9],
    ] as const) {
      const known = `~${hashes.slice(0, count).join('')}`;
      expect((await nameEntry(distinct, chat, word, at))?.pk).toBe(`name#main#chat#who#${known}`);
      expect((await searchFor(distinct, word)).inKey).toBe(known);
    }
    const long = { ...table, pseudonym: async () => 'x'.repeat(43) };
    expect((await searchFor(long, 'ab')).partition).toBe(`main#name#${'x'.repeat(22)}`);
  });

  it('leads back to the chat, or to the booking of somebody without one', async () => {
    for (const named of [chat, keys.invitationKey(invitationId)]) {
      const entry = await nameEntry(table, named, 'ana', at);
      expect(namedBy(table, entry?.pk ?? '')).toEqual(named);
    }
  });
});
