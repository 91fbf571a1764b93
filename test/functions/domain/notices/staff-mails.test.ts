/** What staff read of each event, by e-mail and on WhatsApp, and of what they read nothing. */
import { describe, expect, it } from 'vitest';
import type { StaffEvent } from '../../../../functions/shared/domain/events/staff-event.ts';
import { staffMail } from '../../../../functions/shared/domain/notices/staff-mail.ts';
import { staffNews } from '../../../../functions/shared/domain/staff/staff-news.ts';
import { instantAt } from '../../../../functions/shared/domain/time/instant.ts';
import { aContract } from '../../../support/contract.ts';
import { before, EVENTS_FOR_STAFF, overlap, waiting } from '../support/events-for-staff.ts';
import { aBooking, asked, INVITATION, notTold, told } from '../support/told-events.ts';

const contract = aContract();
const NOW = instantAt(Date.UTC(2031, 3, 20));

const mailOf = (event: StaffEvent, console?: string) => staffMail(event, contract, { console }, NOW);
const linesOf = (event: StaffEvent, console?: string): string[] => mailOf(event, console)?.text.split('\n') ?? [];
/** What stands beside a label in the e-mail. */
const factOf = (event: StaffEvent, label: string): string | undefined =>
  linesOf(event)
    .find((line) => line.startsWith(`${label}:`))
    ?.slice(12);

const WHEN = 'Tue 6 May 2031 10:00';
describe('staff read', () => {
  it.each(EVENTS_FOR_STAFF)('that %s', (_, event, subject, happening, kind) => {
    expect(mailOf(event)?.subject).toBe(subject.replace('WHEN', WHEN));
    expect(linesOf(event)[0]).toBe(happening);
    expect(staffNews(event)?.kind).toBe(kind);
  });

  it('of a move from when to when, and of another change only when the appointment is', () => {
    const moved = told(
      'Changed',
      aBooking(),
      { kind: 'change' },
      { previous: aBooking({ startsAt: '2031-05-05T08:00:00.000Z' }) },
    );
    expect(mailOf(moved)?.subject).toBe(`Changed: Mon 5 May 2031 10:00 -> ${WHEN}`);
    expect(linesOf(moved).slice(2, 4)).toEqual([
      'When:       Tuesday 6 May 2031, 10:00 to 10:30 (Europe/Madrid)',
      '            (before: Monday 5 May 2031, 10:00 to 10:30 (Europe/Madrid))',
    ]);
    const first = told('Changed', aBooking(), { kind: 'change' });
    expect(linesOf(first).join()).not.toContain('before');
    expect(mailOf(first)?.subject).toBe(`Changed: ${WHEN}`);
  });

  it('nothing of what left a booking as it was, nor of a form whose place is decided in a moment', () => {
    const without = ['Booked', 'Changed', 'Cancelled'].map((type) =>
      told(type, aBooking(), { kind: 'change' }, { previous: aBooking() }),
    );
    const request = told('Requested', aBooking(waiting), { kind: 'change' }, { previous: aBooking(waiting) });
    const undecided = told('Requested', aBooking({ state: 'requested' }), { kind: 'completion' });
    for (const event of [...without, request, undecided]) {
      expect(mailOf(event)).toBeUndefined();
      expect(staffNews(event)).toBeUndefined();
    }
  });

  it('once of a booking that has to be corrected before the customer is told', () => {
    const inTheWay = { reason: 'needs-attention', booking: aBooking(overlap) };
    expect(mailOf(notTold(inTheWay))).toBeUndefined();
    const others = [
      { ...inTheWay, reason: 'failed' },
      { ...inTheWay, booking: aBooking() },
      { ...inTheWay, booking: aBooking({ ...overlap, state: 'requested' }) },
      { ...inTheWay, booking: undefined },
    ];
    for (const other of others) expect(mailOf(notTold(other))).toBeDefined();
  });

  it('who decided, where it has a name or is no matter of course', () => {
    const by = (actor: object, change: object = { kind: 'change' }) =>
      factOf(told('Changed', aBooking(), change, { ...before, actor }), 'By');
    expect(by({ kind: 'key', keyId: 'key-0123456789ab', holder: 'Front desk' })).toBe('Front desk');
    expect(by({ kind: 'staff', staff: 'Ana' })).toBe('Ana, on WhatsApp');
    expect(by({ kind: 'customer' }, { kind: 'cancellation' })).toBe('the customer, in the chat');
    const others = [by({ kind: 'customer' }), by({ kind: 'owner' }), by({ kind: 'system' })];
    expect(others).toEqual([undefined, undefined, undefined]);
  });

  it('each fact of a booking that is known, and nothing of the others', () => {
    const booking = aBooking({
      ...waiting,
      notes: 'Brings a dog',
      serviceTitle: 'First visit',
      resources: ['ana', 'room'],
      resourceNames: ['Ana', 'Room 1'],
    });
    const event = told('Requested', booking, { kind: 'completion', reason: 'As agreed' });
    const labels = ['When', 'Service', 'With', 'Name', 'Notes', 'Decide by', 'Reason', 'Phone', 'Invitation'];
    expect(labels.map((label) => factOf(event, label))).toEqual([
      'Tuesday 6 May 2031, 10:00 to 10:30 (Europe/Madrid)',
      'First visit',
      'Ana, Room 1',
      'Alex',
      'Brings a dog',
      'Mon 5 May 2031 10:00 (Europe/Madrid)',
      'As agreed',
      '+34600000001',
      INVITATION,
    ]);
    expect(factOf(event, 'By')).toBeUndefined();
    const bare = told(
      'Booked',
      aBooking({ startsAt: undefined, endsAt: undefined, service: undefined, customerName: undefined }),
      { kind: 'completion' },
      { recipient: undefined },
    );
    expect(linesOf(bare)).toEqual(['A customer booked an appointment.', '', `Invitation: ${INVITATION}`, '']);
    expect(mailOf(bare)?.subject).toBe('Booked: time not known');
    expect(factOf(told('Booked', aBooking({ endsAt: undefined }), { kind: 'completion' }), 'When')).toBe(
      'Tuesday 6 May 2031, 10:00 (Europe/Madrid)',
    );
  });

  it('why a booking needs their attention, unless it is cancelled', () => {
    const event = told('Booked', aBooking({ attention: ['too-soon', 'overlap'], overlapsWith: [INVITATION] }), {
      kind: 'completion',
    });
    const lines = linesOf(event);
    expect(lines.slice(lines.indexOf('It needs your attention:') - 1).slice(0, 5)).toEqual([
      '',
      'It needs your attention:',
      '- The customer asked for a time that is too soon.',
      '- Another booking takes the same service at the same time.',
      `  It belongs to the invitation ${INVITATION}.`,
    ]);
    const cancelled = told('Cancelled', aBooking({ ...overlap, state: 'cancelled' }), { kind: 'cancellation' }, before);
    expect(linesOf(cancelled)).not.toContain('It needs your attention:');
  });

  it('where to find what it is about, and how to reach who hides their number', () => {
    const hidden = asked('question', 'ES.13491208655302741@lid');
    expect(linesOf(hidden, 'https://desk.test/').slice(2)).toEqual([
      'Written:    Tue 6 May 2031 10:00 (Europe/Madrid)',
      'Phone:      no number: answer in the chat',
      'Chat:       ES.13491208655302741@lid',
      '',
      'Open:       https://desk.test/#/worklist',
      '',
    ]);
    for (const event of [notTold(), told('Booked', aBooking(), { kind: 'completion' })]) {
      expect(linesOf(event, 'https://desk.test/').slice(-5)).toEqual([
        '',
        'Call:       tel:+34600000001',
        'Chat:       https://wa.me/34600000001',
        `Open:       https://desk.test/#/bookings/${INVITATION}`,
        '',
      ]);
    }
  });

  it('whom to call who was not told, why, and what to say', () => {
    const booking = aBooking({ serviceTitle: 'First visit', resources: ['ana'], resourceNames: ['Ana'] });
    expect(linesOf(notTold({ booking, reason: 'opted-out', purpose: 'changed' })).slice(2, 9)).toEqual([
      'When:       Tuesday 6 May 2031, 10:00 to 10:30 (Europe/Madrid)',
      'Service:    First visit',
      'With:       Ana',
      'Name:       Alex',
      'Phone:      +34600000001',
      'Why:        The customer asked not to receive messages.',
      expect.stringMatching(/^Say: {8}Your appointment has changed\. It is now: First visit/),
    ]);
    const unknown = notTold({ booking: undefined, recipient: undefined });
    expect(mailOf(unknown)?.subject).toBe('Not told (booked), please call');
    expect(linesOf(unknown).slice(1)).toEqual([
      '',
      'Why:        The customer has not written within the last 24 hours, and the',
      '            contract has no template that tells them.',
      `Invitation: ${INVITATION}`,
      '',
    ]);
  });
});
