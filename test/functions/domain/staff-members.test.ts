/** Who of the staff is told on WhatsApp, and by which address they are known again. */
import { describe, expect, it } from 'vitest';
import { ChatId } from '../../../functions/shared/domain/customer/recipient.ts';
import {
  memberWith,
  STAFF_MESSAGES_KEPT_MS,
  staffMembers,
} from '../../../functions/shared/domain/staff/staff-member.ts';

const phones = [
  { phone: '34600000001', language: 'en' },
  { phone: '5215512345678', language: 'es' },
];
const members = staffMembers({ staff: { phones } });
const address = (phone: string) => ChatId.parse(`${phone}@c.us`);

describe('the members of staff', () => {
  it('are those with a phone, whose keys number them and name no phone', () => {
    expect(members).toEqual([
      { key: 'staff-phone-1', phone: '34600000001', chatId: '34600000001@c.us', language: 'en' },
      { key: 'staff-phone-2', phone: '5215512345678', chatId: '5215512345678@c.us', language: 'es' },
    ]);
    expect([staffMembers({}), staffMembers({ staff: {} })]).toEqual([[], []]);
  });

  it('are known by any of their addresses, in either spelling of a phone', () => {
    const keyOf = (...addresses: string[]) => memberWith(addresses.map(address), members)?.key;
    expect(keyOf('34600000001')).toBe('staff-phone-1');
    expect(keyOf('34600000009', '5215512345678')).toBe('staff-phone-2');
    expect(keyOf('525512345678')).toBe('staff-phone-2');
    expect(keyOf('34600000009')).toBeUndefined();
    expect(keyOf()).toBeUndefined();
  });

  it('have their buttons count for thirty days, longer than an event about them can wait', () => {
    expect(STAFF_MESSAGES_KEPT_MS).toBe(30 * 24 * 3_600_000);
  });
});
