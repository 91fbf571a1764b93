import * as z from 'zod/mini';
import { matching } from './field-rules.ts';

/** What the Flow of all languages and that of one language have in common. */
export const FLOW = {
  id: matching(/^[0-9]{5,25}$/, 'must be the numeric id of a published Flow, as text'),
  /** The Flow's first screen declares `min_date`, `max_date` and `unavailable_dates`: each invitation carries them. */
  daysByInvitation: z.optional(z.boolean('must be true or false')),
};

const WithDays = z.object({ daysByInvitation: z.optional(z.boolean()) });
const WithFlows = z.object({
  flow: z.extend(WithDays, { action: z.string() }),
  languages: z.record(z.string(), z.object({ flow: z.optional(WithDays), form: z.optional(z.unknown()) })),
  booking: z.object({ services: z.optional(z.unknown()) }),
});

/** A form is made of services, and opens with the data of its message. */
export const daysFit = z.superRefine<object>(
  (contract, { addIssue }) => {
    const { flow, languages, booking } = WithFlows.parse(contract);
    if (flow.action !== 'data_exchange' && booking.services !== undefined) return;
    const message =
      booking.services === undefined ? 'has no effect without services' : 'has no effect without the action "navigate"';
    const all = [
      { path: ['flow'], says: flow },
      ...Object.entries(languages).map(([tag, { flow: own }]) => ({ path: ['languages', tag, 'flow'], says: own })),
    ];
    for (const tag of Object.keys(languages))
      if (languages[tag]?.form !== undefined) addIssue({ code: 'custom', path: ['languages', tag, 'form'], message });
    for (const { path, says } of all)
      if (says?.daysByInvitation) addIssue({ code: 'custom', path: [...path, 'daysByInvitation'], message });
  },
  { when: ({ value }) => WithFlows.safeParse(value).success },
);

const WithKind = z.object({
  flow: z.object({ kind: z.optional(z.string()) }),
  booking: z.object({ services: z.optional(z.unknown()) }),
});

/** A live form shows what is free, and so needs services. */
export const kindFits = z.superRefine<object>(
  (contract, { addIssue }) => {
    const { flow, booking } = WithKind.parse(contract);
    if (flow.kind === 'live' && booking.services === undefined)
      addIssue({ code: 'custom', path: ['flow', 'kind'], message: 'must not be "live" without services' });
  },
  { when: ({ value }) => WithKind.safeParse(value).success },
);
