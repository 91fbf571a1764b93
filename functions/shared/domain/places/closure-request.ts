import { createHash } from 'node:crypto';
import { v5, v7 } from 'uuid';
import * as z from 'zod/mini';
import { Refusal } from '../delivery/refusal.ts';
import type { RequestKey } from '../invitation/invitation-id.ts';
import { malformed, readRequest } from '../malformed.ts';
import type { Actor } from '../people/actor.ts';
import { givenText } from '../text/given-text.ts';
import { epochMs, instantAt } from '../time/instant.ts';
import { readDate } from '../time/local-time.ts';
import { OpenSpans } from '../time/open-spans.ts';
import { type Closure, ClosureId, daysLong, instantsShown, LocalDateTime, MOST_CLOSURE_DAYS } from './closure.ts';
import type { PlaceTerms, ResourceId } from './service.ts';

/** Namespaces the ids of closures that a key names (a random UUID, fixed for ever). */
const NAMESPACE = '3b0f6d0a-4f0e-4d2b-8a7d-51c2e94a6c37';

/** The same key on the same channel always gives the same id; without a key every call gives a new one. */
export const closureIdFor = (channelId: string, key: RequestKey | undefined): ClosureId =>
  ClosureId.parse(key ? v5(`${channelId}\n${key.kind}\n${key.value}`, NAMESPACE) : v7());

const REASON_LIMIT = 200;
const MOST_SPANS = 5;

/** A date from 2000 to 2100, and a time. */
export const DATE_TIME_FORM = /^(20\d{2}|2100)-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/;
const DATE_TIME_RULE = 'must be a date from 2000 to 2100 and a time, such as "2026-12-24T09:00"';

const dateTime = z
  .string(DATE_TIME_RULE)
  .check(z.refine((text) => DATE_TIME_FORM.test(text) && readDate(text.slice(0, 10)) !== undefined, DATE_TIME_RULE));

const Times = z.object({ from: dateTime, to: dateTime });

/** What closes a resource, or all, over HTTP: by the business's own clock, `from` included, `to` not. */
export const ClosureBody = z
  .strictObject({
    resource: z.optional(z.string('must be the id of a resource')),
    from: dateTime,
    to: dateTime,
    hours: z.optional(
      OpenSpans.check(
        z.minLength(1, 'must not be empty when it is given: without it the time is closed'),
        z.maxLength(MOST_SPANS, `must be at most ${MOST_SPANS} times`),
      ),
    ),
    reason: z.optional(givenText(REASON_LIMIT)),
  })
  .check(
    z.refine(({ from, to }) => from < to, {
      path: ['to'],
      error: 'must be later than from',
      when: ({ value }) => Times.safeParse(value).success,
    }),
    z.refine((times) => daysLong(times) <= MOST_CLOSURE_DAYS, {
      path: ['to'],
      error: `must be at most ${MOST_CLOSURE_DAYS} days after from`,
      when: ({ value }) => Times.safeParse(value).success,
    }),
  );
export type ClosureBody = z.infer<typeof ClosureBody>;

/** Reads what closes. Throws Refusal `malformed`, naming each field. */
export const readClosure = (body: unknown): ClosureBody => readRequest(ClosureBody, body);

/** The same for every spelling of a request. */
export function closureHash(asked: ClosureBody): string {
  const said = Object.entries(asked).filter(([, value]) => value !== undefined);
  const canonical = JSON.stringify(said.sort(([one], [other]) => (one < other ? -1 : 1)));
  return createHash('sha256').update(canonical).digest('base64url');
}

/** Those whom a closure concerns. Throws Refusal `unknown-resource`, naming those there are. */
function resourcesFor({ resource: asked }: ClosureBody, { resources = [] }: PlaceTerms): ResourceId[] {
  const ids = resources.map(({ id }) => id);
  if (ids.length === 0) throw new Refusal('unknown-resource', 'The contract names no resources that could be closed.');
  if (asked === undefined) return ids;
  const known = ids.find((id) => id === asked);
  if (known) return [known];
  throw new Refusal('unknown-resource', `The resources are: ${ids.join(', ')}.`);
}

/**
 * A new closure as it was asked for at `nowMs`. Throws Refusal `unknown-resource`, or `malformed` if it is over already.
 */
export function newClosure(
  asked: ClosureBody,
  policy: PlaceTerms & { readonly timeZone: string },
  of: { channelId: string; key: RequestKey | undefined; nowMs: number; actor: Actor },
): Closure {
  const resources = resourcesFor(asked, policy);
  const [from, to] = [LocalDateTime.parse(asked.from), LocalDateTime.parse(asked.to)];
  const { startsAt, endsAt } = instantsShown({ from, to }, policy.timeZone);
  if (epochMs(endsAt) <= of.nowMs) {
    throw malformed({ field: 'to', rule: 'must be in the future' });
  }
  const [one] = resources;
  return {
    closureId: closureIdFor(of.channelId, of.key),
    ...(asked.resource !== undefined && one && { resource: one }),
    from,
    to,
    ...(asked.hours && { hours: asked.hours }),
    ...(asked.reason !== undefined && { reason: asked.reason }),
    createdAt: instantAt(of.nowMs),
    actor: of.actor,
    startsAt,
    endsAt,
    resources,
    requestHash: closureHash(asked),
  };
}
