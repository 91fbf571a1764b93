import { createHmac, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { isJsonObject, type JsonObject } from '../../../functions/shared/domain/text/json.ts';
import { sealRequest } from '../../../functions/shared/provider/exchange/sealed-request.ts';
import type { Clock } from '../../clock.ts';
import type { Behaviour } from '../behaviour/behaviour.ts';
import type { BehaviourSwitch } from '../behaviour/behaviour-switch.ts';
import { type BoundedLog, createBoundedLog } from '../bounded-log.ts';
import type { LiveFeed } from '../live-feed.ts';
import { type Asked, failed, type Outcome, readAnswer, readEnd, readPing } from './exchange.ts';
import type { LiveFlow } from './live-flow.ts';
import { APP_SECRET, type Attempt, postRequest } from './post-request.ts';

const LOG_LIMIT = 1_000;
/** After this status a phone fetches the public key again, and repeats its request once. */
const KEY_UNFIT = 421;
const OVER = 427;
const UNSIGNED = 432;

/** One exchange with an endpoint: decrypted, and what went over the wire. `at` is ISO, UTC; `ms` are real ones. */
export type ExchangeRecord = {
  at: string;
  ms: number;
  flowId: string;
  messageId: string | undefined;
  request: JsonObject;
  /** The last answer that could be decrypted. */
  answer: JsonObject | undefined;
  attempts: Attempt[];
  outcome: Outcome;
};

/** The Flow that is asked for, where its endpoint is, and the keys that its phones know, the newest first. */
export type Endpoint = { flowId: string; url: string; flow: LiveFlow; publicKeys: readonly string[] };

type Sender = { messageId?: string; token?: string | undefined };

/** WhatsApp's side of the live Flows. */
export type LiveFlows = {
  /** Asks an endpoint for the next screen of a message's form, as a phone does. */
  exchange(endpoint: Endpoint, sender: Sender, asked: Asked): Promise<Outcome>;
  /** Asks whether an endpoint is there, as WhatsApp does for the health of a Flow. */
  ping(endpoint: Endpoint): Promise<Outcome>;
  readonly log: BoundedLog<ExchangeRecord>;
  /** Lets all requests end. */
  stop(): void;
};

type Surroundings = { clock: Clock; behaviour: BehaviourSwitch; feed: LiveFeed };

export function createLiveFlows({ clock, behaviour, feed }: Surroundings): LiveFlows {
  const log = createBoundedLog<ExchangeRecord>(LOG_LIMIT);
  const stopping = new AbortController();

  /** Sends one request, and once more after 421; `read` understands the answers with the status 200. */
  async function send(endpoint: Endpoint, request: JsonObject, read: (answer: JsonObject) => Outcome) {
    const attempts: Attempt[] = [];
    const inForce = behaviour.current;
    const keys = keysFor(inForce.exchangeKey, endpoint.publicKeys);
    let heard: Heard = { outcome: failed('no-public-key') };
    for (const key of keys) {
      const sealed = sealRequest(request, createPublicKey(key));
      const posts = await postRequest({ url: endpoint.url, stopped: stopping.signal }, sealed.body, inForce);
      attempts.push(...posts);
      heard = hear((posts[1] ?? posts[0]).posted, sealed.open, read);
      if (heard.status !== KEY_UNFIT) break;
    }
    return { attempts, ...heard };
  }

  async function record(
    { flowId, ...endpoint }: Endpoint,
    messageId: string | undefined,
    request: JsonObject,
    read: (answer: JsonObject) => Outcome,
  ): Promise<Outcome> {
    const at = clock.now().toISOString();
    const start = performance.now();
    const { attempts, answer, outcome } = await send({ flowId, ...endpoint }, request, read);
    const ms = Math.round(performance.now() - start);
    log.add({ at, ms, flowId, messageId, request, answer, attempts, outcome });
    feed.publish('exchange', { flowId, messageId, kind: outcome.kind });
    return outcome;
  }

  return {
    async exchange(endpoint, { messageId, token }, asked) {
      const { flow } = endpoint;
      const from = { action: asked.action, ...(asked.screen !== undefined && { screen: asked.screen }) };
      const isTokenSent = token !== undefined && !behaviour.current.omitFlowToken;
      const of = { version: flow.data_api_version, ...from, ...(isTokenSent && tokenFields(token, flow)) };
      const request = { ...of, data: asked.data ?? {} };
      const outcome = await record(endpoint, messageId, request, (answer) => readAnswer(flow, asked, answer));
      if (outcome.kind === 'failed' && outcome.detail !== undefined) {
        const report = { ...of, data: { error: outcome.reason, error_message: outcome.detail } };
        await record(endpoint, messageId, report, readAcknowledgement);
      }
      return outcome;
    },
    ping: (endpoint) =>
      record(endpoint, undefined, { version: endpoint.flow.data_api_version, action: 'ping' }, readPing),
    log,
    stop: () => stopping.abort(),
  };
}

type Heard = { status?: number; answer?: JsonObject | undefined; outcome: Outcome };

/** What one HTTP answer means. Only an answer that could be decrypted has a `detail` to report to the endpoint. */
function hear(
  posted: Attempt['posted'],
  open: (answer: string) => JsonObject | undefined,
  read: (answer: JsonObject) => Outcome,
): Heard {
  if ('failure' in posted) return { outcome: failed(posted.failure) };
  const { status, text } = posted;
  if (status === KEY_UNFIT) return { status, outcome: failed('key-refused') };
  if (status === UNSIGNED) return { status, outcome: failed('signature-refused') };
  if (status !== 200 && status !== OVER) return { status, outcome: failed(`status-${status}`) };
  const answer = open(text);
  if (!answer) return { status, outcome: failed('undecryptable', 'the answer cannot be decrypted') };
  return { status, answer, outcome: status === OVER ? readEnd(answer) : read(answer) };
}

/** The keys of the first request and of its repeat after 421. */
function keysFor(which: Behaviour['exchangeKey'], [current, former]: readonly string[]): string[] {
  if (current === undefined) return [];
  if (which === 'foreign') return [foreignKey(), foreignKey()];
  return which === 'former' ? [former ?? foreignKey(), current] : [current, current];
}

let foreign: string | undefined;

/** A public key whose private key nobody has. */
function foreignKey(): string {
  foreign ??= generateKeyPairSync('rsa', { modulusLength: 2048 })
    .publicKey.export({ type: 'spki', format: 'pem' })
    .toString();
  return foreign;
}

/** From version 4.0 on, a JWT of the app proves that WhatsApp passed the token on. */
function tokenFields(token: string, { data_api_version: version }: LiveFlow): JsonObject {
  if (Number(version) < 4) return { flow_token: token };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ flow_token: token })}`;
  const signature = createHmac('sha256', APP_SECRET).update(signed).digest('base64url');
  return { flow_token: token, flow_token_signature: `${signed}.${signature}` };
}

function readAcknowledgement({ data }: JsonObject): Outcome {
  if (isJsonObject(data) && data['acknowledged'] === true) return { kind: 'active' };
  return failed('invalid-answer', 'data.acknowledged must be true');
}
