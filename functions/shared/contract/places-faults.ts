import { WEEKDAYS, type WeeklyHours } from '../domain/business-terms.ts';
import { LocalDate } from '../domain/places/day.ts';
import { minuteOf } from '../domain/places/local-days.ts';
import { canServe } from '../domain/places/needs.ts';
import { DEFAULT_RULES, type PlaceTerms, type Resource, type Service } from '../domain/places/service.ts';
import { slotsFor } from '../domain/places/slots.ts';

/** A field, below the part that was checked, and the rule that it broke. */
export type Fault = { path: (string | number)[]; message: string };

type Known = {
  readonly services: readonly Service[];
  readonly resources: readonly Resource[];
  readonly hours: WeeklyHours | undefined;
  readonly slotEveryMinutes: number;
};

const MINUTES_OF_DAY = 1_440;

/** A claim, as DynamoDB counts it, is smaller than this; one with an override is a little larger. */
const CLAIM_BYTES = 200;
const DAY_BYTES = 100_000;

/** What `GET /slots` answers of one start, beside the ids of the resources; Lambda answers no more than 6 MB. */
const SLOT_BYTES = 140;
const SLOTS_BYTES = 5_000_000;
const SLOT_DATES = 31;

function* duplicates(ids: readonly string[], path: (index: number) => Fault['path']): Generator<Fault> {
  for (const [index, id] of ids.entries())
    if (ids.indexOf(id) < index) yield { path: path(index), message: 'must not be named twice' };
}

function* faultsOfNeeds({ needs }: Service, index: number, known: ReadonlySet<string>): Generator<Fault> {
  const path = ['services', index, 'needs'];
  for (const [place, need] of needs.entries()) {
    yield* duplicates(need, (at) => [...path, place, at]);
    for (const [at, id] of need.entries())
      if (!known.has(id))
        yield { path: [...path, place, at], message: `must be the id of a resource: ${[...known].join(', ')}` };
  }
  if (!canServe(needs)) yield { path, message: 'must name more resources: each list needs one of its own' };
}

/** A week on which no clock changes. */
const WEEK = { from: LocalDate.parse('2024-01-01'), to: LocalDate.parse('2024-01-07') };

/** Judged by what offers slots: on an empty week there must be one. */
const fits = (service: Service, { resources, hours, slotEveryMinutes }: Known): boolean =>
  slotsFor({
    zone: 'UTC',
    service,
    resources,
    hours,
    rules: { ...DEFAULT_RULES, slotEveryMinutes },
    by: 'staff',
    days: [],
    now: 0,
    ...WEEK,
  }).length > 0;

/** The slots of a month must fit into one answer. */
function isAnswerable({ needs: [choices = []] }: Service, slotEveryMinutes: number): boolean {
  const bytes = SLOT_BYTES + choices.reduce((sum, id) => sum + id.length + '"",'.length, 0);
  return SLOT_DATES * (MINUTES_OF_DAY / slotEveryMinutes) * bytes <= SLOTS_BYTES;
}

function* faultsOfService(service: Service, index: number, known: Known): Generator<Fault> {
  if (!fits(service, known))
    yield { path: ['services', index, 'minutes'], message: 'fits into no opening of the resources that it needs' };
  if (!isAnswerable(service, known.slotEveryMinutes))
    yield {
      path: ['services', index, 'needs', 0],
      message: 'must be fewer resources, or slotEveryMinutes larger: the slots of 31 days would pass 5 MB',
    };
}

/** The minutes of the longest weekday. */
const longestDay = (hours: WeeklyHours | undefined): number =>
  hours
    ? Math.max(
        ...WEEKDAYS.map((day) =>
          (hours[day] ?? []).reduce((sum, { from, to }) => sum + minuteOf(to) - minuteOf(from), 0),
        ),
      )
    : MINUTES_OF_DAY;

const takenBy = ({ minutes, bufferBefore = 0, bufferAfter = 0 }: Service) => minutes + bufferBefore + bufferAfter;

/** The most bookings that a resource's day can hold: one after the other, and one that crosses midnight. */
function mostClaims({ id, capacity = 1, openingHours }: Resource, { services, hours }: Known): number {
  const shortest = Math.min(...services.filter(({ needs }) => needs.flat().includes(id)).map(takenBy));
  return capacity * (Math.floor(longestDay(openingHours ?? hours) / shortest) + 1);
}

function* faultsOfResource(resource: Resource, index: number, known: Known): Generator<Fault> {
  const most = Math.floor(DAY_BYTES / CLAIM_BYTES);
  const claims = mostClaims(resource, known);
  if (claims > most)
    yield {
      path: ['resources', index, ...(resource.capacity === undefined ? [] : ['capacity'])],
      message: `would let ${claims} bookings into one day, which has room for ${most} (100 KB)`,
    };
}

/** A form says its service by the id or by a title in whatever language: each of these may be of one service only. */
function* faultsOfTitles(services: readonly Service[]): Generator<Fault> {
  for (const [index, { id, title }] of services.entries())
    for (const [tag, text] of Object.entries(title)) {
      const others = services.filter((other, at) => other.id !== id && (at < index || other.id === text));
      const other = others.find((one) => one.id === text || Object.values(one.title).includes(text));
      if (other)
        yield {
          path: ['services', index, 'title', tag],
          message: `must differ from what the service ${other.id} is called`,
        };
    }
}

const RULES = ['slotEveryMinutes', 'leadMinutes', 'horizonDays', 'openPerCustomer'] as const;

/** What waits for approval has its place meanwhile. */
function* faultsOfApproval({ approval, approveWithinMinutes, services }: PlaceTerms): Generator<Fault> {
  if (approval === 'manual' && !services)
    yield { path: ['approval'], message: 'must not be "manual" without services' };
  if (approval !== 'manual' && approveWithinMinutes !== undefined)
    yield { path: ['approveWithinMinutes'], message: 'has no effect without the approval "manual"' };
}

/** What is given, but does nothing. */
function* idle(places: PlaceTerms): Generator<Fault> {
  if (places.services) return;
  for (const name of ['resources', ...RULES] as const)
    if (places[name] !== undefined) yield { path: [name], message: 'has no effect without services' };
}

/** What is wrong between them: each fault at its field. */
export function* faultsOfPlaces(places: PlaceTerms): Generator<Fault> {
  yield* idle(places);
  yield* faultsOfApproval(places);
  const { services, resources, openingHours: hours, slotEveryMinutes = DEFAULT_RULES.slotEveryMinutes } = places;
  const { leadMinutes = DEFAULT_RULES.leadMinutes, horizonDays = DEFAULT_RULES.horizonDays } = places;
  if (!services) return;
  if (!resources) {
    yield { path: ['resources'], message: 'is missing; services need resources' };
    return;
  }
  const ids = new Set<string>(resources.map(({ id }) => id));
  yield* duplicates(
    services.map(({ id }) => id),
    (index) => ['services', index, 'id'],
  );
  yield* duplicates(
    resources.map(({ id }) => id),
    (index) => ['resources', index, 'id'],
  );
  yield* faultsOfTitles(services);
  if (leadMinutes >= horizonDays * MINUTES_OF_DAY)
    yield { path: ['leadMinutes'], message: 'must be less than horizonDays, or no slot is ever offered' };
  const known = { services, resources, hours, slotEveryMinutes };
  const needFaults = services.flatMap((service, index) => [...faultsOfNeeds(service, index, ids)]);
  yield* needFaults;
  if (needFaults.length > 0) return;
  for (const [index, service] of services.entries()) yield* faultsOfService(service, index, known);
  for (const [index, resource] of resources.entries()) yield* faultsOfResource(resource, index, known);
}
