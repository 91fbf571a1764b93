import { describe, expect, it } from 'vitest';
import { addressOf, readAddress } from '../../../../web/desk/shell/address.ts';

const WEEK = { view: 'week', day: '2031-05-06' } as const;

describe('an address of the desk', () => {
  it.each([
    [{ view: 'today' }, '#/today'],
    [{ view: 'day', day: '2031-05-06' }, '#/day/2031-05-06'],
    [{ view: 'week', day: undefined }, '#/week'],
    [WEEK, '#/week/2031-05-06'],
    [{ view: 'customers', query: { phone: '34600000001' } }, '#/customers?phone=34600000001'],
    [{ view: 'customers' }, '#/customers'],
    [{ view: 'worklist' }, '#/worklist'],
    [{ view: 'further', name: 'events' }, '#/events'],
  ] as const)('of %j is read as it was written', (route, address) => {
    expect(addressOf(route)).toBe(address);
    expect(readAddress(address, { view: 'today' })).toEqual({ route });
  });

  it('of a booking shows it beside the view from which it was opened, also by a link of an older e-mail', () => {
    expect(addressOf({ view: 'booking', invitationId: 'a-1' })).toBe('#/bookings/a-1');
    for (const address of ['#/bookings/a-1', '#/invitations/a-1'])
      expect(readAddress(address, WEEK)).toEqual({ route: WEEK, booking: 'a-1' });
    expect(readAddress('#/attention', WEEK)).toEqual({ route: { view: 'worklist' } });
  });

  it('that names no day or nothing leads to today', () => {
    for (const address of ['', '#', '#/', '#/day', '#/day/soon', '#/day/2031-13-40', '#/bookings/<b>'])
      expect(readAddress(address, WEEK).route.view).not.toBe('booking');
    expect(readAddress('', WEEK)).toEqual({ route: { view: 'today' } });
    expect(readAddress('#/week/soon', WEEK)).toEqual({ route: { view: 'week', day: undefined } });
  });
});
