import { readFileSync } from 'node:fs';
import { type AttributeValue, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, vi } from 'vitest';
import { invitationIdFor } from '../../functions/shared/domain/invitation/invitation-id.ts';
import { LocalDate } from '../../functions/shared/domain/places/day.ts';
import { instantAt } from '../../functions/shared/domain/time/instant.ts';
import { RebuiltPage } from '../../functions/shared/operations/claims/rebuild-claims.ts';
import { readItems } from '../../functions/shared/store/table/items.ts';
import { agendaAttributes, dayKey } from '../../functions/shared/store/table/keys.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';
import { createBookings } from '../support/bookings.ts';
import { aClinicContract } from '../support/clinic.ts';
import { lambdaContext } from '../support/lambda-events.ts';
import { startWorld } from '../support/world.ts';

/** A workday within the horizon, on which release 0.1.0 booked 11:00. */
const DAY = [7, 8, 9].map((days) => Temporal.Now.plainDateISO('UTC').add({ days })).find((day) => day.dayOfWeek < 6);
const DATE = String(DAY);
const at = (time: string) =>
  instantAt(Temporal.PlainDateTime.from(`${DATE}T${time}`).toZonedDateTime('Europe/Madrid').epochMilliseconds);
const world = await startWorld(aClinicContract({ horizonDays: 60, leadMinutes: 60 }));
const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };
const { complete, cancel } = createBookings(world);
const table = openTable(process.env['TABLE_NAME'] ?? '', world.contract.channel.id);

type Item = Record<string, AttributeValue>;
const samples: { items: Item[] } = JSON.parse(readFileSync(new URL('samples/0.1.0.json', import.meta.url), 'utf8'));
const booked = samples.items.find(({ booking }) => booking?.M?.['state']?.S === 'booked') ?? {};

/** A booking as release 0.1.0 wrote it, at the same time as all others. */
async function anOldBooking(service: string): Promise<string> {
  const invitationId = invitationIdFor(table.channelId, undefined);
  const item = unmarshall(booked);
  const sentAt = instantAt(Date.now() - 3_600_000);
  const fields = JSON.stringify({ service, date: DATE, time: '11:00', name: 'Alex', notes: 'By phone' });
  const Item = {
    ...item,
    ...{ pk: `invitation#${invitationId}`, invitationId },
    ...{ history: { 'wamid.old': { kind: 'completion', at: sentAt, fields } }, revision: 1 },
    newestEntry: `${sentAt}#wamid.old`,
    ...agendaAttributes(table.channelId, at('11:00')),
    booking: { ...item['booking'], startsAt: at('11:00'), endsAt: at('11:30'), service },
  };
  await table.client.send(new PutItemCommand({ TableName: table.name, Item: marshall(Item) }));
  return invitationId;
}

async function rebuild(check = false): Promise<RebuiltPage['findings']> {
  const { handler } = await import('../../functions/rebuild-claims/handler.ts');
  const findings: RebuiltPage['findings'] = [];
  let after: string | undefined;
  do {
    const page = RebuiltPage.parse(
      await handler(
        { check, after },
        lambdaContext('rebuild-claims', 'r', () => 60_000),
      ),
    );
    findings.push(...page.findings);
    after = page.next;
  } while (after !== undefined);
  return findings;
}

const slots = (query: object = {}) =>
  world.call({ route: 'GET /slots', headers, query: { service: 'consultation', from: DATE, to: DATE, ...query } });
const book = (time: string) =>
  world.call({
    route: 'POST /bookings',
    headers,
    body: { service: 'consultation', date: DATE, time, customerName: 'Gina' },
  });
const bookingOf = async (id: unknown) => (await world.invitation(id)).body['booking'] as Record<string, unknown>;
const dayOf = (resource: string) =>
  dayKey(table.channelId, {
    resource: world.contract.booking.resources?.find(({ id }) => id === resource)?.id ?? ('' as never),
    date: LocalDate.parse(DATE),
  });

async function claimsOf(resource: string): Promise<string[]> {
  const { pk } = dayOf(resource);
  return Object.keys(Object((await readItems(table, [pk])).get(pk)?.['claims']));
}

const customersNamed = async (q: string): Promise<unknown> =>
  (await world.call({ route: 'GET /customers', headers, query: { q } })).body['items'];

describe('a table of release 0.1.0 with bookings that overlap', () => {
  const old: string[] = [];
  let requested: unknown;

  it('offers and takes no place until the claims are rebuilt, and says how', async () => {
    for (let count = 0; count < 3; count++) old.push(await anOldBooking('Consultation'));
    old.push(await anOldBooking('Haircut'));
    for (const answer of [await slots(), await book('09:00')]) {
      expect(answer).toMatchObject({ status: 503, body: { type: 'urn:appointment-flow:problem:not-ready' } });
      expect(answer.body['detail']).toContain('npm run channel -- claims rebuild');
    }
  });

  it('takes forms as requested meanwhile', async () => {
    const invited = await world.anInvitation();
    requested = invited.id;
    await complete(invited, { service: 'Consultation', date: DATE, time: '09:00', name: 'Alex' });
    expect(await bookingOf(requested)).toMatchObject({ state: 'requested', attention: [] });
  });

  it('finds no customer by a name from before there was an index', async () => {
    expect(await customersNamed(String(booked['booking']?.M?.['customerName']?.S))).toEqual([]);
  });

  it('is checked without a write', async () => {
    const found = await rebuild(true);
    expect(found.map(({ kind }) => kind).sort()).toEqual(['claimed', 'claimed', 'claimed', 'left']);
    expect((await slots()).status).toBe(503);
    expect(await claimsOf('ana')).toEqual([]);
  });

  it('loses nothing: each booking stands at its time, what overlaps is overridden and listed', async () => {
    const before = await Promise.all(old.map(bookingOf));
    const found = await rebuild();
    const claimed = found.filter(({ kind }) => kind === 'claimed');
    expect(claimed.map(({ lifted = [] }) => lifted).sort()).toEqual([[], [], ['slot-taken']]);
    expect(found.filter(({ kind }) => kind === 'left').map(({ invitationId }) => invitationId)).toEqual([old[3]]);
    for (const [index, id] of old.entries()) {
      const { startsAt, endsAt, customerName, notes, attention } = before[index] ?? {};
      expect(await bookingOf(id)).toMatchObject({ startsAt, endsAt, customerName, notes, attention, state: 'booked' });
    }
    const places = await Promise.all(old.slice(0, 3).map(bookingOf));
    expect(places.map(({ resource }) => resource).sort()).toEqual(expect.arrayContaining(['ana', 'ben']));
    expect(places.filter(({ override }) => override)).toMatchObject([
      { override: { actor: { kind: 'system' }, lifted: ['slot-taken'] } },
    ]);
    const { body } = await slots();
    const times = (body['items'] as { time: string }[]).map(({ time }) => time);
    expect(times).toContain('10:00');
    expect(times).not.toContain('11:00');
    expect((await book('11:00')).status).toBe(409);
    expect((await book('12:00')).status).toBe(201);
  });

  it('finds customers by their names after it', async () => {
    const name = String(booked['booking']?.M?.['customerName']?.S);
    const { chatId } = unmarshall(booked)['recipient'];
    expect(await customersNamed(name)).toContainEqual(expect.objectContaining({ chatId, name }));
  });

  it('finds nothing more to do, and names again who has no place of their own', async () => {
    for (const check of [false, true]) {
      expect((await rebuild(check)).map(({ kind }) => kind).sort()).toEqual(['left', 'overlapping']);
    }
  });

  it('tells no customer of what only got its place', async () => {
    const events = await world.announce();
    const placements = events.filter(({ detail }) => (detail['change'] as { kind?: string })?.kind === 'placement');
    expect(placements).toHaveLength(3);
    expect(await world.deliverAnnounced('tell-customer', ...placements)).toEqual([]);
    expect(world.provider.requests.filter(({ path }) => /\/send(Message|Button)$/.test(path))).toEqual([]);
  });

  it('releases the place of a booking that is cancelled then', async () => {
    const all = [...(await claimsOf('ana')), ...(await claimsOf('ben'))];
    await cancel(old[0]);
    expect([...(await claimsOf('ana')), ...(await claimsOf('ben'))]).toHaveLength(all.length - 1);
  });

  it('then decides on the forms that waited', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 130_000 });
    await world.reconcile();
    vi.useRealTimers();
    expect(await bookingOf(requested)).toMatchObject({ state: 'booked', service: 'consultation' });
  });
});

describe('a claim without its booking', () => {
  it('is found, and released', async () => {
    const orphan = invitationIdFor(table.channelId, undefined);
    const date = DATE;
    const { pk } = dayOf('hall');
    const claim = { kind: 'booking', invitationId: orphan, from: 0, to: 1, units: 1 };
    const Item = { pk, type: 'day', channelId: table.channelId, resource: 'hall', date, rev: 1, claims: { x: claim } };
    await table.client.send(new PutCommand({ TableName: table.name, Item }));
    expect(await rebuild(true)).toContainEqual({ kind: 'released', invitationId: orphan });
    expect(await rebuild()).toContainEqual({ kind: 'released', invitationId: orphan });
    expect((await readItems(table, [pk])).get(pk)).toMatchObject({ rev: 2, claims: {} });
  });
});
