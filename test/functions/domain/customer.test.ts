import { describe, expect, it } from 'vitest';
import {
  type Chat,
  consentOf,
  correctedName,
  customerOf,
  formerOwners,
  heardBy,
  mayHaveWrittenSince,
  sessionWindow,
  windowEnd,
} from '../../../functions/shared/domain/customer/customer.ts';
import { callerFound, personFound, revisionOf } from '../../../functions/shared/domain/customer/found-customer.ts';
import type { KnownNames } from '../../../functions/shared/domain/customer/known-names.ts';
import { addressOf, type Person } from '../../../functions/shared/domain/customer/person.ts';
import { ChatId } from '../../../functions/shared/domain/customer/recipient.ts';
import { HOUR_MS, type Instant, instantAt, later } from '../../../functions/shared/domain/time/instant.ts';
import { aStoredInvitation } from '../../support/stored-invitation.ts';

const at = (hour: number): Instant => instantAt(Date.UTC(2031, 4, 6) + hour * HOUR_MS);

const phone = ChatId.parse('5511912345678@c.us');
const otherSpelling = ChatId.parse('551112345678@c.us');
const hidden = ChatId.parse('ES.13491208655302741@lid');
const { invitationId } = aStoredInvitation();

const chat = (more: Partial<Chat> = {}): Chat => ({ channelId: 'channel', createdAt: at(0), ...more });

const foundAs = (name: string, heardAt: Instant): KnownNames => ({ names: [name], at: heardAt, until: at(99), rev: 1 });

describe('the customer behind some chats', () => {
  it('is called as in the chat they wrote in last, and reads its language', () => {
    const older = chat({ lastInboundAt: at(1), displayName: 'Ana', language: 'es' });
    const newer = chat({ lastInboundAt: at(2), displayName: 'Ana R.', language: 'en' });
    const silent = chat({ displayName: 'Nobody', language: 'fr' });
    const nameless = chat({ lastInboundAt: at(3) });
    for (const chats of [
      [older, newer, silent, nameless],
      [nameless, silent, newer, older],
    ]) {
      expect(customerOf(chats)).toMatchObject({ displayName: 'Ana R.', language: 'en', lastInboundAt: at(3) });
    }
    expect(customerOf([silent])).toMatchObject({ displayName: 'Nobody', language: 'fr', lastInboundAt: undefined });
  });

  it('is called as staff corrected it last, whatever they call themselves', () => {
    const chats = [
      chat({ name: 'Ana', namedAt: at(1), displayName: 'A' }),
      chat({ name: 'Anna', namedAt: at(2) }),
      chat({ name: 'Hannah' }),
      chat({ namedAt: at(9) }),
    ];
    for (const some of [chats, chats.toReversed()]) {
      expect(correctedName(some)).toEqual({ name: 'Anna', at: at(2) });
      expect(customerOf(some).displayName).toBe('Anna');
    }
    expect(correctedName([chat({ displayName: 'A' })])).toBeUndefined();
  });

  it('was erased when any of their addresses was erased last', () => {
    expect(customerOf([chat({ erasedAt: at(2) }), chat({ erasedAt: at(1) }), chat()]).erasedAt).toBe(at(2));
  });

  it('came and did not come under all of their addresses together', () => {
    expect(customerOf([chat({ came: 2, noShow: 1 }), chat({ came: 3 }), chat()]).attendance).toEqual({
      came: 5,
      noShow: 1,
    });
  });

  it.each([
    [{}, {}, false],
    [{ optedOutAt: at(1) }, {}, true],
    [{ optedOutAt: at(1) }, { optedInAt: at(2) }, false],
    [{ optedOutAt: at(2) }, { optedInAt: at(1) }, true],
    [{ optedOutAt: at(1) }, { optedInAt: at(1) }, true],
    [{ optedOutAt: at(1) }, { optedInAt: at(2), optedOutAt: at(3) }, true],
    [{ optedInAt: at(1) }, {}, false],
  ])('is opted out by their last word under any address: %j, %j', (one, other, optedOut) => {
    expect(customerOf([chat(one), chat(other)]).optedOut).toBe(optedOut);
    expect(customerOf([chat(other), chat(one)]).optedOut).toBe(optedOut);
  });

  it('has said nothing about messages if none of the chats has it', () => {
    expect(consentOf([chat(), chat()])).toEqual({});
    expect(consentOf([chat({ optedInAt: at(2) }), chat({ optedInAt: at(1) })])).toEqual({ optedInAt: at(2) });
    expect(consentOf([chat({ optedOutAt: at(1) })])).toEqual({ optedOutAt: at(1) });
  });

  it('was heard of by their wish and by their forms, but not by what a live form books', () => {
    const form = (hour: number) => ({ kind: 'completion', at: at(hour), fields: '{}' });
    const cancelled = { kind: 'cancellation', at: at(9), actor: { kind: 'customer' } };
    const customer = customerOf([chat({ lastInboundAt: at(1) })]);
    const heard = (history: object, intentAt?: Instant) =>
      heardBy(customer, aStoredInvitation({ history, intentAt })).lastInboundAt;
    expect(heard({})).toBe(at(1));
    expect(heard({}, at(2))).toBe(at(2));
    expect(heard({ 'wamid.1': form(3) }, at(2))).toBe(at(3));
    expect(heard({ 'wamid.1': form(3), 'wamid.2': cancelled }, at(2))).toBe(at(3));
    expect(heard({ 'live-0198c0de-0000-7000-8000-000000000001': form(3) })).toBe(at(1));
    expect(heardBy(customer, { intentAt: undefined, history: {} })).toEqual(customer);
  });
});

describe('the owner of a phone', () => {
  it('took it over from every other customer who is linked to it', () => {
    const former = ChatId.parse('ES.999@lid');
    const aliases = new Set([former, hidden, otherSpelling]);
    expect(formerOwners({ aliases }, hidden)).toEqual([former]);
    expect(formerOwners({ aliases }, phone)).toEqual([]);
    expect(formerOwners({}, hidden)).toEqual([]);
  });
});

describe('the session window', () => {
  const wroteAt = at(0);

  it('is open for a day from the customer’s message, less five minutes for the way', () => {
    const end = later(wroteAt, 24 * HOUR_MS - 5 * 60_000);
    expect(windowEnd(wroteAt)).toBe(end);
    expect(sessionWindow({ lastInboundAt: wroteAt }, later(end, -1))).toBe('open');
    expect(sessionWindow({ lastInboundAt: wroteAt }, end)).toBe('closed');
    expect(sessionWindow({}, end)).toBe('unknown');
  });

  it('may be open by a message of the same second, as WhatsApp tells whole seconds', () => {
    expect(mayHaveWrittenSince(later(wroteAt, 999), wroteAt)).toBe(true);
    expect(mayHaveWrittenSince(later(wroteAt, 1000), wroteAt)).toBe(false);
    expect(mayHaveWrittenSince(wroteAt, undefined)).toBe(false);
  });
});

describe('a customer as staff find them', () => {
  const nameless = 'there';
  const invited = { customerName: 'Ana', language: 'es' };
  const personOf = (...chats: [ChatId, Chat | undefined][]): Person => new Map(chats);

  it('is nobody where nothing is known of the address, or they were erased', () => {
    expect(personFound(personOf([phone, undefined]), phone)).toBeUndefined();
    expect(personFound(personOf([phone, chat({ erasedAt: at(1) })]), phone)).toBeUndefined();
  });

  it('is who was invited, under the name and language of the invitation unless it greets somebody nameless', () => {
    const person = personOf([phone, undefined]);
    expect(personFound(person, phone, invited, nameless)).toMatchObject({ chatId: phone, name: 'Ana', language: 'es' });
    expect(personFound(person, phone, { ...invited, customerName: nameless }, nameless)?.name).toBeUndefined();
  });

  it('is named by staff first, then by their newest booking, then by themselves, then by the invitation', () => {
    const said = chat({ chatId: phone, displayName: 'Self', language: 'en' });
    const booked = { ...said, foundAs: foundAs('Older', at(1)) };
    const bookedLater = chat({ chatId: hidden, foundAs: foundAs('Newer', at(2)) });
    const named = (person: Person) => personFound(person, phone, invited, nameless)?.name;
    expect(named(personOf([phone, chat({ chatId: phone })]))).toBe('Ana');
    expect(named(personOf([phone, said]))).toBe('Self');
    expect(named(personOf([phone, booked], [hidden, bookedLater]))).toBe('Newer');
    expect(named(personOf([hidden, bookedLater], [phone, booked]))).toBe('Newer');
    expect(named(personOf([phone, { ...booked, name: 'Staff', namedAt: at(0) }], [hidden, bookedLater]))).toBe('Staff');
    expect(personFound(personOf([phone, said]), phone, invited)?.language).toBe('en');
  });

  it('was corrected by who did it last, and as often as under all of their addresses', () => {
    const actor = { kind: 'owner' } as const;
    const one = chat({ chatId: phone, correction: { actor, at: at(1) }, corrections: 2 });
    const other = chat({ chatId: hidden, correction: { actor, at: at(2) }, corrections: 1 });
    const person = personOf([phone, one], [hidden, other], [otherSpelling, undefined]);
    expect(personFound(person, phone)).toMatchObject({ correction: { at: at(2) }, revision: 3 });
    expect(personFound(new Map([...person].reverse()), phone)?.correction?.at).toBe(at(2));
    expect(revisionOf([{}, { corrections: 2 }])).toBe(2);
  });

  it('is found by the phone that they are found by already, else by the one that has a chat, else by any phone', () => {
    const plain = chat({ chatId: phone });
    const indexed = chat({ chatId: otherSpelling, foundAs: foundAs('Ana', at(1)) });
    expect(addressOf(personOf([phone, plain], [otherSpelling, indexed]), phone)).toBe(otherSpelling);
    expect(addressOf(personOf([phone, undefined], [otherSpelling, chat({ chatId: otherSpelling })]), phone)).toBe(
      otherSpelling,
    );
    expect(addressOf(personOf([phone, plain], [hidden, indexed]), hidden)).toBe(phone);
    expect(addressOf(personOf([otherSpelling, undefined], [phone, undefined]), phone)).toBe(phone);
    expect(addressOf(personOf([hidden, plain], [phone, undefined]), hidden)).toBe(phone);
    expect(addressOf(personOf([hidden, indexed]), hidden)).toBe(hidden);
  });

  it.each([
    ['came', { came: 1, noShow: 0 }],
    ['no-show', { came: 0, noShow: 1 }],
    [undefined, { came: 0, noShow: 0 }],
  ] as const)('without an address is who their booking says, and has that they came as %s', (value, counts) => {
    const booking = { timeZone: 'UTC', attention: [], state: 'booked', customerName: 'Ana' };
    const attendance = value && { value, at: at(1), startsAt: at(0), actor: { kind: 'owner' } };
    expect(callerFound(aStoredInvitation({ booking, language: 'es', attendance }))).toEqual({
      ...{ invitationId, name: 'Ana', language: 'es', optedOut: false, attendance: counts },
    });
  });
});
