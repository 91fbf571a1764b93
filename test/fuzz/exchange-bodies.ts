import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import fc from 'fast-check';
import { type Dice, diceFor } from '../simulation/engine/dice.ts';
import { createFlowPhone, type WireRequest } from '../support/flow-phone.ts';
import { anyJson, hostileText } from '../support/hostile-json.ts';
import { httpEvent } from '../support/lambda-events.ts';
import { KINDS, type Kind, type KindName } from './body-kinds.ts';
import { aForeignToken, type Hostile, requestText } from './requests.ts';

/** What senders may know of the endpoint. */
export type Known = {
  /** The secret in the path of its URL. */
  secret: string;
  /** The public keys, as PEM: both can be opened. Most phones use the first. */
  publicKeys: readonly [string, string];
  /** Tokens of invitations that the stack sent. */
  tokens: readonly string[];
};

/** A body on its way, and what may become of it. */
export type FuzzedRequest = {
  kind: KindName;
  event: APIGatewayProxyEventV2;
  statuses: readonly number[];
  isKnown: boolean;
};

/** Texts and JSON are picked from so many, because to make one takes longer than to answer it. */
const HOSTILE = 2_000;
/** Genuine requests whose envelopes are changed. */
const ENVELOPES = 48;
const OLD_KEY = 0.1;
const ENCODED = 0.1;

const NAMES = Object.keys(KINDS) as KindName[];
const SHARES = NAMES.flatMap((name) => Array.from({ length: KINDS[name].share }, () => name));

function hostileBy(seed: number): Hostile {
  const [jsons, texts] = [anyJson, hostileText].map((arbitrary) => fc.sample(arbitrary, { seed, numRuns: HOSTILE }));
  return { json: (dice) => dice.pick(jsons ?? []), text: (dice) => dice.pick(texts ?? []) };
}

/**
 * Bodies of every kind for the endpoint of live forms. The same seed and number give the same body on the same day, but for
 * the random part of RSA's padding.
 */
export async function createBodies(seed: number, { secret, publicKeys, tokens }: Known) {
  const hostile = hostileBy(seed);
  let current: Dice = diceFor(seed, 'envelopes');
  const fill = (bytes: Uint8Array<ArrayBuffer>) => {
    bytes.set(current.bytes(bytes.length));
    return bytes;
  };
  const [phone, oldPhone] = await Promise.all(publicKeys.map((pem) => createFlowPhone(pem, fill)));
  if (!phone || !oldPhone) throw new Error('The endpoint needs two keys.');
  const encrypt = async (content: string) => {
    const by = current.chance(OLD_KEY) ? oldPhone : phone;
    return (await by.encrypt(content)).body;
  };
  const pool: WireRequest[] = [];
  for (let index = 0; index < ENVELOPES; index++) {
    pool.push(await encrypt(requestText(current, hostile, 0.1, aForeignToken(current, hostile))));
  }

  return async function requestOf(number: number): Promise<FuzzedRequest> {
    const dice = diceFor(seed, String(number));
    current = dice;
    const name = dice.pick(SHARES);
    const kind: Kind = KINDS[name];
    const made = await kind.make({
      dice,
      hostile,
      encrypt,
      envelope: () => dice.pick(pool),
      token: () => dice.pick(tokens),
    });
    const event = httpEvent({ route: 'POST /flows/{secret}', path: { secret }, body: made }, 0);
    if (dice.chance(ENCODED)) encode(dice, event);
    return { kind: name, event, statuses: kind.statuses, isKnown: kind.isKnown === true };
  };
}

/** The gateway hands on in base64 what it does not take for a text: bytes that are UTF-8, or are not. */
function encode(dice: Dice, event: APIGatewayProxyEventV2): void {
  event.body = Buffer.from(event.body ?? '', dice.pick(['utf8', 'latin1'])).toString('base64');
  event.isBase64Encoded = true;
}
