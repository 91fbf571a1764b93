import { InvitationId } from '../../functions/shared/domain/invitation/invitation-id.ts';
import { type Day, LocalDate } from '../../functions/shared/domain/places/day.ts';
import { addDays, localDays } from '../../functions/shared/domain/places/local-days.ts';
import { DEFAULT_RULES, type Resource, ResourceId, ServiceId } from '../../functions/shared/domain/places/service.ts';
import { daysWithin, type SlotQuery, slotsFor } from '../../functions/shared/domain/places/slots.ts';
import { against, type Figure, figureOf, spread, tableOf } from './figures.ts';

const ZONE = 'Europe/Madrid';
/** The clocks change within the 60 days after it. */
const TODAY = LocalDate.parse('2026-09-15');
const HORIZON = 60;
const PEOPLE = 5;
const CLAIMS_A_DAY = [10, 40, 400] as const;
const TARGET = { claims: 40, ms: 10 } as const;
const INVITATION = InvitationId.parse('11111111-1111-7111-8111-111111111111');
const MINUTE_MS = 60_000;
const OPEN = [{ from: '08:00', to: '20:00' }];
const ROUNDS = { warming: 20, counted: 50 } as const;

const people: Resource[] = Array.from({ length: PEOPLE }, (_, index) => ({
  id: ResourceId.parse(`person-${index}`),
  name: `Person ${index}`,
}));

/** A day whose claims lie between 8 and 20 o'clock, each of the same length, with a gap after every other one. */
function fullDay(resource: ResourceId, date: LocalDate, claims: number): Day {
  const opening = (localDays(ZONE, date, date)[0]?.pieces[0]?.from ?? 0) + 8 * 60 * MINUTE_MS;
  const lengthMs = (12 * 60 * MINUTE_MS) / claims;
  const entries = Array.from({ length: claims }, (_, index) => {
    const from = Math.round(opening + index * lengthMs);
    const to = Math.round(from + lengthMs * (index % 2 === 0 ? 1 : 0.5));
    return [`claim-${index}`, { kind: 'booking' as const, invitationId: INVITATION, from, to, units: 1 }];
  });
  return { resource, date, rev: 1, claims: Object.fromEntries(entries) };
}

function queryWith(claimsADay: number): SlotQuery {
  const wish = {
    zone: ZONE,
    resources: people,
    hours: { monday: OPEN, tuesday: OPEN, wednesday: OPEN, thursday: OPEN, friday: OPEN, saturday: OPEN, sunday: OPEN },
    rules: { ...DEFAULT_RULES, horizonDays: HORIZON },
    service: { id: ServiceId.parse('visit'), title: { en: 'Visit' }, minutes: 5, needs: [people.map(({ id }) => id)] },
    from: TODAY,
    to: addDays(TODAY, HORIZON - 1),
  };
  const days = daysWithin(wish).map(({ resource, date }) => fullDay(resource, date, claimsADay));
  return { ...wish, days, now: Date.parse(`${TODAY}T04:00:00Z`) };
}

export type SlotFigure = { claims: number; slots: number; ms: Figure };

function measure(claims: number): SlotFigure {
  const query = queryWith(claims);
  const run = () => {
    const begun = process.cpuUsage();
    const slots = slotsFor(query).length;
    const { user, system } = process.cpuUsage(begun);
    return { slots, ms: (user + system) / 1000 };
  };
  for (let round = 0; round < ROUNDS.warming; round += 1) run();
  const runs = Array.from({ length: ROUNDS.counted }, run);
  return { claims, slots: runs[0]?.slots ?? 0, ms: figureOf(runs.map(({ ms }) => ms)) };
}

/** What a search over the whole horizon takes, with days of growing density. */
export const measureSlots = (): SlotFigure[] => CLAIMS_A_DAY.map(measure);

/** The section of the report. */
export function reportSlots(figures: readonly SlotFigure[]): string {
  const ms = (figure: SlotFigure) =>
    figure.claims === TARGET.claims
      ? `${against(figure.ms.median, TARGET.ms, 1)} (${spread(figure.ms)})`
      : spread(figure.ms);
  return [
    '## Free times',
    '',
    `One search for slots: ${HORIZON} days, ${PEOPLE} people, a start every ${DEFAULT_RULES.slotEveryMinutes} minutes, in ms of processor time.`,
    '',
    tableOf(
      ['claims in a resource-day', 'slots found', 'ms'],
      figures.map((figure) => [String(figure.claims), String(figure.slots), ms(figure)]),
    ),
  ].join('\n');
}
