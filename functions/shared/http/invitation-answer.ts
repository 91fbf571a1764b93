import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { FAILURE_SENTENCES } from '../domain/delivery/failure.ts';
import { messageIdsOf } from '../domain/invitation/invitation.ts';
import { type InvitationStatus, invitationStatus } from '../domain/invitation/invitation-status.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { SendResult } from '../operations/invitation/send-invitation.ts';
import type { SentInvitation } from './answers/invitation-schema.ts';
import { jsonAnswer } from './body.ts';
import { problem } from './problem-answer.ts';

/** Still open: the caller follows it by `GET /invitations/{id}` or by the events on the bus. */
const UNSETTLED: readonly InvitationStatus[] = ['sending', 'unknown', 'retrying', 'unresolved'];

/** What `POST /invitations` answers: to the first request, and to its repeats. */
export function invitationAnswer(
  { invitation, repeated, messages }: SendResult,
  requestId: string,
  now: Instant,
): APIGatewayProxyStructuredResultV2 {
  const { invitationId, rejection, retryAt } = invitation;
  const status = invitationStatus(invitation, messages, now);
  if (status === 'rejected' && rejection) {
    const members = { invitationId, reason: rejection.reason, ...(rejection.code && { code: rejection.code }) };
    return problem('rejected', requestId, { detail: FAILURE_SENTENCES[rejection.reason], members });
  }
  const messageId = messageIdsOf(invitation).at(-1);
  const answer: SentInvitation = { invitationId, status, ...(messageId && { messageId }), ...(retryAt && { retryAt }) };
  if (UNSETTLED.includes(status)) return jsonAnswer(202, answer);
  return jsonAnswer(repeated ? 200 : 201, answer);
}
