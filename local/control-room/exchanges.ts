import { isJsonObject } from '../../functions/shared/domain/text/json.ts';
import type { NamedPayload } from '../../web/control-room/payload-names.ts';
import type { Invocation } from '../aws/lambda/invocation-journal.ts';
import type { ExchangeRecord } from '../one-msg/live-flow/live-flows.ts';
import type { Attempt } from '../one-msg/live-flow/post-request.ts';

/** More of an encrypted text says nothing to a person. */
const SHOWN_LENGTH = 200;

const ENDPOINT = 'exchange-flow-data';

/** An exchange of a live form as a person reads it: decrypted, beside what went over the wire. */
export type ShownExchange = {
  at: string;
  ms: number;
  /** What was asked: `INIT`, or the screen that was left by a button or by BACK. */
  asked: string;
  outcome: ExchangeRecord['outcome'];
  payloads: NamedPayload[];
  /** Whether the endpoint's function ran. */
  isHandled: boolean;
};

/** The exchange as shown; `invocations` tell whether the function ran for it. */
export function showExchange(exchange: ExchangeRecord, invocations: readonly Invocation[]): ShownExchange {
  const { at, ms, request, answer, attempts, outcome } = exchange;
  return {
    at,
    ms,
    asked: [request['action'], request['screen']].filter((word) => word !== undefined).join(' '),
    outcome,
    payloads: [
      { name: 'decrypted-request', body: request },
      ...(answer ? [{ name: 'decrypted-answer' as const, body: answer }] : []),
      { name: 'wire', body: attempts.map(onTheWire) },
    ],
    isHandled: invocationFor(exchange, invocations) !== undefined,
  };
}

/** The run of the endpoint's function for an exchange; `undefined` if none of its requests came so far. */
export const invocationFor = (
  { attempts }: ExchangeRecord,
  invocations: readonly Invocation[],
): Invocation | undefined =>
  invocations.find(
    ({ function: name, event }) => name === ENDPOINT && attempts.some(({ sent }) => event.includes(vectorIn(sent))),
  );

/** The exchange in which a customer confirmed, by the id of the confirmation. */
export const confirmationIn = (exchanges: readonly ExchangeRecord[], confirmId: string): ExchangeRecord | undefined =>
  exchanges.find(
    ({ request: { data } }) => isJsonObject(data) && data['confirm_id'] === confirmId && data['step'] === 'confirm',
  );

/** The vector of a request is in no other one. */
const vectorIn = (sent: string): string => /"initial_vector":"([^"]+)"/.exec(sent)?.[1] ?? sent;

function onTheWire({ ms, sent, posted }: Attempt) {
  const request = { bytes: Buffer.byteLength(sent), text: shortened(sent) };
  if ('failure' in posted) return { ms, request, failure: posted.failure };
  const { status, text } = posted;
  return { ms, request, answer: { status, bytes: Buffer.byteLength(text), text: shortened(text) } };
}

const shortened = (text: string): string => (text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text);
