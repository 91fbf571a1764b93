import * as z from 'zod/mini';
import { LEAST_MINUTES, MOST_MINUTES } from '../domain/business-terms.ts';
import { type PlaceTerms, ResourceId, ServiceId } from '../domain/places/service.ts';
import { oneOf, section, text, wholeNumber } from './field-rules.ts';
import { OpeningHours } from './opening-hours.ts';
import { type Fault, faultsOfPlaces } from './places-faults.ts';
import { languageCode } from './template.ts';

/** An option of a form on WhatsApp has a title of 30 characters at most. */
const TITLE_LIMIT = 30;
const MINUTES_OF_DAY = 1_440;

const list = <Item extends z.ZodMiniType>(item: Item, what: string, most: number) =>
  z
    .array(item, `must be a list of ${what}`)
    .check(z.minLength(1, `must name at least one of ${what}`), z.maxLength(most, `must be at most ${most} ${what}`));

const Service = section({
  id: ServiceId,
  title: z.record(languageCode, text(TITLE_LIMIT), 'must be an object with one text per language'),
  minutes: wholeNumber(LEAST_MINUTES, MOST_MINUTES),
  /** Minutes that stay free of other bookings before and after the appointment. */
  bufferBefore: z.optional(wholeNumber(0, MOST_MINUTES)),
  bufferAfter: z.optional(wholeNumber(0, MOST_MINUTES)),
  /** What one booking takes at once: one resource of each list. */
  needs: list(list(ResourceId, 'resources', 20), 'lists of resources', 5),
});

const Resource = section({
  id: ResourceId,
  name: text(TITLE_LIMIT),
  capacity: z.optional(wholeNumber(1, 50)),
  /** Left out: the hours of the business. */
  openingHours: z.optional(OpeningHours),
});

const STEP_RULE = 'must be a divisor of 1440, the minutes of a day, and at least 5';

/** What can be booked, of whom, and when. Without services nothing is placed, and nothing refused. */
export const PLACES = {
  services: z.optional(list(Service, 'services', 20)),
  resources: z.optional(list(Resource, 'resources', 50)),
  /** A start is a multiple of this since local midnight. */
  slotEveryMinutes: z.optional(
    z.int(STEP_RULE).check(z.refine((step) => step >= 5 && MINUTES_OF_DAY % step === 0, STEP_RULE)),
  ),
  /** How soon a slot that is offered may be, in minutes from now. */
  leadMinutes: z.optional(wholeNumber(0, 43_200)),
  /** How many dates ahead of today a slot that is offered may be. */
  horizonDays: z.optional(wholeNumber(1, 730)),
  /** Until when before its start a customer may change or cancel a booking. Left out: 120. */
  changeUntilMinutes: z.optional(wholeNumber(0, 20_160)),
  /** How many bookings ahead one customer may have; those of staff count, and are never refused for it. */
  openPerCustomer: z.optional(wholeNumber(1, 50)),
  /** `manual`: what a customer books waits until somebody approves it. Left out: `automatic`. */
  approval: z.optional(oneOf('automatic', 'manual')),
  /** Within so many minutes somebody approves or refuses it, or the worklist shows it. Left out: 240. */
  approveWithinMinutes: z.optional(wholeNumber(5, 10_080)),
};

/** What the rules between the fields need, whatever else is at fault. */
const Readable = z.object({ ...PLACES, timeZone: z.string(), openingHours: z.optional(OpeningHours) });

type Issues = Pick<z.core.$RefinementCtx, 'addIssue'>;

const addAll = (faults: Iterable<Fault>, to: Issues) => {
  for (const { path, message } of faults) to.addIssue({ code: 'custom', path, message });
};

/** The rules between services, resources, hours and steps: each fault at its field. */
export const checkPlaces = z.superRefine<PlaceTerms>((places, to) => addAll(faultsOfPlaces(places), to), {
  when: ({ value }) => Readable.safeParse(value).success,
});

const WithTitles = z.object({
  languages: z.record(z.string(), z.unknown()),
  booking: z.object({ services: z.array(z.object({ title: z.record(z.string(), z.unknown()) })) }),
});

function* faultsOfTitles({ languages, booking }: z.infer<typeof WithTitles>): Generator<Fault> {
  for (const [index, { title }] of booking.services.entries()) {
    const path = ['booking', 'services', index, 'title'];
    for (const tag of Object.keys(languages))
      if (!Object.hasOwn(title, tag))
        yield { path: [...path, tag], message: 'is missing; every language needs a title' };
    for (const tag of Object.keys(title))
      if (!Object.hasOwn(languages, tag)) yield { path: [...path, tag], message: 'is no language of the contract' };
  }
}

/** Every service has a title in each of the contract's languages, and in no other. */
export const titlesFit = z.superRefine<object>(
  (contract, to) => addAll(faultsOfTitles(WithTitles.parse(contract)), to),
  {
    when: ({ value }) => WithTitles.safeParse(value).success,
  },
);
