import { describe, expect, it } from 'vitest';
import { InvitationSummary } from '../../../../functions/shared/http/answers/invitation-schema.ts';
import { select } from '../../../../web/desk/invitations/invitation-filters.ts';

const anInvitation = (customerName: string, status: string, facts: object = {}) =>
  InvitationSummary.parse({
    invitationId: '0190d9f2-0000-7000-8000-000000000001',
    status,
    createdAt: '2031-05-05T08:00:00.000Z',
    recipient: { chatId: '34600000001@c.us' },
    customerName,
    language: 'en',
    attempts: [],
    revision: 0,
    history: [],
    channelId: 'ch1',
    flowId: '1',
    ...facts,
  });

const booking = { timeZone: 'Europe/Madrid', attention: ['overlap'], state: 'booked' as const, service: 'haircut' };
const people = [
  anInvitation('Zoë Ångström', 'completed', { booking }),
  anInvitation('Ana Ruiz', 'retrying'),
  anInvitation('Bo Lund', 'undelivered', { recipient: { chatId: 'ES.125@lid', phone: '4670000001' } }),
];
const named = (found: InvitationSummary[]) => found.map(({ customerName }) => customerName);

describe('looking for invitations', () => {
  it('finds names without their accents, services, and phones however they are known', () => {
    expect(named(select(people, 'all', 'zoe angstrom'))).toEqual(['Zoë Ångström']);
    expect(named(select(people, 'all', 'HAIRCUT'))).toEqual(['Zoë Ångström']);
    expect(named(select(people, 'all', '+46700'))).toEqual(['Bo Lund']);
    expect(named(select(people, 'all', 'ruiz haircut'))).toEqual([]);
  });

  it('finds an id by its beginning, and nobody by digits that stand in one by chance', () => {
    expect(named(select(people, 'all', '0190d9f2-0000'))).toHaveLength(3);
    expect(named(select(people, 'all', '7000'))).toEqual(['Bo Lund']);
    expect(named(select(people, 'all', '0190'))).toEqual([]);
  });

  it('tells what waits for approval from what is booked', () => {
    const waiting = [anInvitation('Kim Roe', 'completed', { booking: { ...booking, state: 'to-approve' } }), ...people];
    expect(named(select(waiting, 'to-approve', ''))).toEqual(['Kim Roe']);
    expect(named(select(waiting, 'booked', ''))).toEqual(['Zoë Ångström']);
  });

  it('tells what is open, booked, failed and in need of attention', () => {
    expect(named(select(people, 'open', ''))).toEqual(['Ana Ruiz']);
    expect(named(select(people, 'booked', ''))).toEqual(['Zoë Ångström']);
    expect(named(select(people, 'attention', ''))).toEqual(['Zoë Ångström']);
    expect(named(select(people, 'failed', ''))).toEqual(['Bo Lund']);
  });
});
