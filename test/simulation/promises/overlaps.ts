import * as z from 'zod/mini';
import { Claims } from '../../support/stored-claims.ts';
import type { Evidence } from './evidence.ts';
import { invitationsIn, readerOf, type StoredInvitation } from './items.ts';
import type { Violation } from './violation.ts';

const broken = (what: string): Violation => ({ promise: 'overlaps', what });

const daysIn = readerOf(
  'day',
  z.looseObject({ claims: Claims }),
  // A day of an unlimited resource: other days have the places of services.
  ({ resource }) => String(resource).startsWith('any-'),
);

/** What a booking takes of its service, in ms since 1970. */
type Taken = { service: string | undefined; from: number; to: number };

/** `undefined` for a booking that is cancelled, has the place of a service, or a time that nobody could read. */
function takenBy({ booking }: StoredInvitation): Taken | undefined {
  if (booking?.state !== 'booked' || booking['resources'] || !booking.startsAt || !booking.endsAt) return undefined;
  return { service: booking.service, from: Date.parse(booking.startsAt), to: Date.parse(booking.endsAt) };
}

const isSameService = (one: Taken, other: Taken) => one.service === other.service;
const doMeet = (one: Taken, other: Taken) => one.from < other.to && other.from < one.to;

/** The starts and ends of all claims in such days, by invitation. */
function claimsIn({ world }: Evidence): Map<string, Set<string>> {
  const claims = new Map<string, Set<string>>();
  for (const day of daysIn(world.table.items)) {
    for (const { invitationId, from, to } of Object.values(day.claims)) {
      const known = claims.get(invitationId) ?? new Set();
      claims.set(invitationId, known.add(`${from} ${to}`));
    }
  }
  return claims;
}

/** A booking that stands has its claim, at its time and nowhere else, and nobody else has any. */
function judgeClaims(evidence: Evidence, invitations: readonly StoredInvitation[]): Violation[] {
  const claims = claimsIn(evidence);
  const wrong: string[] = [];
  for (const invitation of invitations) {
    const taken = takenBy(invitation);
    const wanted = taken ? `${taken.from} ${taken.to}` : '';
    const found = [...(claims.get(invitation.invitationId) ?? [])].join(', ');
    if (found !== wanted) wrong.push(`${invitation.invitationId} has the claims [${found}], not [${wanted}]`);
    claims.delete(invitation.invitationId);
  }
  return [...wrong, ...[...claims.keys()].map((id) => `a claim of ${id}, which nobody has`)].map(broken);
}

/** Two bookings that want the same service at the same time name each other, and no others are named. */
function judgeMarks(invitations: readonly StoredInvitation[]): Violation[] {
  const all = invitations.map((invitation) => ({ invitation, taken: takenBy(invitation) }));
  return all.flatMap(({ invitation: { invitationId, overlapsWith = new Set() }, taken }) => {
    const others = all.filter(
      ({ taken: other }) => taken && other && isSameService(taken, other) && doMeet(taken, other),
    );
    const wanted = others.map(({ invitation }) => invitation.invitationId).filter((id) => id !== invitationId);
    const [marked, expected] = [[...overlapsWith].sort().join(', '), wanted.sort().join(', ')];
    return marked === expected ? [] : [broken(`${invitationId} overlaps with [${marked}], not [${expected}]`)];
  });
}

/**
 * Bookings without services: whatever the order of events, and whoever died on the way, in the end each that stands has
 * exactly its claim, and those that overlap are marked with each other.
 */
export function judgeOverlaps(evidence: Evidence): Violation[] {
  if (!evidence.isQuiet) return [];
  const invitations = invitationsIn(evidence.world.table.items);
  return [...judgeClaims(evidence, invitations), ...judgeMarks(invitations)];
}
