/** Two who work on the same booking at the same time: each says which revision they saw. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createApprovals } from '../support/approvals.ts';
import { aClinicContract } from '../support/clinic.ts';
import { type Answer, type Route, startWorld } from '../support/world.ts';

const world = await startWorld(aClinicContract({ horizonDays: 180, leadMinutes: 60, approval: 'manual' }));
const { aDate, aRequest, approve, patch, seen } = createApprovals(world);
const authorization = `Bearer ${world.keys.apiKey.current}`;

afterEach(() => {
  vi.useRealTimers();
});

const ask = (route: Route, id: unknown, ifMatch: string, body?: object, key?: string): Promise<Answer> =>
  world.call({
    route,
    path: { invitationId: String(id) },
    headers: { authorization, 'if-match': ifMatch, ...(key !== undefined && { 'idempotency-key': key }) },
    body,
  });

const PATCH = 'PATCH /bookings/{invitationId}';
const ATTENDANCE = 'POST /bookings/{invitationId}/attendance';

/** A booking of revision 2: asked for, and approved. */
async function aBooked(): Promise<{ id: unknown; date: string }> {
  const date = aDate();
  const { id } = await aRequest(date);
  await approve(id);
  return { id, date };
}

const CHANGED = { status: 412, body: { type: 'urn:appointment-flow:problem:changed-meanwhile' } };

describe('whoever says which revision they saw', () => {
  it('changes the booking if it is still the one', async () => {
    const { id } = await aBooked();
    expect(await ask(PATCH, id, '"2"', { notes: 'By the window' })).toMatchObject({
      status: 200,
      body: { revision: 3, booking: { notes: 'By the window' } },
    });
  });

  it('changes nothing of what somebody else changed meanwhile, and learns the present revision', async () => {
    const { id } = await aBooked();
    await patch(id, { notes: 'By the door' });
    const before = await seen(id);
    expect(await ask(PATCH, id, '"2"', { notes: 'By the window' })).toMatchObject({
      ...CHANGED,
      body: { ...CHANGED.body, revision: 3 },
    });
    expect(await seen(id)).toEqual(before);
  });

  it.each<[string, Route, object | undefined]>([
    ['cancels', 'POST /bookings/{invitationId}/cancel', {}],
    ['moves', PATCH, { date: '2041-12-03', time: '10:00' }],
    ['notes attendance', ATTENDANCE, { attendance: 'came' }],
  ])('%s nothing that changed meanwhile', async (_, route, body) => {
    const { id } = await aBooked();
    await patch(id, { notes: 'By the door' });
    expect(await ask(route, id, '"2"', body)).toMatchObject(CHANGED);
    expect(await ask(route, id, '"4"', body)).toMatchObject(CHANGED);
  });

  it.each(['approve', 'refuse'] as const)('does not %s what was changed meanwhile', async (decision) => {
    const { id } = await aRequest(aDate());
    await patch(id, { notes: 'By the door' });
    const route = `POST /bookings/{invitationId}/${decision}` as const;
    expect(await ask(route, id, '"1"')).toMatchObject(CHANGED);
    expect((await ask(route, id, '"2"')).status).toBe(200);
  });

  it('notes that the customer came to the appointment that they saw', async () => {
    const { id, date } = await aBooked();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(`${date}T12:00:00Z`), shouldAdvanceTime: true });
    expect(await ask(ATTENDANCE, id, '"2"', { attendance: 'came' })).toMatchObject({
      status: 200,
      body: { booking: { attendance: { value: 'came' } } },
    });
  });

  it('notes nothing over what somebody else noted meanwhile, unless that is the same', async () => {
    const { id, date } = await aBooked();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(`${date}T12:00:00Z`), shouldAdvanceTime: true });
    const note = (attendance: string, saw: string) => ask(ATTENDANCE, id, '"2"', { attendance, seen: saw });
    expect((await note('came', 'none')).status).toBe(200);
    expect(await note('no-show', 'none')).toMatchObject(CHANGED);
    expect((await seen(id))['booking']).toMatchObject({ attendance: { value: 'came' } });
    expect((await note('came', 'none')).status).toBe(200);
    expect((await note('no-show', 'came')).status).toBe(200);
    expect(await note('came', 'unsure')).toMatchObject({ status: 400 });
  });

  it('is answered as before when the request is repeated, although it changed the revision itself', async () => {
    const { id } = await aBooked();
    const first = await ask(PATCH, id, '"2"', { notes: 'By the window' }, 'note-1');
    expect(await ask(PATCH, id, '"2"', { notes: 'By the window' }, 'note-1')).toEqual(first);
  });

  it('is one of two who change it at the same moment, and the other is told', async () => {
    const { id } = await aBooked();
    const answers = await Promise.all(['window', 'door'].map((where) => ask(PATCH, id, '"2"', { notes: where })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await seen(id))['revision']).toBe(3);
  });
});

describe('If-Match', () => {
  it('of a star, or none at all, says that the caller minds nothing that changed', async () => {
    const { id } = await aBooked();
    await patch(id, { notes: 'By the door' });
    expect((await ask(PATCH, id, '*', { notes: 'By the window' })).status).toBe(200);
    expect((await patch(id, { notes: 'By the wall' })).status).toBe(200);
  });

  it.each(['2', '', 'W/"2"', '"two"', '"2", "3"', '"-1"', '"2"x'])('of %j is refused by name', async (ifMatch) => {
    const { id } = await aBooked();
    for (const [route, body] of [
      [PATCH, { notes: 'By the window' }],
      [ATTENDANCE, { attendance: 'came' }],
    ] as const) {
      expect(await ask(route, id, ifMatch, body)).toMatchObject({
        status: 400,
        body: { faults: [{ field: 'If-Match' }] },
      });
    }
    expect((await seen(id))['revision']).toBe(2);
  });
});
