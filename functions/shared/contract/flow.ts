import * as z from 'zod/mini';
import { LIVE_WORDS, lackingWords } from '../domain/live-form/words.ts';
import { matching } from './field-rules.ts';
import { FORM_WORDS } from './form-words.ts';

/** What the Flow of all languages and that of one language have in common. */
export const FLOW = {
  id: matching(/^[0-9]{5,25}$/, 'must be the numeric id of a published Flow, as text'),
  /** The Flow's first screen declares `min_date`, `max_date` and `unavailable_dates`: each invitation carries them. */
  daysByInvitation: z.optional(z.boolean('must be true or false')),
};

const WithDays = z.object({ daysByInvitation: z.optional(z.boolean()) });
const WithFlows = z.object({
  flow: z.extend(WithDays, { kind: z.optional(z.string()), action: z.optional(z.string()) }),
  languages: z.record(z.string(), z.object({ flow: z.optional(WithDays), form: z.optional(z.unknown()) })),
  booking: z.object({ services: z.optional(z.unknown()) }),
});

/** A form is made of services, and opens with the data of its message. */
export const daysFit = z.superRefine<object>(
  (contract, { addIssue }) => {
    const { flow, languages, booking } = WithFlows.parse(contract);
    if (
      (flow.kind === 'live' && flow.action === undefined) ||
      (flow.action !== 'data_exchange' && booking.services !== undefined)
    )
      return;
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
  flow: z.looseObject({ kind: z.optional(z.string()) }),
  languages: z.record(
    z.string(),
    z.object({ flow: z.optional(z.unknown()), form: z.optional(z.record(z.string(), z.unknown())) }),
  ),
  booking: z.object({ services: z.optional(z.unknown()), approval: z.optional(z.unknown()) }),
});
type Kinded = z.infer<typeof WithKind>;

type Fault = { path: string[]; message: string };

const IDLE = 'has no effect with the kind "live"';

/** What belongs to a static form, which does not stand beside a live one. */
function* idleOfStatic({ flow, languages }: Kinded): Generator<Fault> {
  for (const name of ['action', 'screen', 'daysByInvitation'])
    if (flow[name] !== undefined) yield { path: ['flow', name], message: IDLE };
  for (const [tag, { flow: own, form = {} }] of Object.entries(languages)) {
    if (own !== undefined) yield { path: ['languages', tag, 'flow'], message: IDLE };
    for (const word of Object.keys(form))
      if (!LIVE_WORDS.some((one) => one === word)) yield { path: ['languages', tag, 'form', word], message: IDLE };
  }
}

/** What belongs to a live form, which does not stand beside a static one. */
function* idleOfLive({ languages }: Kinded): Generator<Fault> {
  for (const [tag, { form = {} }] of Object.entries(languages))
    for (const word of Object.keys(form))
      if (!FORM_WORDS.some((one) => one === word))
        yield { path: ['languages', tag, 'form', word], message: 'has no effect without the kind "live"' };
}

/** A live form shows what is free, and so needs services. It is one Flow for all languages, and opens by itself. */
function* faultsOfLive({ languages, booking }: Kinded): Generator<Fault> {
  if (booking.services === undefined) yield { path: ['flow', 'kind'], message: 'must not be "live" without services' };
  for (const [tag, { form = {} }] of Object.entries(languages)) {
    const lacking = lackingWords(tag, form, booking.approval === 'manual');
    if (lacking.length > 0)
      yield { path: ['languages', tag, 'form'], message: `lacks words of the live form: ${lacking.join(', ')}` };
  }
}

function* faultsOfStatic({ flow }: Kinded): Generator<Fault> {
  if (flow['action'] === undefined)
    yield { path: ['flow', 'action'], message: 'is missing; only a live form opens without it' };
}

/** Of a contract with both forms each has to be whole, so that nothing but the kind changes between them. */
function* faultsOfForms(kinded: Kinded): Generator<Fault> {
  const [hasBoth, isLive] = [kinded.flow['liveId'] !== undefined, kinded.flow.kind === 'live'];
  if (hasBoth || isLive) yield* faultsOfLive(kinded);
  if (hasBoth || !isLive) yield* faultsOfStatic(kinded);
  if (!hasBoth) yield* isLive ? idleOfStatic(kinded) : idleOfLive(kinded);
}

/** What is given belongs to a form that there is. */
export const kindFits = z.superRefine<object>(
  (contract, { addIssue }) => {
    const kinded = WithKind.parse(contract);
    for (const { path, message } of faultsOfForms(kinded)) addIssue({ code: 'custom', path, message });
  },
  { when: ({ value }) => WithKind.safeParse(value).success },
);
