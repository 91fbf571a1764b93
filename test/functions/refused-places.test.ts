/** What is refused a place, or stored without one, and what is offered instead. */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { invitationIdFor } from '../../functions/shared/domain/invitation/invitation-id.ts';
import { LocalDate } from '../../functions/shared/domain/places/day.ts';
import { ResourceId } from '../../functions/shared/domain/places/service.ts';
import { derivedKeys } from '../../functions/shared/secrets/cached-secret.ts';
import { dayKey } from '../../functions/shared/store/table/keys.ts';
import { openCustomerTable } from '../../functions/shared/store/table/table.ts';
import { createBookings } from '../support/bookings.ts';
import { aClinicContract } from '../support/clinic.ts';
import { itemsOf } from '../support/customer-life.ts';
import { createFreeDates } from '../support/free-dates.ts';
import { createInterruptedLine } from '../support/interrupted-line.ts';
import { watchLog } from '../support/logged-lines.ts';
import { useTableModel } from '../support/table-model.ts';
import { type Answer, startWorld } from '../support/world.ts';

const line = createInterruptedLine();
const world = await startWorld(aClinicContract({ horizonDays: 60, leadMinutes: 60 }), useTableModel(line.pass));
const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };
const { complete } = createBookings(world);
const table = openCustomerTable(String(process.env['TABLE_NAME']), world.contract.channel.id, derivedKeys('root'));
const aDate = createFreeDates(58);
const logged = watchLog();
const DAY_MS = 86_400_000;

afterEach(() => {
  line.letThrough();
  vi.useRealTimers();
});

const book = (body: object): Promise<Answer> =>
  world.call({ route: 'POST /bookings', headers, body: { customerName: 'Gina', service: 'consultation', ...body } });
const kindOf = ({ body }: Answer) => String(body['type']).split(':').at(-1);

/** Has the day of a resource hold as many claims as it can. */
async function fillDay(resource: string, date: string): Promise<void> {
  const from = Date.parse(`${date}T04:00:00Z`);
  const claim = { kind: 'booking', invitationId: invitationIdFor('another', undefined), from, to: from + 1, units: 1 };
  const claims = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`claim-${index}`, claim]));
  const day = { resource: ResourceId.parse(resource), date: LocalDate.parse(date), rev: 1, claims };
  const Item = { ...dayKey(table.channelId, day), type: 'day', channelId: table.channelId, ...day };
  await table.client.send(new PutCommand({ TableName: table.name, Item }));
}

describe('a place that cannot be had', () => {
  it('is refused with other times only where others have it', async () => {
    const date = aDate();
    const early = await book({ date, time: '07:00' });
    expect([early.status, kindOf(early)]).toEqual([409, 'outside-opening-hours']);
    expect(early.body).not.toHaveProperty('alternatives');
    await book({ date, resource: 'ana', time: '10:00' });
    const taken = await book({ date, resource: 'ana', time: '10:00' });
    expect(kindOf(taken)).toBe('slot-taken');
    expect(taken.body['alternatives']).toHaveLength(5);
  });

  it('is refused with times further away where there are too few near it', async () => {
    const date = '2031-06-10';
    const later = (days: number) => new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(later(-20)) });
    const times = { from: `${later(-3)}T00:00`, to: `${later(4)}T00:00`, hours: [{ from: '10:00', to: '10:45' }] };
    const closed = await world.call({ route: 'POST /closures', headers, body: { ...times, resource: 'ana' } });
    expect(closed.status).toBe(201);
    const asked = { service: 'first-visit', date, time: '10:00' };
    await book(asked);
    const { body } = await book(asked);
    const alternatives = body['alternatives'] as { date: string }[];
    expect(alternatives).toHaveLength(5);
    // Two days around it have four.
    expect(alternatives.some((one) => [later(-3), later(3)].includes(one.date))).toBe(true);
  });

  it.each(['ana', 'room'])('is refused where the day of one of the things that it needs is full: %s', async (full) => {
    const date = aDate();
    await fillDay(full, date);
    const asked = { service: 'treatment', resource: 'ana', date, time: '10:00', override: true };
    const refused = await book(asked);
    expect([refused.status, kindOf(refused)]).toEqual([409, 'slot-taken']);
    expect((await book({ ...asked, service: 'group', resource: 'hall' })).status).toBe(201);
  });
});

describe('a form that comes while nothing can be written into the days', () => {
  it('is stored without its place, which somebody looks at as long as it is kept, and the log says so', async () => {
    const date = aDate();
    const invited = await world.anInvitation();
    logged();
    line.refuse(({ operation }) => operation === 'TransactWriteItems');
    const answer = await complete(invited, { service: 'Consultation', date, time: '10:00', name: 'Alex' });
    line.letThrough();
    expect(answer.status).toBe(200);
    expect(logged()).toContainEqual(
      expect.objectContaining({
        level: 'WARN',
        message: 'a form is stored without its place',
        invitationId: invited.id,
      }),
    );
    const due = [...(await itemsOf(table))].flatMap(([pk, item]) =>
      item['type'] === 'place' && pk.includes(String(invited.id)) ? [Number(item['expiresAt']) * 1000] : [],
    );
    const { invitationDays } = world.contract.retention;
    expect(due).toHaveLength(1);
    expect(due[0]).toBeGreaterThan(Date.now() + (invitationDays - 1) * DAY_MS);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
    await world.reconcile();
    expect((await world.invitation(invited.id)).body['booking']).toMatchObject({ state: 'booked' });
  });
});
