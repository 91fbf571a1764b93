import * as z from 'zod/mini';
import { VerbFailure } from './exit-codes.ts';
import { openStackApi, problemIn, sentenceOf } from './stack-api.ts';

const FailureView = z.object({ reason: z.string(), explanation: z.optional(z.string()) });

/** The fields of the answer to `POST /invitations` that the command line needs. */
const Accepted = z.object({ invitationId: z.string(), status: z.string() });

/** The fields of `GET /invitations/{id}` that the command line needs. */
export const InvitationState = z.object({
  invitationId: z.string(),
  status: z.string(),
  retryAt: z.optional(z.string()),
  rejection: z.optional(FailureView),
  messages: z.array(
    z.object({
      messageId: z.string(),
      carrier: z.optional(z.string()),
      delivery: z.string(),
      failure: z.optional(FailureView),
    }),
  ),
});
export type InvitationState = z.infer<typeof InvitationState>;

export type InvitationRequest = { phone?: string; chatId?: string; customerName?: string; language?: string };

/** The stack's own API. */
export type InvitationsApi = {
  /**
   * Requests an invitation and returns its id. `undefined` means that the id is not known yet and the caller should
   * repeat the request: the same idempotency key creates only one invitation.
   * @throws VerbFailure if the API refuses
   */
  request(body: InvitationRequest, idempotencyKey: string): Promise<string | undefined>;
  /** The invitation's state; `undefined` if there was no answer. Throws VerbFailure if the API refuses. */
  read(invitationId: string): Promise<InvitationState | undefined>;
};

export function openInvitationsApi(of: { api: string; apiKey: string }): InvitationsApi {
  const call = openStackApi(of);
  return {
    async request(body, idempotencyKey) {
      const headers = { 'idempotency-key': idempotencyKey };
      const answer = await call({ method: 'POST', path: '/invitations', headers, body });
      if (!answer || isPassing(answer.status)) return undefined;
      const accepted = Accepted.safeParse(answer.json);
      if (answer.isOk && accepted.success) return accepted.data.invitationId;
      const problem = problemIn(answer);
      // The invitation exists and was refused; its own state gives the reason.
      if (problem.invitationId !== undefined) return problem.invitationId;
      throw new VerbFailure(sentenceOf(problem));
    },
    async read(invitationId) {
      const answer = await call({ method: 'GET', path: `/invitations/${encodeURIComponent(invitationId)}` });
      if (!answer || isPassing(answer.status)) return undefined;
      const state = InvitationState.safeParse(answer.json);
      if (answer.isOk && state.success) return state.data;
      throw new VerbFailure(sentenceOf(problemIn(answer)));
    },
  };
}

/** The first request is still running, or the stack has a temporary fault. */
const isPassing = (status: number) => status === 409 || status === 429 || status === 500 || status >= 503;
