import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { InvitationId } from '../../functions/shared/domain/invitation/invitation-id.ts';
import { LocalDate, WallTime } from '../../functions/shared/domain/places/day.ts';
import { RebuiltPage } from '../../functions/shared/operations/claims/rebuild-claims.ts';
import { holdPlace } from '../../functions/shared/operations/places/hold-place.ts';
import { derivedKeys } from '../../functions/shared/secrets/cached-secret.ts';
import { openCustomerTable } from '../../functions/shared/store/table/table.ts';
import { createBookings } from '../support/bookings.ts';
import { aClinicContract } from '../support/clinic.ts';
import { itemsOf } from '../support/customer-life.ts';
import { createFreeDates } from '../support/free-dates.ts';
import { createInterruptedLine } from '../support/interrupted-line.ts';
import { lambdaContext } from '../support/lambda-events.ts';
import { watchLog } from '../support/logged-lines.ts';
import { Claims } from '../support/stored-claims.ts';
import { useTableModel } from '../support/table-model.ts';
import { aPhone } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const line = createInterruptedLine();
const world = await startWorld(aClinicContract({ horizonDays: 60, leadMinutes: 60 }), useTableModel(line.pass));
const { contract } = world;
const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };
const { complete, patch } = createBookings(world);
const table = openCustomerTable(String(process.env['TABLE_NAME']), contract.channel.id, derivedKeys('root'));
const aDate = createFreeDates(58);
const logged = watchLog();

type Item = Record<string, unknown>;
const put = (item: Item | undefined) =>
  table.client.send(new PutCommand({ TableName: table.name, Item: { ...item, pk: String(item?.['pk']) } }));
const remove = (pk: string) => table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk } }));
const itemOf = async (id: unknown): Promise<Item> => (await itemsOf(table)).get(`invitation#${id}`) ?? {};
const days = async () => [...(await itemsOf(table))].filter(([, { type }]) => type === 'day');

/** The claims of a date as `ana: invitation`, in the order of their resources. */
async function claimsOn(date: string): Promise<string[]> {
  const ofDate = (await days()).filter(([, day]) => day['date'] === date);
  return ofDate
    .flatMap(([, { resource, claims }]) =>
      Object.values(Claims.parse(claims)).map(({ invitationId }) => `${resource}: ${invitationId}`),
    )
    .sort();
}

async function loseDays(): Promise<void> {
  for (const [pk] of await days()) await remove(pk);
}

async function book(body: object): Promise<string> {
  const answer = await world.call({
    route: 'POST /bookings',
    headers,
    body: { customerName: 'Gina', service: 'first-visit', time: '10:00', ...body },
  });
  return String(answer.body['invitationId']);
}
const bookingOf = async (id: unknown) => (await world.invitation(id)).body['booking'];

/** One page, which holds all items here. */
async function ask(request: object): Promise<RebuiltPage> {
  const { handler } = await import('../../functions/rebuild-claims/handler.ts');
  const context = lambdaContext('rebuild-claims', 'r', () => 60_000);
  return RebuiltPage.parse(await handler(request, context));
}
const findings = async (request: object = {}) => (await ask(request)).findings;

/** No test finds the bookings of the one before it. */
beforeEach(async () => {
  for (const pk of (await itemsOf(table)).keys()) if (/^(invitation|day)#/.test(pk)) await remove(pk);
  logged();
});
afterEach(() => {
  line.letThrough();
  vi.useRealTimers();
});

describe('a booking whose claims are lost', () => {
  it('gets them back where it was, in the days of all that it needs', async () => {
    const [date, other] = [aDate(), aDate()];
    const id = await book({ date, service: 'treatment', resource: 'ben' });
    await book({ date: other, service: 'treatment' });
    expect(await findings()).toEqual([]);
    const [before, claimed] = [await bookingOf(id), await claimsOn(date)];
    expect(claimed).toEqual([`ben: ${id}`, `room: ${id}`]);
    await loseDays();
    const { startsAt, endsAt } = before as Record<string, unknown>;
    expect(await findings()).toContainEqual({ kind: 'claimed', invitationId: id, startsAt, endsAt });
    expect(await claimsOn(date)).toEqual(claimed);
    expect(await bookingOf(id)).toEqual(before);
    expect(await findings()).toEqual([]);
  });

  it('keeps them from a form that waits for its own place: what is decided later holds', async () => {
    const date = aDate();
    const invited = await world.anInvitation();
    const form = (time: string) => ({ service: 'Treatment', date, time, name: 'Alex' });
    await complete(invited, form('10:00'), 300);
    line.refuse(({ operation }) => operation === 'TransactWriteItems');
    await complete(invited, form('12:00'), 120);
    line.letThrough();
    await loseDays();
    // Whoever else has the first resource at the later time, so that the form gets the second.
    const blocking = await book({ date, time: '12:00' });
    expect(await findings()).toMatchObject([{ kind: 'claimed', invitationId: invited.id }]);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
    await world.reconcile();
    expect(await bookingOf(invited.id)).toMatchObject({ state: 'booked', resources: ['ben', 'room'] });
    expect(await claimsOn(date)).toEqual([`ana: ${blocking}`, `ben: ${invited.id}`, `room: ${invited.id}`]);
  });
});

describe('a claim that no booking has', () => {
  /** The day of a booking again, as another one. */
  async function copyDay(date: string, as: { resource: string; date: string }): Promise<void> {
    const [pk, day] = (await days()).find(([, one]) => one['date'] === date) ?? ['', {}];
    const copied = pk.replace(String(day['resource']), as.resource).replace(date, as.date);
    await put({ ...day, ...as, pk: copied });
  }

  it.each([
    ['of somebody else', { resource: 'ben' }],
    ['of another date', { date: '2043-03-04' }],
  ])('goes from a day %s, and stays where the booking has its place', async (_, changed) => {
    const date = aDate();
    const id = await book({ date });
    const copy = { resource: 'ana', date, ...changed };
    await copyDay(date, copy);
    expect(await findings({ check: true })).toEqual([{ kind: 'released', invitationId: id }]);
    expect(await findings()).toEqual([{ kind: 'released', invitationId: id }]);
    expect(await findings()).toEqual([]);
    expect(await claimsOn(date)).toEqual([`ana: ${id}`]);
    expect(await claimsOn('2043-03-04')).toEqual([]);
  });

  it('goes from a day where the booking has another one', async () => {
    const date = aDate();
    const id = await book({ date });
    expect((await patch(id, { date, time: '15:00' })).status).toBe(200);
    const [pk, day] = (await days()).find(([, one]) => one['date'] === date) ?? ['', {}];
    const claims = Object(day['claims']);
    const [stands = ''] = Object.keys(claims);
    await put({ ...day, pk, claims: { ...claims, [`${id}:other`]: claims[stands] } });
    expect(await findings()).toEqual([{ kind: 'released', invitationId: id }]);
    expect(await claimsOn(date)).toEqual([`ana: ${id}`]);
    expect(await findings()).toEqual([]);
  });

  it('is no hold of somebody who still fills in the form', async () => {
    const [date, home] = [aDate(), aDate()];
    const invitationId = InvitationId.parse(await book({ date: home }));
    const start = { date: LocalDate.parse(date), time: WallTime.parse('10:00') };
    await holdPlace({ table, contract }, invitationId, { service: 'first-visit', start });
    expect(await findings()).toEqual([]);
    expect(await claimsOn(date)).toEqual([`ana: ${invitationId}`]);
  });

  it('goes also if somebody books on that day in the same moment, who keeps their place', async () => {
    const date = aDate();
    const id = await book({ date });
    await remove(`invitation#${id}`);
    const booked: string[] = [];
    line.before(
      ({ operation }) => operation === 'TransactWriteItems',
      async () => booked.push(await book({ date, time: '12:00' })),
    );
    expect(await findings()).toEqual([{ kind: 'released', invitationId: id }]);
    expect(await claimsOn(date)).toEqual([`ana: ${booked[0]}`]);
  });
});

describe('a rebuild', () => {
  it('makes nobody findable whose erasure has begun', async () => {
    const phone = aPhone();
    const id = await book({ date: aDate(), phone, customerName: 'Zelda Quick' });
    await put({ ...(await itemOf(id)), erasedAt: new Date().toISOString() });
    await findings();
    const found = [...(await itemsOf(table)).values()].map(({ foundAs }) => JSON.stringify(foundAs));
    expect(found.filter((names) => names?.includes('Zelda'))).toEqual([]);
  });

  it('names an item that it cannot read and that tells no invitation, and says so to whoever reads the log', async () => {
    const pk = `invitation#${crypto.randomUUID()}`;
    await put({ pk, type: 'invitation', channelId: contract.channel.id, invitationId: 7, booking: {} });
    expect(await findings()).toEqual([{ kind: 'unreadable' }]);
    expect(logged()).toMatchObject([{ level: 'ERROR', message: 'an item cannot be read' }]);
  });

  it('fails where the table does: the same page is asked for again', async () => {
    await book({ date: aDate() });
    await loseDays();
    line.refuse(({ operation }) => operation === 'TransactWriteItems');
    await expect(ask({})).rejects.toThrow();
    line.letThrough();
    expect(await findings()).toMatchObject([{ kind: 'claimed' }]);
  });
});
