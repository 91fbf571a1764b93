import assert from 'node:assert/strict';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type BookingClaim, type Day, StoredPlace } from '../../../functions/shared/domain/places/day.ts';
import { readDay } from '../../../functions/shared/store/places/days.ts';
import { unpacked } from '../../../functions/shared/store/table/packed.ts';
import { aClinicContract } from '../../support/clinic.ts';
import type { KillableStack } from './killable-stack.ts';

const Placed = z.looseObject({ invitationId: z.string(), place: z.optional(StoredPlace) });

const capacities = new Map<string, number | 'unlimited'>(
  (aClinicContract().booking.resources ?? []).map(({ id, capacity = 1 }) => [id, capacity]),
);

async function allItems({ endpoints }: KillableStack): Promise<Record<string, unknown>[]> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const { endpoint, name: TableName } = endpoints.inspection.table;
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: 'eu-west-1', credentials }));
  const items: Record<string, unknown>[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true }))
    items.push(...Items.map(unpacked));
  return items;
}

function expectRoom({ resource, date }: Day, claims: readonly BookingClaim[]): void {
  const capacity = capacities.get(resource) ?? 0;
  if (capacity === 'unlimited') return;
  for (const { from } of claims) {
    const taken = claims.filter((claim) => claim.from <= from && from < claim.to);
    const units = taken.reduce((sum, claim) => sum + claim.units, 0);
    assert(units <= capacity, `A place of ${resource} on ${date} for ${capacity} was given ${units} times.`);
  }
}

/**
 * Holds all days of a table of the clinic against its bookings: no place is given twice, no claim of a booking stands
 * without its booking, and no booking with a place lacks its claim. Answers which claims stand.
 */
export function expectClaimsHold(items: readonly Record<string, unknown>[]): Set<string> {
  const days = items.filter(({ type }) => type === 'day').map(readDay);
  const places = new Map(
    items
      .filter(({ pk }) => String(pk).startsWith('invitation#'))
      .map((item) => Placed.parse(item))
      .flatMap(({ place }) => (place ? [[place.claimId as string, place.days] as const] : [])),
  );
  const standing = new Map<string, number>();
  for (const day of days) {
    const claims = Object.entries(day.claims).flatMap(([id, claim]) =>
      claim.kind === 'booking' ? [[id, claim] as const] : [],
    );
    expectRoom(
      day,
      claims.map(([, claim]) => claim),
    );
    for (const [id] of claims) {
      const isKnown = places.get(id)?.some((key) => key.resource === day.resource && key.date === day.date);
      assert(isKnown, `A claim of ${day.resource} on ${day.date} has no booking: ${id}`);
      standing.set(id, (standing.get(id) ?? 0) + 1);
    }
  }
  for (const [id, keys] of places) assert.equal(standing.get(id), keys.length, `A booking lacks a claim: ${id}`);
  return new Set(standing.keys());
}

/**
 * Holds the table by `expectClaimsHold`, and against what the API tells: none of the named invitations has a booking
 * with a place but no claim, or the other way round. Answers how many claims stand.
 */
export async function expectPlacesHold(stack: KillableStack, invitationIds: Iterable<string>): Promise<number> {
  const standing = expectClaimsHold(await allItems(stack));
  const placed = new Set([...standing].map((id) => id.slice(0, id.indexOf(':'))));
  for (const id of invitationIds) {
    const { body } = await stack.call('GET', `/invitations/${id}`);
    const booking = z.optional(z.looseObject({ state: z.string(), resources: z.optional(z.array(z.string())) }));
    const { state, resources = [] } = booking.parse(body['booking']) ?? {};
    const needsClaim = state === 'booked' && resources.length > 0;
    assert.equal(placed.has(id), needsClaim, `An invitation whose booking is ${state} has the wrong claim: ${id}`);
  }
  return standing.size;
}
