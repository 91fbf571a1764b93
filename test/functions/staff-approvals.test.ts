/** What staff are told of what waits for approval, and what they decide by a tap. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Contract } from '../../functions/shared/contract/contract.ts';
import { aVisit, createApprovals } from '../support/approvals.ts';
import { aClinicContract } from '../support/clinic.ts';
import { createStaff, STAFF_PHONES, staffContract } from '../support/staff.ts';
import { useTableModel } from '../support/table-model.ts';
import { aMessageId, secondsAgo, tapBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld(
  Contract.parse({
    ...aClinicContract({ horizonDays: 180, leadMinutes: 60, approval: 'manual', approveWithinMinutes: 90 }),
    staff: staffContract().staff,
  }),
  useTableModel(),
);
const { aDate, aRequest, approve, cancel, complete, patch, refuse, seen, stateOf } = createApprovals(world);
const { answerStaff, newestIdTo, newestTo, openWindows, settle, tap, textTo } = createStaff(world);
const { en, es } = STAFF_PHONES;

afterEach(() => {
  vi.useRealTimers();
});

/** A request of which the staff were told, and the messages that told them. */
async function aToldRequest(time?: string) {
  await openWindows();
  const date = aDate();
  const request = await aRequest(date, time);
  await settle();
  return { ...request, date, asked: { en: newestIdTo(en), es: newestIdTo(es) } };
}

const tapOf = (phone: string, answers: string, label: string) => tap({ phone, answers, label, at: secondsAgo(0) });

const historyOf = async (id: unknown) => Object(await seen(id))['history'];

describe('what waits for approval', () => {
  it('is told the staff with buttons that decide about it', async () => {
    await aToldRequest();
    expect(newestTo(en)).toMatchObject({
      by: 'sendButton',
      body: expect.stringMatching(/^Please approve or refuse: Alex, First visit \(Ana\), .+, 10:00 AM\.$/),
      buttons: [
        { id: 'approve', title: 'Approve' },
        { id: 'refuse', title: 'Refuse' },
        { id: 'call', title: 'Call' },
      ],
    });
    expect(newestTo(es)).toMatchObject({
      body: expect.stringMatching(/^Aprueba o rechaza, por favor: Alex, First visit \(Ana\), .+, 10:00\.$/),
      buttons: [{ title: 'Aprobar' }, { title: 'Rechazar' }, { title: 'Llamar' }],
    });
  });

  it('travels by a template of its own while the window is closed, whose quick replies decide', async () => {
    await openWindows();
    const date = aDate();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 25 * 3_600_000, shouldAdvanceTime: true });
    const { id } = await aRequest(date);
    await settle();
    expect(newestTo(en)).toMatchObject({ by: 'sendTemplate', template: 'staff_to_approve' });
    await tap({ phone: en, answers: newestIdTo(en), label: 'Yes', of: 'template', at: secondsAgo(0) }, 'raw');
    expect(await stateOf(id)).toBe('booked');
  });
});

describe('a tap of staff', () => {
  it('on “approve” books it, once, and says so; the history names who decided without a phone', async () => {
    const { id, asked } = await aToldRequest();
    const options = { id: aMessageId(), phone: es, answers: asked.es, label: 'Aprobar', at: secondsAgo(0) };
    await Promise.all([1, 2].map(() => world.webhook(tapBody('normalised', options), '/messages')));
    const events = await settle();
    await answerStaff(events);
    await settle();
    expect(await stateOf(id)).toBe('booked');
    expect(await historyOf(id)).toMatchObject([
      { kind: 'completion' },
      { kind: 'approval', actor: { kind: 'staff', staff: 'staff-phone-2' } },
    ]);
    expect(textTo(en)).toMatch(/^Booking approved: Alex, First visit \(Ana\), /);
  });

  it('on “refuse” declines it, tells the customer, and says so', async () => {
    const { id, phone, asked } = await aToldRequest();
    const told = world.provider.requestsTo(phone).length;
    await world.webhook(
      tapBody('raw', { phone: en, answers: asked.en, label: 'Refuse', at: secondsAgo(0) }),
      '/messages',
    );
    await settle();
    expect(textTo(en)).toMatch(/^This appointment is cancelled: Alex, First visit \(Ana\), /);
    await settle();
    expect(await stateOf(id)).toBe('cancelled');
    expect(await historyOf(id)).toMatchObject([
      { kind: 'completion' },
      { kind: 'cancellation', declined: true, actor: { kind: 'staff', staff: 'staff-phone-1' } },
    ]);
    expect(world.provider.requestsTo(phone).length).toBeGreaterThan(told);
    expect(textTo(es)).toMatch(/^Reserva rechazada: /);
  });

  it.each([
    ['approved', approve, 'This appointment is booked: '],
    ['refused', refuse, 'This appointment is cancelled: '],
    ['cancelled', cancel, 'This appointment is cancelled: '],
  ] as const)(
    'about what was %s meanwhile changes nothing, and is answered with how it is',
    async (_, decide, says) => {
      const { id, asked } = await aToldRequest();
      await decide(id);
      const before = await historyOf(id);
      await settle();
      await world.webhook(
        tapBody('normalised', { phone: en, answers: asked.en, label: 'Refuse', at: secondsAgo(0) }),
        '/messages',
      );
      await settle();
      expect(textTo(en)).toContain(says);
      expect(await historyOf(id)).toEqual(before);
    },
  );

  it('about a time that the customer changed meanwhile decides nothing; the newer message does', async () => {
    const { id, phone, token, date, messageId, asked } = await aToldRequest();
    await complete({ id, phone, token, messageId }, aVisit(date, '12:00'), 10);
    await settle();
    const newer = newestIdTo(en);
    await tapOf(en, asked.en, 'Approve');
    expect(await stateOf(id)).toBe('to-approve');
    expect(textTo(en)).toMatch(/^This appointment is not decided yet: .+ 12:00 PM\.$/);
    await tapOf(en, newer, 'Approve');
    expect(await stateOf(id)).toBe('booked');
  });

  it.each(['Aprobar', 'Rechazar'])(
    'about a service that the customer changed meanwhile, at the same time, decides nothing: %s',
    async (label) => {
      const { id, phone, token, date, messageId, asked } = await aToldRequest();
      await complete({ id, phone, token, messageId }, aVisit(date, '10:00', { service: 'Treatment' }), 10);
      await settle();
      const newer = newestIdTo(es);
      await tapOf(es, asked.es, label);
      expect(await stateOf(id)).toBe('to-approve');
      expect(textTo(es)).toMatch(/^Esta cita aún no está decidida: Alex, Treatment /);
      await tapOf(es, newer, 'Aprobar');
      expect(await stateOf(id)).toBe('booked');
    },
  );

  it('of two members at once decides once', async () => {
    const { id, asked } = await aToldRequest();
    await Promise.all([
      world.webhook(tapBody('normalised', { phone: en, answers: asked.en, label: 'Approve' }), '/messages'),
      world.webhook(tapBody('normalised', { phone: es, answers: asked.es, label: 'Rechazar' }), '/messages'),
    ]);
    const taps = await world.announce();
    await Promise.all(taps.map((event) => world.deliverAnnounced('answer-staff', event)));
    expect(await historyOf(id)).toHaveLength(2);
    expect(['booked', 'cancelled']).toContain(await stateOf(id));
    await settle();
  });

  it('on “approve” under another message has no effect', async () => {
    const { id, asked } = await aToldRequest();
    await patch(id, { notes: 'Brings a friend' });
    await settle();
    await tapOf(en, asked.es, 'Aprobar');
    expect(textTo(en)).toContain('This number is one of the staff');
    expect(await stateOf(id)).toBe('to-approve');
  });
});
