import { clinicWish } from '../story/clinic-forms.ts';
import type { DeskRequest, Sight, Try, Wished } from '../story/desk-requests.ts';
import type { Wish } from '../story/people.ts';
import type { Evidence } from './evidence.ts';
import { holdsPlace, isTombstone } from './items.ts';
import type { Violation } from './violation.ts';

const broken = (what: string): Violation => ({ promise: 'live-form', what });

const OF_LIVE_FORMS: readonly DeskRequest['kind'][] = ['live-look', 'hold', 'confirmation'];

const confirmIdOf = ({ confirms }: DeskRequest) => String(confirms?.body['confirm_id']);

/** The run that made an entry. */
const makerOf = ({ committed }: Evidence, invitationId: string, id: string) =>
  committed.find(({ pk, after }) => pk === `invitation#${invitationId}` && Object(after?.['history'])[id])?.by;

/**
 * What customers confirmed in the live form of an invitation, by the id of the confirmation. Who opens the form twice and
 * asks for the same time has one hold: what was confirmed first counts.
 */
export function confirmationsIn(evidence: Evidence, invitationId: string): [string, Wish][] {
  return evidence.desk.requests.flatMap((request): [string, Wish][] => {
    const { kind, wished, notes, tries } = request;
    if (kind !== 'confirmation' || !wished || request.invitationId !== invitationId) return [];
    const maker = makerOf(evidence, invitationId, confirmIdOf(request));
    if (!tries.some(({ run }) => run === maker)) return [];
    const wish = clinicWish(wished.service, wished.start);
    return [[confirmIdOf(request), { ...wish, fields: { ...wish.fields, notes } }]];
  });
}

/** Whether the appointment of an invitation is the one that a customer wishes for. */
export function isOwnTime({ wished }: DeskRequest, { invitation }: Sight): boolean {
  const { state, service, startsAt } = Object(invitation?.['booking']);
  return wished !== undefined && holdsPlace(state) && service === wished.service && startsAt === startOf(wished);
}
const startOf = ({ service, start }: Wished) => clinicWish(service, start).startsAt;

/** Who reads that it is booked has their entry by then, with its place, or had that very appointment before. */
function judgeEnd({ committed }: Evidence, request: DeskRequest, one: Try): Violation[] {
  const { status, run, answered, asked } = one;
  if (status !== 200 || isOwnTime(request, asked) || isOwnTime(request, answered)) return [];
  const id = confirmIdOf(request);
  const isThere = committed.some(
    ({ pk, at, after }) =>
      pk === `invitation#${request.invitationId}` &&
      at <= answered.at &&
      Object(after?.['history'])[id]?.place?.outcome === 'placed',
  );
  return isThere ? [] : [broken(`read as booked, and was not (${run})`)];
}

/**
 * Who presses again reads again that it is booked, whatever became of the booking; only an erasure ends that. Who chose
 * the time that they had made no entry: that they have it is true for as long as they do.
 */
function judgePressedAgain(evidence: Evidence, request: DeskRequest): Violation[] {
  const { invitationId = '', tries } = request;
  const booked = tries.findIndex(({ status }) => status === 200);
  const isErased = isTombstone(evidence.world.table.items.get(`invitation#${invitationId}`));
  if (booked < 0 || isErased || !makerOf(evidence, invitationId, confirmIdOf(request))) return [];
  return tries
    .slice(booked)
    .filter(({ status }) => status < 500 && status !== 200)
    .map(({ run, status }) => broken(`booked, and pressed again was answered ${status} (${run})`));
}

/** Whether a run met trouble: then an error says so, and the customer presses again. */
const metTrouble = ({ world, ends }: Evidence, { run }: Try) =>
  ends.get(run)?.kind !== 'answered' || world.incidents.some(({ key }) => key.startsWith(`${run} `));

/** No customer sees an error unless the network or a machine failed. */
function judgeErrors(evidence: Evidence, { tries }: DeskRequest): Violation[] {
  return tries
    .filter((one) => one.status >= 500 && !metTrouble(evidence, one))
    .map(({ run, status }) => broken(`an error of ${status} without any trouble (${run})`));
}

/** A calendar closes a day exactly if no time of it is offered. */
function judgeCalendar({ kind, asks, tries }: DeskRequest): Violation[] {
  if (kind !== 'live-look' || !asks) return [];
  return tries.flatMap(({ status, body, run }): Violation[] => {
    if (status !== 200) return [];
    const closed: unknown[] = Object(body['unavailable_dates']);
    const isClosed = closed.includes(body['date']);
    return isClosed === body['has_times'] ? [broken(`a day is open without times, or closed with (${run})`)] : [];
  });
}

/** What a customer reads in a live form is so. */
export function judgeLiveForms(evidence: Evidence): Violation[] {
  return evidence.desk.requests
    .filter(({ kind }) => OF_LIVE_FORMS.includes(kind))
    .flatMap((request) => [
      ...judgeErrors(evidence, request),
      ...judgeCalendar(request),
      ...(request.kind === 'confirmation'
        ? [...judgePressedAgain(evidence, request), ...request.tries.flatMap((one) => judgeEnd(evidence, request, one))]
        : []),
    ]);
}
