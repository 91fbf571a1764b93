import * as z from 'zod/mini';
import { Refusal } from '../delivery/refusal.ts';
import type { Invitation } from '../invitation/invitation.ts';
import { readRequest } from '../malformed.ts';
import { type Notice, stateOf } from './notice.ts';

const WHAT_RULE = 'must be "called" or "answered"';
const REVISION_RULE = 'must be a whole number from 0';

/** What somebody did about an entry of the worklist, as told over HTTP. */
export const FinishedBody = z.discriminatedUnion(
  'what',
  [
    z.strictObject({
      what: z.literal('called'),
      /** Which version of the booking the customer was told of by phone; left out: the one they were not told of. */
      revision: z.optional(z.int(REVISION_RULE).check(z.gte(0, REVISION_RULE))),
    }),
    z.strictObject({ what: z.literal('answered') }),
  ],
  { error: (issue) => (issue.code === 'invalid_union' ? WHAT_RULE : 'must be an object') },
);
export type FinishedBody = z.infer<typeof FinishedBody>;

/** Reads the body. Throws Refusal `malformed`, naming each field. */
export const readFinished = (body: unknown): FinishedBody => readRequest(FinishedBody, body);

/**
 * The notice that a call was about: that of the named version, else the one that the mark names, else the newest that
 * had something to tell. Throws Refusal `already-told` if the customer was told, or is about to be.
 */
export function noticeToCall(
  notices: readonly Notice[],
  { notTold }: Pick<Invitation, 'notTold'>,
  revision = notTold?.revision,
): Notice {
  const notice =
    revision === undefined
      ? notices.findLast((one) => stateOf(one) !== 'not-needed')
      : notices.find((one) => one.revision === revision);
  if (notice?.called || (notice && stateOf(notice) === 'not-told')) return notice;
  throw new Refusal('already-told', 'Nobody has to call this customer about this version of the booking.');
}
