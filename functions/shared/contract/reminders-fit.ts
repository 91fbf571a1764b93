import * as z from 'zod/mini';
import { names } from './placeholder-text.ts';

const Texts = z.optional(z.record(z.string(), z.unknown()));
const Keyed = z.optional(z.array(z.object({ key: z.string() })));

/** What the rules between the fields need, whatever else is at fault. */
const Readable = z.object({
  defaultLanguage: z.string(),
  languages: z.record(
    z.string(),
    z.object({ reminders: Texts, followUps: Texts, confirmation: Texts, templates: Texts }),
  ),
  reminders: Keyed,
  followUps: Keyed,
  quietHours: z.optional(z.unknown()),
});
type Readable = z.infer<typeof Readable>;

type Fault = { path: (string | number)[]; message: string };

const LISTS = [
  { list: 'reminders', template: 'reminder' },
  { list: 'followUps', template: 'followUp' },
] as const;

/** Each text is for a key that the contract has. */
function* faultsOfKeys(texts: object, keys: readonly string[], path: Fault['path'], list: string): Generator<Fault> {
  for (const key of Object.keys(texts))
    if (!keys.includes(key)) yield { path: [...path, key], message: `is the key of none of the ${list}` };
}

function* faultsOfMissing(texts: object, keys: readonly string[], path: Fault['path']): Generator<Fault> {
  for (const key of keys)
    if (!Object.hasOwn(texts, key)) yield { path: [...path, key], message: 'is missing in the default language' };
}

function* faultsOfLanguage(tag: string, { languages, defaultLanguage, ...contract }: Readable): Generator<Fault> {
  const words = languages[tag];
  for (const { list, template } of LISTS) {
    const keys = contract[list]?.map(({ key }) => key) ?? [];
    const path = ['languages', tag, list];
    const texts = words?.[list] ?? {};
    yield* faultsOfKeys(texts, keys, path, list);
    if (tag === defaultLanguage) yield* faultsOfMissing(texts, keys, path);
    if (keys.length === 0 && words?.templates?.[template] !== undefined)
      yield { path: ['languages', tag, 'templates', template], message: `has no effect without ${list}` };
    yield* faultsOfFallbacks(Object.values(texts), tag, words?.confirmation);
  }
}

/** Whether the confirmation names it as well, and so asks for what replaces it itself. */
const isSaid = (name: string, confirmation: z.infer<typeof Texts>): boolean =>
  Object.values(confirmation ?? {}).some((text) => typeof text === 'string' && names(text, name));

/** The placeholders whose value a booking can lack need what replaces them. */
function* faultsOfFallbacks(texts: unknown[], tag: string, confirmation: z.infer<typeof Texts>): Generator<Fault> {
  const all = texts.filter((text) => typeof text === 'string').join('\n');
  for (const [name, field] of [
    ['service', 'fallbackService'],
    ['resource', 'fallbackResource'],
  ] as const)
    if (names(all, name) && !isSaid(name, confirmation) && confirmation?.[field] === undefined)
      yield {
        path: ['languages', tag, 'confirmation', field],
        message: `is missing; it stands for {{${name}}} of a reminder where the booking has none`,
      };
}

function* faultsOfReminders(contract: Readable): Generator<Fault> {
  for (const tag of Object.keys(contract.languages)) yield* faultsOfLanguage(tag, contract);
  if (contract.quietHours !== undefined && !contract.reminders?.length && !contract.followUps?.length)
    yield { path: ['quietHours'], message: 'has no effect without reminders and followUps' };
}

/** The rules between reminders, follow-ups and their texts: each fault at its field. */
export const remindersFit = z.superRefine<object>(
  (contract, { addIssue }) => {
    const faults = faultsOfReminders(Readable.parse(contract));
    for (const { path, message } of faults) addIssue({ code: 'custom', path, message });
  },
  { when: ({ value }) => Readable.safeParse(value).success },
);

const WithFollowUps = z.object({
  followUps: z.array(z.object({ after: z.object({ days: z.number() }) })),
  retention: z.object({ invitationDays: z.number() }),
});

/** A booking is kept until its follow-ups are over. */
export const followUpsKept = z.superRefine<object>(
  (contract, { addIssue }) => {
    const { followUps, retention } = WithFollowUps.parse(contract);
    for (const [index, { after }] of followUps.entries())
      if (after.days >= retention.invitationDays)
        addIssue({
          code: 'custom',
          path: ['followUps', index, 'after', 'days'],
          message: 'must be less than retention.invitationDays, for which a booking is kept',
        });
  },
  { when: ({ value }) => WithFollowUps.safeParse(value).success },
);
