import * as z from 'zod/mini';
import type { Item } from '../model/expressions.ts';
import type { NoticeRequest } from '../model/provider-model.ts';
import { TERMS } from '../story/contract.ts';
import type { Evidence } from './evidence.ts';
import { itemReader } from './items.ts';

/** What the promise looks at in an invitation, of whatever origin. */
const Booking = z.looseObject({
  state: z.string(),
  startsAt: z.optional(z.string()),
  service: z.optional(z.string()),
  serviceTitle: z.optional(z.string()),
  resource: z.optional(z.string()),
  resourceName: z.optional(z.string()),
  attention: z.array(z.string()),
});
const Entry = z.looseObject({
  kind: z.string(),
  at: z.string(),
  changes: z.optional(z.looseObject({ startsAt: z.optional(z.string()) })),
  place: z.optional(z.looseObject({ outcome: z.string(), reason: z.optional(z.string()) })),
  read: z.optional(z.looseObject({ startsAt: z.optional(z.string()) })),
  /** Of an approval: when what was approved begins. */
  startsAt: z.optional(z.string()),
  /** Of a cancellation: staff refused what waited for approval. */
  declined: z.optional(z.boolean()),
});
export const ToldInvitation = z.looseObject({
  type: z.literal('invitation'),
  invitationId: z.string(),
  language: z.string(),
  recipient: z.optional(z.object({ chatId: z.string() })),
  revision: z.number(),
  history: z.record(z.string(), Entry),
  booking: z.optional(Booking),
  notTold: z.optional(z.object({ revision: z.number(), purpose: z.string(), reason: z.string(), since: z.string() })),
  attentionSince: z.optional(z.string()),
  worklistDay: z.optional(z.string()),
});
export type ToldInvitation = z.infer<typeof ToldInvitation>;

/** An invitation as it is stored; `undefined` for any other item. */
export const toldInvitationIn = itemReader('invitation', ToldInvitation);
export const toldInvitationsIn = (items: ReadonlyMap<string, Item>): ToldInvitation[] =>
  [...items.values()].flatMap((item) => toldInvitationIn(item) ?? []);

type Kind = 'requested' | 'stands' | 'cancelled' | 'declined' | 'refused';

/** One content of a booking, since when it was stored, and the last revision of it. */
export type Version = {
  at: number;
  revision: number;
  /** The same key is the same news. */
  key: string;
  kind: Kind | 'unclear';
  /** At some time a person had to look at it before anybody could be told. */
  isDoubtful: boolean;
  startsAt: string;
  service?: string | undefined;
  resource?: string | undefined;
};

/** Why a form has no time, where another choice of the customer gets one. */
const MENDABLE = ['start-in-past', 'too-soon', 'too-far', 'off-step', 'outside-opening-hours', 'slot-taken'];

/** The newest entry that decides the booking. */
const decisiveEntry = ({ history }: ToldInvitation) =>
  Object.entries(history)
    .filter(([, { kind, changes }]) => kind !== 'placement' && !(kind === 'change' && !changes?.startsAt))
    .toSorted(([a, one], [b, other]) => (`${one.at}#${a}` < `${other.at}#${b}` ? -1 : 1))
    .at(-1);

/** The newest form, if it decides the booking and cannot have its time. */
function refusedForm(invitation: ToldInvitation): { id: string; startsAt: string } | undefined {
  const [id, newest] = decisiveEntry(invitation) ?? [];
  const { outcome, reason = '' } = newest?.place ?? {};
  const startsAt = newest?.read?.startsAt;
  const isRefused = newest?.kind === 'completion' && outcome === 'refused' && MENDABLE.includes(reason);
  return id !== undefined && isRefused && startsAt ? { id, startsAt } : undefined;
}

/** What a customer has to know of an invitation as it is stored; `undefined` while there is no booking. */
export function contentOf(invitation: ToldInvitation): Omit<Version, 'at'> | undefined {
  const { booking, revision } = invitation;
  const form = refusedForm(invitation);
  if (form) {
    return { revision, key: `refused ${form.id}`, kind: 'refused', isDoubtful: true, startsAt: form.startsAt };
  }
  if (!booking) return undefined;
  const { state, startsAt, attention } = booking;
  if (!startsAt || state === 'requested') {
    return { revision, key: 'unclear', kind: 'unclear', isDoubtful: true, startsAt: '' };
  }
  const [decidedBy, decision] = decisiveEntry(invitation) ?? [];
  // Nobody is told of it by a text that names free times where there are none.
  if (decision?.declined)
    return { revision, key: `declined ${decidedBy}`, kind: 'declined', isDoubtful: true, startsAt };
  if (state === 'cancelled') {
    return { revision, key: `cancelled ${startsAt}`, kind: 'cancelled', isDoubtful: false, startsAt };
  }
  const [service, resource] = [booking.serviceTitle ?? booking.service, booking.resourceName ?? booking.resource];
  const isDoubtful = attention.some((reason) => reason !== 'overlap' && reason !== 'not-approved');
  const kind = state === 'to-approve' ? 'requested' : 'stands';
  const key = `${kind} ${startsAt} ${service} ${resource}`;
  return { revision, key, kind, isDoubtful, startsAt, service, resource };
}

/** All that the bookings of a story ever were, by invitation, in the order of the table. */
export function versionsIn({ committed }: Evidence): Map<string, Version[]> {
  const versions = new Map<string, Version[]>();
  for (const { after, at } of committed) {
    const invitation = toldInvitationIn(after);
    const content = invitation && contentOf(invitation);
    if (!invitation || !content) continue;
    const known = versions.get(invitation.invitationId) ?? [];
    const latest = known.at(-1);
    if (latest?.key !== content.key || latest.revision !== content.revision) {
      versions.set(invitation.invitationId, [...known, { ...content, at }]);
    } else if (content.isDoubtful) latest.isDoubtful = true;
  }
  return versions;
}

/** What the contract says in place of a service or a person that is not known, after its shipped texts. */
const FALLBACKS = {
  en: { service: 'your visit', resource: 'our team' },
  es: { service: 'tu visita', resource: 'nuestro equipo' },
} as const;

const KINDS: readonly (readonly [RegExp, Kind])[] = [
  [/: (we cannot take you on|no podemos atenderte el) /, 'declined'],
  [/^(Sorry|Lo sentimos), /, 'refused'],
  [/We have your request|Tenemos tu petición/, 'requested'],
  [/is cancelled|está cancelada/, 'cancelled'],
  [/is booked|has changed|está reservada|ha cambiado/, 'stands'],
];

const OF_TEMPLATES: Readonly<Record<string, Kind>> = {
  told_requested: 'requested',
  told_cancelled: 'cancelled',
  told_declined: 'declined',
};

/** What a message of the business is about, by its words or its template. */
function kindOf({ text, template }: NoticeRequest): Kind | undefined {
  if (template !== undefined) return OF_TEMPLATES[template] ?? 'stands';
  return KINDS.find(([words]) => words.test(text))?.[1];
}

const plain = (text: string) => text.replaceAll('\u202f', ' ');

const formats = new Map<string, Intl.DateTimeFormat>();

/** Writes days or times. To make one takes far longer than to use it. */
function formatOf(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([language, options]);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(language, options);
  formats.set(key, format);
  return format;
}

/** The day and the time in words, by each clock that the business had in the story. */
export function momentsIn(startsAt: string, language: string, { world }: Evidence): string[][] {
  const zones = new Set(world.termsInForce.map(({ terms }) => TERMS[terms].timeZone));
  return [...zones].map((timeZone) => {
    const words = (options: Intl.DateTimeFormatOptions) =>
      plain(formatOf(language, { timeZone, ...options }).format(Date.parse(startsAt)));
    return [words({ weekday: 'long', day: 'numeric', month: 'long' }), words({ hour: 'numeric', minute: '2-digit' })];
  });
}

/** Whether a message tells a version: what it is about, its day and time, its service, and with whom. */
export function tells(
  evidence: Evidence,
  request: NoticeRequest,
  { kind, startsAt, service, resource }: Version,
  language: string,
): boolean {
  if (kindOf(request) !== kind) return false;
  const spoken = language === 'es' ? 'es' : 'en';
  const { text, template } = request;
  const fallback = FALLBACKS[spoken];
  const isOfPlace = kind === 'stands' || kind === 'requested';
  const named = isOfPlace ? [service ?? fallback.service] : [];
  // The variables of a template do not name the person.
  const people = isOfPlace && template === undefined ? [resource ?? fallback.resource] : [];
  return momentsIn(startsAt, spoken, evidence).some((moment) =>
    [...moment, ...named, ...people].every((words) => text.includes(words)),
  );
}
