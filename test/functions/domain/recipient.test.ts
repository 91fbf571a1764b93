import { getExampleNumber } from 'libphonenumber-js';
import examples from 'libphonenumber-js/mobile/examples';
import { describe, expect, it } from 'vitest';
import { Phone } from '../../../functions/shared/domain/customer/phone.ts';
import {
  ChatId,
  phoneOf,
  ReportedChatId,
  recipientByPhone,
} from '../../../functions/shared/domain/customer/recipient.ts';
import { spellingsOf } from '../../../functions/shared/domain/customer/spellings.ts';

const refused = expect.objectContaining({ kind: 'impossible-phone' });

describe('a phone as a recipient', () => {
  it.each([
    ['+34 600 000 001', '34600000001'],
    ['0034600000001', '34600000001'],
    [34600000001, '34600000001'],
    ['(+49) 1511/2345678', '4915112345678'],
    ['5215512345678', '5215512345678'],
    ['541123456789', '541123456789'],
    ['551198765432', '551198765432'],
    ['521551234567', '521551234567'],
    ['+52 1 (55) 1234 5678', '5215512345678'],
    ['+34 600/000/001', '34600000001'],
    ['+49 30 1234/5', '493012345'],
    ['+49［1511］2345678', '4915112345678'],
    ['+49\t1511 2345678', '4915112345678'],
    ['（+49）1511／2345678', '4915112345678'],
  ])('takes %s as %s, without "mending" what WhatsApp spells in its own way', (spelling, digits) => {
    expect(recipientByPhone(spelling)).toEqual({ phone: digits, chatId: `${digits}@c.us` });
  });

  it.each([
    ['+44 (0)7700 900123', '447700900123'],
    ['＋44 0 7700 900123', '447700900123'],
    ['+44 (0)20 7946 0123', '442079460123'],
    ['44 (0)20 7946 0123', '442079460123'],
    ['+49 (0) 151 23456789', '4915123456789'],
    ['+49 (0)33203/12345', '493320312345'],
    ['+55 (011) 91234-5678', '5511912345678'],
    ['+7 8 (912) 345-67-89', '79123456789'],
    ['+36 06 20 123 4567', '36201234567'],
    ['+54 11 15 1234 5678', '5491112345678'],
  ])('takes the trunk prefix off %s', (spelling, digits) => {
    expect(recipientByPhone(spelling).phone).toBe(digits);
  });

  it.each([
    ['+39 06 1234567', '39061234567'],
    ['+39 (0)6 1234567', '39061234567'],
    ['+225 (0)1 23 45 67 89', '2250123456789'],
  ])('keeps the zero of %s, which belongs to the number', (spelling, digits) => {
    expect(recipientByPhone(spelling).phone).toBe(digits);
  });

  it.each([
    ['+49 30 1234567 ext. 12', '49301234567'],
    ['+62 812 345 678 x9', '62812345678'],
    ['+34600000001;ext=5', '34600000001'],
    ['+34 600 000 001 доб. 5', '34600000001'],
    ['34600000001 ext 5', '34600000001'],
    ['+34600000001;ext=123456', '34600000001'],
  ])('takes the extension off %s', (spelling, digits) => {
    expect(recipientByPhone(spelling).phone).toBe(digits);
  });

  it.each([
    ['٣٤٦٠٠٠٠٠٠٠١', '34600000001'],
    ['+۳۴ ۶۰۰ ۰۰۰ ۰۰۱', '34600000001'],
    ['+३४ ६०० ००० ००१', '34600000001'],
    ['＋３４６０００００００１', '34600000001'],
    ['+𝟛𝟜𝟞𝟘𝟘𝟘𝟘𝟘𝟘𝟘𝟙', '34600000001'],
    ['\u202a+34 600\u2011000\u2011001\u202c', '34600000001'],
    ['+34\u200b600\u00ad000\ufeff001', '34600000001'],
    ['+3\ufe0f\u20e34600000001', '34600000001'],
  ])('reads the digits of any script, and not what nobody sees: %j', (spelling, digits) => {
    expect(recipientByPhone(spelling).phone).toBe(digits);
  });

  it.each([
    ['00 44 7700 900123', '447700900123'],
    ['+0044 7700 900123', '447700900123'],
    ['011 44 7700 900123', '447700900123'],
    ['tel:+34-600-000-001', '34600000001'],
    ['TEL:600000001;phone-context=+34', '34600000001'],
    ['  tel:+34600000001 ', '34600000001'],
    ['﹢34600000001', '34600000001'],
    ['+  00 34 600 000 001', '34600000001'],
    ['0 034600000001', '34600000001'],
    ['0 1 1 44 7700 900123', '447700900123'],
    ['011 44770090123', '44770090123'],
    ['01144770090123', '44770090123'],
  ])('knows what stands before a country code in %s', (spelling, digits) => {
    expect(recipientByPhone(spelling).phone).toBe(digits);
  });

  it.each(['', 'abc', '123', '34600', '346000000011', '999999999999', '+', 0, '+81 3 1234 5678 9012 345'])(
    'refuses %j: it cannot exist',
    (spelling) => {
      expect(() => recipientByPhone(spelling)).toThrow(refused);
    },
  );

  it.each([
    ['+49 151 2345678 (Alex, 2nd)', 'words'],
    ['+43 664 123456 oder 7', 'words'],
    ['+1 800 FLOWERS', 'letters'],
    ['+34 6OO OOO OO1', 'letters'],
    ['2026-12-01 10:30', 'a date'],
    ['34600000001@c.us', 'a chat id'],
    ['tel:863-1234;phone-context=example.com', 'no country code'],
    ['+34 600 000 001 / +34 600 000 002', 'two numbers'],
    ['+34600000001,600000002', 'two numbers'],
    ['+49 30 1234567\n12', 'two lines'],
    ['+49 30 1234567/8', 'a choice of two numbers'],
    ['+34 600 000 001 ~ 2', 'a choice of two numbers'],
    ['+34600000001\\2', 'a choice of two numbers'],
    ['+34600000001;ext=1234567', 'an extension that is as long as a number'],
    ['+52 1 55 1234 5678 ext 5', 'a spelling of WhatsApp with an extension'],
    ['+34 tel:600000001', 'words'],
    ['tel:tel:+34600000001', 'words'],
    ['+1 1 212 555 0123', 'a trunk prefix that nobody writes after +1'],
    ['44 0 7700 900123', 'a trunk prefix after what may be no country code'],
    ['+34600000001234567', 'more digits than a phone can have'],
    ['011 4477009012', 'a number of São Paulo'],
    ['0600 000 001', 'a number of no country'],
    ['600000001', 'a number of no country, which reads like one of Malaysia'],
    ['011 95123-4567', 'a number of São Paulo, which reads like one of Myanmar'],
    ['0011 65 1234 5678', "Australia's way to call Singapore, which reads like a number of Minnesota"],
    ['81034600000001', "Russia's way to call Spain, which reads like a number of Japan"],
  ])('refuses %j (%s) rather than write to somebody else', (spelling) => {
    expect(() => recipientByPhone(spelling)).toThrow(refused);
  });

  it('reads a mobile number of every country as people there write it to others', () => {
    const numbers = Object.keys(examples).flatMap((country) => getExampleNumber(country as never, examples) ?? []);
    expect(numbers.length).toBeGreaterThan(200);
    for (const number of numbers) {
      const digits = number.number.slice(1);
      const spelt = [digits, `00${digits}`, number.number, number.formatInternational(), number.format('RFC3966')];
      const national = number.formatNational();
      const hasTrunkZero = national.startsWith('0') && !number.nationalNumber.startsWith('0');
      if (hasTrunkZero) spelt.push(`+${number.countryCallingCode} (${national[0]})${national.slice(1)}`);
      expect(spelt.map((spelling) => recipientByPhone(spelling).phone)).toEqual(spelt.map(() => digits));
    }
  });
});

describe('a chat id', () => {
  it.each(['34600000001@c.us', 'ES.13491208655302741@lid', 'US.ENT.11815799212886844830@lid', '123456789012345@lid'])(
    'is %s',
    (chatId) => expect(ReportedChatId.safeParse(chatId).success).toBe(true),
  );

  it.each([
    '@c.us',
    '@lid',
    'null@c.us',
    'undefined@c.us',
    '__main__@c.us',
    '0@c.us',
    '034600000001@c.us',
    '+34600000001@c.us',
    'k@lid',
    'null@lid',
    'undefined@lid',
    'NaN@lid',
    'ES.@lid',
    '120363000000000000@g.us',
    '34600000001',
    '34600000001@c.us@c.us',
    ' 34600000001@c.us',
  ])('is not %j', (chatId) => expect(ReportedChatId.safeParse(chatId).success).toBe(false));
});

describe('a phone as it is stored', () => {
  it.each([
    ['123456', true],
    ['1'.repeat(18), true],
    ['12345', false],
    ['1'.repeat(19), false],
    ['0123456', false],
  ])('is digits of a bounded number, without a zero in front: %s', (text, isPhone) =>
    expect(Phone.safeParse(text).success).toBe(isPhone),
  );

  it.each(['+123456', '123456 ', 'x123456'])('is digits alone: %j is none', (text) => {
    expect(Phone.safeParse(text).success).toBe(false);
  });
});

describe('a stored chat id', () => {
  it.each([
    ['34600000001@c.us', '34600000001'],
    [`${'1'.repeat(18)}@c.us`, '1'.repeat(18)],
    [`${'1'.repeat(19)}@c.us`, undefined],
    ['12345@c.us', undefined],
    ['034600000001@c.us', undefined],
    ['34600000001@lid', undefined],
    ['ES.34600000001@lid', undefined],
  ])('shows the phone by which staff reach the customer, if WhatsApp does: %s', (chatId, phone) => {
    expect(phoneOf({ chatId: ChatId.parse(chatId) })).toBe(phone);
  });

  it('shows the phone that the request named, whatever the chat id is', () => {
    const phone = Phone.parse('34600000002');
    expect(phoneOf({ chatId: ChatId.parse('ES.1@lid'), phone })).toBe(phone);
  });

  it.each([
    ['5511912345678', '551112345678'],
    ['5215512345678', '525512345678'],
    ['5491123456789', '541123456789'],
    ['5493412345678', '543412345678'],
  ])('of a country with two spellings is known by both: %s and %s', (long, short) => {
    const [one, other] = [ChatId.parse(`${long}@c.us`), ChatId.parse(`${short}@c.us`)];
    expect(spellingsOf(one)).toEqual([one, other]);
    expect(spellingsOf(other)).toEqual([other, one]);
  });

  it.each([
    ...['34600000001@c.us', '55119123456789@c.us', '551191234567@lid', '5511812345678@c.us', '55111234567@c.us'],
    ...['52551234567@c.us', '52155123456789@c.us', '545123456789@c.us', '54112345678@c.us', '541412345678901@c.us'],
    ...['15511912345678@c.us', '15215512345678@c.us', '15491123456789@c.us', 'ES.5511912345678@lid'],
  ])('has no other spelling where its country has one: %s', (chatId) => {
    expect(spellingsOf(ChatId.parse(chatId))).toEqual([chatId]);
  });
});
