/** What can be had, found the slow and obvious way: every few minutes of real time the clock is looked at. */
import type { Claim, Day, DayClosure } from '../../../../../functions/shared/domain/places/day.ts';
import type { Business, Resource, Service } from '../../../../../functions/shared/domain/places/service.ts';

const MINUTE = 60_000;
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

export type Shown = { date: string; time: string };

/** What a clock on the wall shows; asked of the runtime, once for each minute. */
export function clockOf(zone: string): (at: number) => Shown {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const known = new Map<number, Shown>();
  return (at) => {
    const shown = known.get(at);
    if (shown) return shown;
    const [date = '', time = ''] = format.format(at).split(' ');
    known.set(at, { date, time });
    return { date, time };
  };
}

export type Question = {
  business: Business;
  service: Service;
  chosen?: string | undefined;
  days: readonly Day[];
  now: number;
  date: string;
  /** Whether a claim keeps the caller away. */
  counts: (claim: Claim, id: string) => boolean;
  clock: (at: number) => Shown;
  /** All times are multiples of so many minutes. */
  grain: number;
};

function* grains(from: number, to: number, grain: number): Generator<number> {
  for (let at = from; at < to; at += grain * MINUTE) yield at;
}

const isIn = (spans: readonly { from: string; to: string }[], time: string) =>
  spans.some(({ from, to }) => from <= time && time < to);

function isOpen(resource: Resource, at: number, { business, days, clock }: Question): boolean {
  const { date, time } = clock(at);
  const closures: Record<string, DayClosure> =
    days.find((day) => day.resource === resource.id && day.date === date)?.hours ?? {};
  const newest = Object.entries(closures)
    .filter(([, closure]) => isIn([closure], time))
    .sort(([oneId, one], [otherId, other]) => one.at - other.at || (oneId < otherId ? -1 : 1))
    .at(-1)?.[1];
  if (newest) return isIn(newest.open, time);
  const hours = resource.openingHours ?? business.hours;
  const weekday = WEEKDAYS[new Date(`${date}T12:00:00Z`).getUTCDay()] ?? 'sunday';
  return hours ? isIn(hours[weekday] ?? [], time) : true;
}

function hasUnit(resource: Resource, at: number, { days, counts, clock }: Question): boolean {
  const day = days.find((one) => one.resource === resource.id && one.date === clock(at).date);
  const there = Object.entries(day?.claims ?? {}).filter(
    ([id, claim]) => claim.from <= at && at < claim.to && counts(claim, id),
  );
  // A booking and a hold of one invitation take one place.
  const invitations = new Set(there.map(([, claim]) => claim.invitationId));
  return invitations.size < (resource.capacity ?? 1);
}

function canGive(resource: Resource, start: number, question: Question): boolean {
  const { service, grain } = question;
  const end = start + service.minutes * MINUTE;
  const from = start - (service.bufferBefore ?? 0) * MINUTE;
  const to = end + (service.bufferAfter ?? 0) * MINUTE;
  for (const at of grains(start, end, grain)) if (!isOpen(resource, at, question)) return false;
  for (const at of grains(from, to, grain)) if (!hasUnit(resource, at, question)) return false;
  return true;
}

/** Every way to take one of each list, none twice. */
function combinations(needs: readonly (readonly string[])[]): string[][] {
  return needs.reduce<string[][]>(
    (found, need) => found.flatMap((some) => need.filter((id) => !some.includes(id)).map((id) => [...some, id])),
    [[]],
  );
}

function choices(start: number, question: Question): string[] {
  const { business, service, chosen } = question;
  const able = business.resources.filter((resource) => canGive(resource, start, question)).map(({ id }) => String(id));
  const needs = service.needs.map((need) => need.filter((id) => able.includes(id)));
  const first = combinations(needs).flatMap(([id = '']) => id);
  return [...new Set(first)].filter((id) => chosen === undefined || id === chosen);
}

function isInTime(start: number, { business: { rules }, now, date, clock }: Question): boolean {
  const last = new Date(Date.parse(clock(now).date) + rules.horizonDays * 24 * 60 * MINUTE).toISOString().slice(0, 10);
  return start >= now + rules.leadMinutes * MINUTE && date <= last;
}

/** The starts on one date, each with who can be chosen, as `2026-06-15 10:00 <instant> ana,ben`. */
export function slotsByMinutes(question: Question): string[] {
  const { business, date, clock, grain } = question;
  const seen = new Set<string>();
  const slots: string[] = [];
  const noon = Date.parse(`${date}T12:00:00Z`);
  for (const start of grains(noon - 28 * 60 * MINUTE, noon + 28 * 60 * MINUTE, grain)) {
    const { date: shown, time } = clock(start);
    if (shown !== date || seen.has(time)) continue;
    seen.add(time);
    const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
    if (minute % business.rules.slotEveryMinutes !== 0 || !isInTime(start, question)) continue;
    const able = choices(start, question);
    if (able.length > 0) slots.push(`${date} ${time} ${new Date(start).toISOString()} ${able.sort()}`);
  }
  return slots;
}
