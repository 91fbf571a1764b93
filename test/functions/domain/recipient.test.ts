import { describe, expect, it } from 'vitest';
import { recipientByPhone } from '../../../functions/shared/domain/recipient.ts';

describe('a phone as a recipient', () => {
  it.each([
    ['+34 600 000 001', '34600000001'],
    ['0034600000001', '34600000001'],
    [34600000001, '34600000001'],
    ['(+49) 1511/2345678', '4915112345678'],
    ['5215512345678', '5215512345678'],
    ['541123456789', '541123456789'],
    ['551198765432', '551198765432'],
  ])('takes %s as %s, without "mending" what WhatsApp spells in its own way', (spelling, digits) => {
    expect(recipientByPhone(spelling)).toEqual({ phone: digits, chatId: `${digits}@c.us` });
  });

  it.each(['', 'abc', '123', '34600', '346000000011', '999999999999', '+', 0])(
    'refuses %j: it cannot exist',
    (spelling) => {
      expect(() => recipientByPhone(spelling)).toThrow(expect.objectContaining({ kind: 'impossible-phone' }));
    },
  );
});
