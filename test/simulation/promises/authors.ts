import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { attendedIn } from './attendance-items.ts';
import type { Committed, Evidence } from './evidence.ts';
import { itemReader } from './items.ts';
import { resendsIn } from './told-sends.ts';
import type { Violation } from './violation.ts';

const broken = (what: string): Violation => ({ promise: 15, what });

type Author = { kind: string };
const CUSTOMER: Author = { kind: 'customer' };

const Histories = z.object({
  invitationId: z.string(),
  history: z.record(z.string(), z.looseObject({ kind: z.string(), actor: z.optional(z.unknown()) })),
});
const Closing = z.object({ closureId: z.string(), actor: z.unknown(), removedBy: z.optional(z.unknown()) });
const Announced = z.object({
  invitationId: z.string(),
  actor: z.unknown(),
  change: z.object({ kind: z.string(), id: z.string() }),
});

/** Runs of one request are told apart by a number. */
const requestOf = (run: string) => run.replace(/ \d+$/, '');

/** Whom each request is from, by the name of its runs. Nobody but a customer's tap has `answer-customer` decide. */
const askersOf = ({ business, desk }: Evidence): ReadonlyMap<string, Author> =>
  new Map<string, Author>([
    ['answer-customer', CUSTOMER],
    ...business.requests.map(({ key }) => [key, { kind: 'owner' }] as const),
    ...desk.requests.map(({ key, kind, asker }) => [`${key} ${kind}`, asker] as const),
  ]);

const invitationIn = itemReader('invitation', Histories);
const closureIn = itemReader('closure', Closing);

/** A form is a customer's, whoever stored it. */
const authorOf = (kind: string, asker: Author | undefined) => (kind === 'completion' ? CUSTOMER : asker);

type Entry = { name: string; author: Author | undefined; fault?: string };

/** The entries that a write added to the history of an invitation, with the true author of each. */
function entriesOf({ before, after: item }: Committed, asker: Author | undefined): Entry[] {
  const after = invitationIn(item);
  if (!after) return [];
  const known = invitationIn(before)?.history ?? {};
  return Object.entries(after.history).flatMap(([id, { kind, actor }]): Entry[] => {
    if (Object.hasOwn(known, id)) return [];
    const author = authorOf(kind, asker);
    const said = kind === 'completion' ? (actor ?? CUSTOMER) : actor;
    const isRight = author !== undefined && isDeepStrictEqual(said, author);
    const name = `${after.invitationId} ${id}`;
    if (isRight) return [{ name, author }];
    const fault = `a ${kind} of ${after.invitationId} names ${JSON.stringify(said)} instead of ${JSON.stringify(author)}`;
    return [{ name, author, fault }];
  });
}

/** What a write says wrong of who closed, or who deleted a closure. */
function faultsOfClosure({ before, after: item }: Committed, asker: Author | undefined): string[] {
  const after = closureIn(item);
  if (!after) return [];
  const known = closureIn(before);
  const isClosed = known !== undefined || isDeepStrictEqual(after.actor, asker);
  const isDeleted = isDeepStrictEqual(after.removedBy, known?.removedBy) || isDeepStrictEqual(after.removedBy, asker);
  return [
    ...(isClosed ? [] : [`the closure ${after.closureId} does not name who closed`]),
    ...(isDeleted ? [] : [`the closure ${after.closureId} does not name who deleted it`]),
  ];
}

/** What a write says wrong of who noted that the customer came, or did not. */
function faultOfAttendance({ before, after }: Committed, asker: Author | undefined): string[] {
  const [known, noted] = [attendedIn(before)?.attendance, attendedIn(after)?.attendance];
  if (!noted || isDeepStrictEqual(noted, known) || isDeepStrictEqual(noted.actor, asker)) return [];
  return [`"${noted.value}" names ${JSON.stringify(noted.actor)} instead of ${JSON.stringify(asker)}`];
}

/** What says wrong of who had a notice sent again. */
function faultsOfResends(evidence: Evidence, askers: ReadonlyMap<string, Author>): string[] {
  return resendsIn(evidence).flatMap(({ invitationId, actor, run = '' }) => {
    const asker = askers.get(requestOf(run));
    if (asker && isDeepStrictEqual(actor, asker)) return [];
    return [
      `a notice of ${invitationId} is sent again by ${JSON.stringify(actor)} instead of ${JSON.stringify(asker)}`,
    ];
  });
}

/** Each event about a booking names the author of the entry that it announces, or the system. */
function faultsOfEvents({ world }: Evidence, authors: ReadonlyMap<string, Author | undefined>): string[] {
  return world.bus.published.flatMap(({ 'detail-type': type, detail }) => {
    const { data } = Announced.safeParse(detail);
    if (!data) return [];
    const { invitationId, actor, change } = data;
    const author = change.kind === 'attention' ? { kind: 'system' } : authors.get(`${invitationId} ${change.id}`);
    return isDeepStrictEqual(actor, author) ? [] : [`${type} of ${invitationId} names ${JSON.stringify(actor)}`];
  });
}

/** Promise 15: every change names its author. Who that is follows from the request or the message behind the write. */
export function judgeAuthors(evidence: Evidence): Violation[] {
  const askers = askersOf(evidence);
  const askerOf = ({ by }: Committed) => (by === undefined ? undefined : askers.get(requestOf(by)));
  const entries = evidence.committed.flatMap((change) => entriesOf(change, askerOf(change)));
  const closures = evidence.committed.flatMap((change) => faultsOfClosure(change, askerOf(change)));
  const attendance = evidence.committed.flatMap((change) => faultOfAttendance(change, askerOf(change)));
  const authors = new Map(entries.map(({ name, author }) => [name, author]));
  const faults = entries.flatMap(({ fault }) => fault ?? []);
  return [
    ...faults,
    ...closures,
    ...attendance,
    ...faultsOfResends(evidence, askers),
    ...faultsOfEvents(evidence, authors),
  ].map(broken);
}
