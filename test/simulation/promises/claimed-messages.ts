import * as z from 'zod/mini';
import type { NoticeRequest } from '../model/provider-model.ts';
import type { Evidence } from './evidence.ts';
import { isTombstone } from './items.ts';

const Attempts = z.array(
  z.looseObject({ attempts: z.array(z.looseObject({ claimId: z.string(), message: z.optional(z.string()) })) }),
);

/** A claim to send something, by which run, and the request that it made, as far as it reached the provider. */
type Requesting = {
  at: number;
  run: string | undefined;
  /** The message that its attempt was stored with, if it was stored as accepted. */
  messageId?: string | undefined;
  request?: NoticeRequest;
};

const acceptedBy = new WeakMap<Evidence['committed'], ReadonlyMap<string, string>>();

/** The messages with which attempts of notices and reminders were stored as accepted, by the ids of their claims. */
export function acceptedMessages({ committed }: Evidence): ReadonlyMap<string, string> {
  const accepted = acceptedBy.get(committed) ?? acceptedIn(committed);
  acceptedBy.set(committed, accepted);
  return accepted;
}

function acceptedIn(committed: Evidence['committed']): Map<string, string> {
  const ids = new Map<string, string>();
  const accepted = new Map<string, string>();
  for (const { pk, after } of committed) {
    if (!after || isTombstone(after)) continue;
    if (after['type'] === 'message') ids.set(pk, String(after['messageId']));
    if (after['type'] !== 'notice' && after['type'] !== 'reminder') continue;
    for (const { claimId, message } of Attempts.parse(after[`${after['type']}s`]).flatMap(({ attempts }) => attempts)) {
      const id = ids.get(message ?? '');
      if (id !== undefined) accepted.set(claimId, id);
    }
  }
  return accepted;
}

/**
 * The claim by which a request was made: the one that was stored with its message, else the latest of the run whose message
 * is not known, at best one that says the same. Two messages of one run may have the same words and the same addressee.
 */
export function claimOf<One extends Requesting>(
  claims: readonly One[],
  request: NoticeRequest,
  mayBeIts: (claim: One) => boolean,
  saysTheSame: (claim: One) => boolean,
): One | undefined {
  const { run, at, messageId } = request;
  const fitting = claims.filter((one) => one.run === run && one.at <= at && !one.request && mayBeIts(one));
  const own = fitting.find((one) => one.messageId !== undefined && one.messageId === messageId);
  const open = fitting.filter((one) => one.messageId === undefined);
  return own ?? open.findLast(saysTheSame) ?? open.at(-1);
}
