/** What customers book where the contract has manual approval, and what staff decide. */
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { EVENT_DETAILS } from '../../functions/shared/domain/events/event-details.ts';
import { InvitationId } from '../../functions/shared/domain/invitation/invitation-id.ts';
import { OWNER } from '../../functions/shared/domain/people/caller.ts';
import { LocalDate } from '../../functions/shared/domain/places/day.ts';
import { dateShown } from '../../functions/shared/domain/places/local-days.ts';
import { changeBooking } from '../../functions/shared/operations/booking/change-booking.ts';
import { readItems } from '../../functions/shared/store/table/items.ts';
import { dayKey, dueApprovalKey } from '../../functions/shared/store/table/keys.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';
import { aVisit, createApprovals } from '../support/approvals.ts';
import { aClinicContract } from '../support/clinic.ts';
import { createInterruptedLine } from '../support/interrupted-line.ts';
import { lambdaContext } from '../support/lambda-events.ts';
import { startWorld } from '../support/world.ts';

const line = createInterruptedLine();
const world = await startWorld(
  aClinicContract({ horizonDays: 180, leadMinutes: 60, approval: 'manual', approveWithinMinutes: 90 }),
  line,
);
const approvals = createApprovals(world);
const { aDate, aRequest, announced, approve, attentionOn, cancel, complete, headers, patch, refuse, seen, stateOf } =
  approvals;
const table = openTable(process.env['TABLE_NAME'] ?? '', world.contract.channel.id);

afterEach(() => {
  line.letThrough();
  vi.useRealTimers();
});

const typesOf = (events: { type: string }[]) => events.map(({ type }) => type);

const bookByHand = (body: object) =>
  world.call({ route: 'POST /bookings', headers, body: { customerName: 'Gina', service: 'first-visit', ...body } });

async function claimsOn(date: string): Promise<string[]> {
  const resources = world.contract.booking.resources ?? [];
  const pks = resources.map(({ id }) => dayKey(table.channelId, { resource: id, date: LocalDate.parse(date) }).pk);
  return [...(await readItems(table, pks)).values()].flatMap(({ claims }) => Object.keys(Object(claims)));
}

/** What is announced of one invitation: others may be late by now. */
const announcedOf = async (id: unknown) => (await announced()).filter(({ detail }) => detail['invitationId'] === id);

/** So many minutes pass. */
const passMinutes = (minutes: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * 60_000 });

describe('a form that was sent before an approval and comes after it', () => {
  it('waits for an approval of its own', async () => {
    const date = aDate();
    const requested = await aRequest(date);
    await approve(requested.id);
    const later = { ...requested, messageId: '' };
    await complete(later, aVisit(date, '11:00'), 30);
    expect(await seen(requested.id)).toMatchObject({ booking: { state: 'to-approve', attention: [] } });
    expect(typesOf(await announcedOf(requested.id)).at(-1)).toBe('Appointment Requested');
    await approve(requested.id);
    expect(await stateOf(requested.id)).toBe('booked');
    expect(await claimsOn(date)).toHaveLength(1);
  });

  it('waits for one as well if it takes another place at the same time', async () => {
    const date = aDate();
    const treatment = { service: 'Treatment' };
    const requested = await aRequest(date, '10:00', treatment);
    await approve(requested.id);
    const given = Object((await seen(requested.id))['booking']).resource;
    await world.call({
      route: 'POST /closures',
      headers,
      body: { resource: given, from: `${date}T09:00`, to: `${date}T18:00` },
    });
    await complete(requested, aVisit(date, '10:00', treatment), 30);
    const other = given === 'ana' ? 'ben' : 'ana';
    expect(await seen(requested.id)).toMatchObject({ booking: { state: 'to-approve', resource: other } });
    await approve(requested.id);
    expect(await seen(requested.id)).toMatchObject({ booking: { state: 'booked', resource: other } });
  });

  it('waits for one as well if its place was undecided when staff approved', async () => {
    const date = aDate();
    const requested = await aRequest(date);
    line.contend();
    await complete(requested, aVisit(date, '11:00'), 30);
    line.letThrough();
    await approve(requested.id);
    passMinutes(2);
    await world.reconcile();
    expect(await seen(requested.id)).toMatchObject({ booking: { state: 'to-approve' } });
    await approve(requested.id);
    expect(await stateOf(requested.id)).toBe('booked');
    expect(await claimsOn(date)).toHaveLength(1);
  });
});

describe('what a customer books by a form', () => {
  it('waits for approval, holds its place, and says until when it is to be decided', async () => {
    const date = aDate();
    await announced();
    const { id } = await aRequest(date);
    const view = await seen(id);
    expect(view).toMatchObject({
      status: 'completed',
      booking: { state: 'to-approve', resources: ['ana'], attention: [] },
      history: [{ kind: 'completion', place: { outcome: 'placed' } }],
    });
    const { approveBy } = Object(view['booking']);
    expect(Date.parse(approveBy) - Date.now()).toBeGreaterThan(88 * 60_000);
    expect(Date.parse(approveBy) - Date.now()).toBeLessThanOrEqual(90 * 60_000);
    expect((await bookByHand({ date, time: '10:00' })).status).toBe(409);
    const [event, ...others] = await announced();
    expect(others).toEqual([]);
    expect(event?.type).toBe('Appointment Requested');
    expect(EVENT_DETAILS['Appointment Requested'].parse(event?.detail)).toEqual(event?.detail);
  });

  it('stands in the agenda, and as tentative in the calendar', async () => {
    const date = aDate();
    const { id } = await aRequest(date);
    const { body } = await world.list('GET /bookings', { from: date, to: date });
    expect(body['items']).toMatchObject([{ invitationId: id, booking: { state: 'to-approve' } }]);
    const path = { secret: world.keys.calendar.current };
    const { text } = await world.call({ route: 'GET /calendar/{secret}/bookings.ics', path });
    const event = text.split('BEGIN:VEVENT').find((one) => one.includes(String(id)));
    expect(event).toContain('STATUS:TENTATIVE');
    expect(event).toContain('SUMMARY:? First visit');
  });

  it('counts among the bookings that one customer may have ahead', async () => {
    const { phone, id } = await aRequest(aDate());
    for (const _ of [1, 2, 3]) {
      const { body } = await world.invite({ phone });
      const token = String(world.provider.requestsTo(phone).at(-1)?.body['flowToken']);
      await complete({ phone, token, id: body['invitationId'], messageId: '' }, aVisit(aDate()), 30);
      if (_ === 3) expect(await stateOf(body['invitationId'])).toBe('requested');
    }
    expect(await stateOf(id)).toBe('to-approve');
  });

  it('is not put off by the same form sent again', async () => {
    const date = aDate();
    const invited = await aRequest(date);
    const { approveBy } = Object((await seen(invited.id))['booking']);
    passMinutes(30);
    await complete(invited, aVisit(date), 0);
    expect(await seen(invited.id)).toMatchObject({ revision: 2, booking: { state: 'to-approve', approveBy } });
  });

  it('keeps its place while another form of the same customer cannot have the time that it asks for', async () => {
    const date = aDate();
    await bookByHand({ date, time: '12:00' });
    const invited = await aRequest(date);
    await complete(invited, aVisit(date, '12:00'), 30);
    passMinutes(2);
    await world.reconcile();
    expect(await seen(invited.id)).toMatchObject({ booking: { state: 'to-approve', attention: ['slot-taken'] } });
    expect(await claimsOn(date)).toHaveLength(2);
  });

  it('is decided behind the stream where it cannot be placed at once, and waits then', async () => {
    const date = aDate();
    line.contend();
    const { id } = await aRequest(date);
    expect(await stateOf(id)).toBe('requested');
    line.letThrough();
    passMinutes(2);
    await world.reconcile();
    expect(await seen(id)).toMatchObject({ booking: { state: 'to-approve' } });
    expect(typesOf(await announced())).toContain('Appointment Requested');
  });
});

describe('POST /bookings/{invitationId}/approve', () => {
  it('books what waits, leaves its place where it is, and announces it as booked', async () => {
    const date = aDate();
    const { id } = await aRequest(date);
    await announced();
    const claims = await claimsOn(date);
    const { status, body } = await approve(id);
    expect([status, body]).toMatchObject([
      200,
      { booking: { state: 'booked', attention: [] }, history: [{ kind: 'completion' }, { kind: 'approval' }] },
    ]);
    expect(body['booking']).not.toHaveProperty('approveBy');
    expect(await claimsOn(date)).toEqual(claims);
    expect(await announced()).toMatchObject([
      { type: 'Appointment Booked', detail: { previous: { state: 'to-approve' }, change: { kind: 'approval' } } },
    ]);
  });

  it('is the same decision when it comes again under its key, and none under the key of another', async () => {
    const { id } = await aRequest(aDate());
    const key = randomUUID();
    expect(await approve(id, undefined, key)).toMatchObject({ status: 200, body: { revision: 2 } });
    expect(await approve(id, {}, key)).toMatchObject({ status: 200, body: { revision: 2 } });
    expect(await refuse(id, {}, key)).toMatchObject({ status: 422 });
  });

  it.each(['approved', 'cancelled', 'never asked for'])('is refused by name for what is %s', async (what) => {
    const { id } = what === 'never asked for' ? await world.anInvitation() : await aRequest(aDate());
    if (what === 'approved') await approve(id);
    if (what === 'cancelled') await cancel(id);
    for (const decide of [approve, refuse]) {
      expect(await decide(id)).toMatchObject({
        status: 409,
        body: { type: 'urn:appointment-flow:problem:nothing-to-approve' },
      });
    }
  });

  it('takes no body but an empty one', async () => {
    const { id } = await aRequest(aDate());
    expect(await approve(id, { reason: 'why not' })).toMatchObject({ status: 400, body: { faults: [{}] } });
    expect(await approve(randomUUID())).toMatchObject({ status: 404 });
  });

  it('is possible after the start, as long as it waits', async () => {
    const { id } = await aRequest(aDate());
    passMinutes(180 * 24 * 60);
    expect(await approve(id)).toMatchObject({ status: 200, body: { booking: { state: 'booked' } } });
  });

  it('stays, whatever staff note afterwards', async () => {
    const { id } = await aRequest(aDate());
    await approve(id);
    for (let count = 1; count <= 25; count++) await patch(id, { notes: `Note ${count}` });
    expect(await seen(id)).toMatchObject({ booking: { state: 'booked', notes: 'Note 25' } });
  });

  it('is asked for again when the customer moves the appointment, and not when the same form comes again', async () => {
    const date = aDate();
    const invited = await aRequest(date);
    await approve(invited.id);
    passMinutes(1);
    await complete(invited, aVisit(date), 0);
    expect(await stateOf(invited.id)).toBe('booked');
    passMinutes(1);
    await complete(invited, aVisit(date, '12:00'), 0);
    expect(await stateOf(invited.id)).toBe('to-approve');
    expect(await claimsOn(date)).toHaveLength(1);
  });
});

describe('POST /bookings/{invitationId}/refuse', () => {
  it('cancels what waits, says why and that it was declined, and frees the place', async () => {
    const date = aDate();
    const { id } = await aRequest(date);
    await announced();
    const declined = { kind: 'cancellation', reason: 'Ana is away', declined: true };
    expect(await refuse(id, { reason: 'Ana is away' })).toMatchObject({
      status: 200,
      body: { status: 'cancelled', booking: { state: 'cancelled' }, history: [{}, declined] },
    });
    expect(await claimsOn(date)).toEqual([]);
    expect((await bookByHand({ date, time: '10:00' })).status).toBe(201);
    const [event] = await announced();
    expect(event).toMatchObject({ type: 'Appointment Cancelled', detail: { change: declined } });
    expect(EVENT_DETAILS['Appointment Cancelled'].parse(event?.detail)).toEqual(event?.detail);
  });

  it('is followed by a new request when the customer sends the form again', async () => {
    const date = aDate();
    const invited = await aRequest(date);
    await refuse(invited.id);
    passMinutes(1);
    await complete(invited, aVisit(date, '12:00'), 0);
    expect(await stateOf(invited.id)).toBe('to-approve');
  });
});

describe('staff', () => {
  it('book and move without approval: a person has looked', async () => {
    const date = aDate();
    const { body } = await bookByHand({ date, time: '15:00' });
    expect(body).toMatchObject({ booking: { state: 'booked' } });
    const { id } = await aRequest(date);
    const moved = await patch(id, { date, time: '12:00' });
    expect(moved.body).toMatchObject({ booking: { state: 'booked', attention: [] } });
    expect(moved.body['booking']).not.toHaveProperty('approveBy');
    expect(await claimsOn(date)).toHaveLength(2);
  });

  it('correct the notes of what waits, and it still waits', async () => {
    const { id } = await aRequest(aDate());
    expect(await patch(id, { notes: 'By phone' })).toMatchObject({ body: { booking: { state: 'to-approve' } } });
  });

  it('who decide at once make one decision, and the others hear that nothing waits', async () => {
    for (const _ of [1, 2, 3]) {
      const { id } = await aRequest(aDate());
      const answers = await Promise.all([approve(id), refuse(id, { reason: 'No' }), approve(id)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
      const won = answers.find(({ status }) => status === 200)?.body;
      expect((await seen(id))['history']).toEqual(won?.['history']);
    }
  });

  it('who decide after the customer cancelled hear that nothing waits, and the place is free', async () => {
    const date = aDate();
    const { id } = await aRequest(date);
    line.before(
      ({ operation }) => operation === 'UpdateItem',
      () => cancel(id),
    );
    expect(await approve(id)).toMatchObject({ status: 409 });
    expect(await stateOf(id)).toBe('cancelled');
    expect(await claimsOn(date)).toEqual([]);
  });
});

describe('what nobody decides in time', () => {
  it('goes into the worklist once, is announced once, and keeps its place', async () => {
    const date = aDate();
    const { id } = await aRequest(date);
    passMinutes(2);
    await world.reconcile();
    await announced();
    expect(await seen(id)).toMatchObject({ booking: { attention: [] } });
    passMinutes(89);
    await world.reconcile();
    expect(await seen(id)).toMatchObject({ booking: { state: 'to-approve', attention: ['not-approved'] } });
    const [event, ...others] = await announcedOf(id);
    expect(others).toEqual([]);
    expect(event).toMatchObject({ type: 'Appointment Requested', detail: { change: { kind: 'attention' } } });
    expect(EVENT_DETAILS['Appointment Requested'].parse(event?.detail)).toEqual(event?.detail);
    passMinutes(60);
    await world.reconcile();
    expect(await announcedOf(id)).toEqual([]);
    await approvals.settleMarks(id);
    const today = dateShown('Europe/Madrid', Date.now() - 60 * 60_000);
    expect(await attentionOn(today)).toContain(id);
    expect(await claimsOn(date)).toHaveLength(1);

    await patch(id, { notes: 'Called' });
    expect(await seen(id)).toMatchObject({ booking: { attention: ['not-approved'] } });
    await approve(id);
    await approvals.settleMarks(id);
    expect(await seen(id)).toMatchObject({ booking: { state: 'booked', attention: [] } });
    expect(await attentionOn(today)).not.toContain(id);
  });

  it('is not marked if it was decided, moved or erased before', async () => {
    const [approved, moved, erased] = [await aRequest(aDate()), await aRequest(aDate()), await aRequest(aDate())];
    await approve(approved.id);
    await world.call({ route: 'DELETE /customers', headers, query: { phone: erased.phone } });
    passMinutes(80);
    await complete(moved, aVisit(aDate()), 0);
    passMinutes(20);
    await world.reconcile();
    expect(await seen(approved.id)).toMatchObject({ booking: { attention: [] } });
    expect(await seen(moved.id)).toMatchObject({ booking: { state: 'to-approve', attention: [] } });
    expect((await world.invitation(erased.id)).status).toBe(404);
    passMinutes(80);
    await world.reconcile();
    expect(await seen(moved.id)).toMatchObject({ booking: { attention: ['not-approved'] } });
  });

  it('stays late when the customer sends the same form again', async () => {
    const date = aDate();
    const invited = await aRequest(date);
    passMinutes(92);
    await world.reconcile();
    await complete(invited, aVisit(date), 0);
    expect(await seen(invited.id)).toMatchObject({
      revision: 2,
      booking: { state: 'to-approve', attention: ['not-approved'] },
    });
    await announced();
    passMinutes(2);
    await world.reconcile();
    expect(await announcedOf(invited.id)).toEqual([]);
  });

  it('is asked for anew, and due anew, when the customer asks for another time', async () => {
    const date = aDate();
    const invited = await aRequest(date);
    passMinutes(92);
    await world.reconcile();
    await complete(invited, aVisit(date, '12:00'), 0);
    expect(await seen(invited.id)).toMatchObject({ booking: { state: 'to-approve', attention: [] } });
    await announced();
    passMinutes(92);
    await world.reconcile();
    expect(await seen(invited.id)).toMatchObject({ booking: { attention: ['not-approved'] } });
    expect(typesOf(await announcedOf(invited.id))).toEqual(['Appointment Requested']);
  });
});

describe('a form whose function is killed between its writes', () => {
  it('is either stored with its place and due, or comes again', async () => {
    const date = aDate();
    const invited = await world.anInvitation();
    line.refuse(({ operation }) => operation === 'TransactWriteItems');
    await complete(invited, aVisit(date), 60);
    line.letThrough();
    await complete(invited, aVisit(date), 60);
    passMinutes(2);
    await world.reconcile();
    passMinutes(92);
    await world.reconcile();
    expect(await seen(invited.id)).toMatchObject({ booking: { state: 'to-approve', attention: ['not-approved'] } });
    expect(await claimsOn(date)).toHaveLength(1);
  });
});

describe('a booking that waits', () => {
  it('still waits after the contract is automatic again, and whatever staff correct', async () => {
    const { id } = await aRequest(aDate());
    const invitationId = InvitationId.parse(id);
    const automatic = { table, contract: aClinicContract({ horizonDays: 180 }) };
    const noted = { kind: 'change', asked: { notes: 'Called' } } as const;
    expect(await changeBooking(automatic, invitationId, noted, { actor: OWNER.actor })).toMatchObject({
      booking: { state: 'to-approve', notes: 'Called' },
    });
    const approval = { kind: 'approval', asked: {} } as const;
    expect(await changeBooking(automatic, invitationId, approval, { actor: OWNER.actor })).toMatchObject({
      booking: { state: 'booked' },
    });
  });

  it('keeps its claim when the bookings are settled, and when claims are rebuilt', async () => {
    const date = aDate();
    const { id } = await aRequest(date);
    const claims = await claimsOn(date);
    await approvals.settleMarks(id);
    const { handler } = await import('../../functions/rebuild-claims/handler.ts');
    await handler(
      {},
      lambdaContext('rebuild-claims', 'test', () => 60_000),
    );
    expect(await claimsOn(date)).toEqual(claims);
    expect(await stateOf(id)).toBe('to-approve');
  });

  it('is marked by a closure over it as any other, beside that nobody decided', async () => {
    const date = aDate();
    const { id } = await aRequest(date);
    passMinutes(2);
    await world.reconcile();
    passMinutes(92);
    await world.reconcile();
    const closure = { resource: 'ana', from: `${date}T09:00`, to: `${date}T14:00`, reason: 'Away' };
    const closed = await world.call({ route: 'POST /closures', headers, body: closure });
    expect(closed.body).toMatchObject({ state: 'applied' });
    expect(await seen(id)).toMatchObject({ booking: { attention: ['not-approved', 'outside-opening-hours'] } });
    await approve(id);
    expect(await seen(id)).toMatchObject({ booking: { state: 'booked', attention: ['outside-opening-hours'] } });
  });

  it('gives up its place and all of it when its customer is erased', async () => {
    const date = aDate();
    const { id, phone } = await aRequest(date);
    await world.call({ route: 'DELETE /customers', headers, query: { phone } });
    expect(await claimsOn(date)).toEqual([]);
    expect(await approve(id)).toMatchObject({ status: 404 });
    const { pk } = dueApprovalKey(InvitationId.parse(id));
    const due = (await readItems(table, [pk])).get(pk);
    expect(JSON.stringify(due)).not.toContain(phone);
  });
});
