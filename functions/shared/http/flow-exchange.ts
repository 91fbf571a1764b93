import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Contract } from '../contract/contract.ts';
import { Refusal } from '../domain/delivery/refusal.ts';
import { mintFlowToken, verifyFlowToken } from '../domain/forms/flow-token.ts';
import { UNUSABLE_ANSWER_REMARK } from '../domain/live-form/log-remarks.ts';
import { answerCustomer } from '../operations/live-form/answer-customer.ts';
import { answerPreview } from '../operations/live-form/answer-preview.ts';
import type { LiveFormContext } from '../operations/live-form/confirm-booking.ts';
import { recordFormError } from '../operations/live-form/record-form-error.ts';
import { isSignedByApp } from '../provider/exchange/app-signature.ts';
import { Envelope, type OpenedEnvelope, openEnvelope } from '../provider/exchange/envelope.ts';
import { type Exchange, type FormExchange, readExchange } from '../provider/exchange/read-exchange.ts';
import { logger, noteInvitation } from '../runtime/logger.ts';
import type { CachedSecret } from '../secrets/cached-secret.ts';
import type { EndpointKeys } from '../secrets/endpoint-keys.ts';
import { bodyText, jsonBody } from './body.ts';

type Setup = LiveFormContext & { keys: CachedSecret<EndpointKeys>; contract: Contract };

/** What a phone does by the status: 421 fetches the public key again, 427 closes the form for good, 432 gives up. */
const STATUS = { shown: 200, keyUnfit: 421, over: 427, unsigned: 432 } as const;

export type OpenedExchange = { exchange: Exchange; seal: OpenedEnvelope['seal']; keys: EndpointKeys };

const answer = (statusCode: number, body?: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'cache-control': 'no-store', ...(body !== undefined && { 'content-type': 'text/plain' }) },
  ...(body !== undefined && { body }),
});

/** Opens the envelope by the keys as they were last read, and once more by newer ones if there may be any. */
async function openWith(envelope: Envelope, keys: EndpointKeys, secret: CachedSecret<EndpointKeys>) {
  const opened = openEnvelope(envelope, keys.privateKeys);
  const newer = opened ? undefined : await secret.getNewer();
  return newer ? openEnvelope(envelope, newer.privateKeys) : opened;
}

/** What a phone asks, or the answer to what nobody can read. Throws Refusal `too-large`, `not-json` or `malformed`. */
export async function openExchange(
  event: APIGatewayProxyEventV2,
  secret: CachedSecret<EndpointKeys>,
): Promise<OpenedExchange | { refused: APIGatewayProxyStructuredResultV2 }> {
  const body = jsonBody(event);
  const keys = await secret.get();
  const signature = event.headers['x-hub-signature-256'];
  if (!isSignedByApp(bodyText(event), signature, keys.appSecrets)) return { refused: answer(STATUS.unsigned) };
  const { data: envelope } = Envelope.safeParse(body);
  if (!envelope) throw new Refusal('malformed', 'The body is no encrypted request of a form.');
  const opened = await openWith(envelope, keys, secret);
  if (!opened) return { refused: answer(STATUS.keyUnfit) };
  const exchange = readExchange(opened.content);
  if (!exchange) throw new Refusal('malformed', 'The encrypted content is no request of a form.');
  return { exchange, seal: opened.seal, keys };
}

async function answerForms(setup: Setup, exchange: FormExchange, { seal, keys }: OpenedExchange) {
  const { version } = exchange;
  if (exchange.isPreview) {
    return answer(STATUS.shown, seal({ version, ...answerPreview(setup.contract, exchange, exchange.token ?? '') }));
  }
  const invitationId = verifyFlowToken(exchange.token ?? '', keys.signing);
  if (!invitationId) throw new Refusal('not-found', 'The token of the form is not one of this stack.');
  noteInvitation(invitationId);
  const shown = await answerCustomer(setup, invitationId, exchange, mintFlowToken(invitationId, keys.signing));
  if ('over' in shown) return answer(STATUS.over, seal({ version, error_msg: shown.over }));
  return answer(STATUS.shown, seal({ version, ...shown }));
}

/** Answers what was asked, so that only the phone can read it. Reads and writes nothing before the token verifies. */
export async function answerExchange(setup: Setup, opened: OpenedExchange): Promise<APIGatewayProxyStructuredResultV2> {
  const { exchange, seal } = opened;
  const { version } = exchange;
  if (exchange.kind === 'ping') return answer(STATUS.shown, seal({ version, data: { status: 'active' } }));
  if (exchange.kind === 'error-report') {
    const invitationId = verifyFlowToken(exchange.token ?? '', opened.keys.signing);
    logger.error(UNUSABLE_ANSWER_REMARK, { error: exchange.error, invitationId });
    if (invitationId) await recordFormError(setup.table, invitationId, exchange.error);
    return answer(STATUS.shown, seal({ version, data: { acknowledged: true } }));
  }
  return answerForms(setup, exchange, opened);
}
