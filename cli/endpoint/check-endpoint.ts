import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { now } from '../../functions/shared/domain/time/instant.ts';
import type { StoredEndpointKey } from '../../functions/shared/secrets/endpoint-keys.ts';
import { publicKeyOf } from '../../functions/shared/secrets/new-endpoint-key.ts';
import { type Finding, fault, ok, warning } from '../doctor/check.ts';
import { uploadableFrom } from './key-times.ts';
import { type Ping, type PingOutcome, pingEndpoint } from './ping.ts';

/** What an endpoint's health is judged by. */
export type EndpointSecrets = { keys: readonly StoredEndpointKey[]; appSecrets: readonly string[] };

const LOG = 'read the log of exchange-flow-data';

const SENTENCES: Record<Exclude<PingOutcome, number> | 404 | 413 | 421 | 429 | 432, string> = {
  active: 'It answers what is encrypted for its key.',
  unreadable: `It answered 200 with something that a phone cannot read: ${LOG}.`,
  late: `It did not answer within the ten seconds that a phone waits: ${LOG}.`,
  unreachable: 'It cannot be reached: check that this machine is online and, with --local, that the stack is running.',
  404: 'Its URL is unknown: put "kind": "live" into the contract\'s flow and deploy. After "keys rotate endpoint", try again in five minutes.',
  413: `It takes a ping for too large: ${LOG}.`,
  421: 'It does not open what is encrypted for this key: try again in five minutes, then deploy again.',
  429: 'Too many requests at a time: try again in a minute, then raise FORM_LIMIT in infra/parts/live-form.ts.',
  432: 'It refuses the signature: try again in five minutes, as functions may have read another app secret.',
};

const isNamed = (outcome: PingOutcome): outcome is keyof typeof SENTENCES => outcome in SENTENCES;

/** Says what an endpoint did with a ping, and what to do unless it answered. */
export const pingSentence = (outcome: PingOutcome): string =>
  isNamed(outcome) ? SENTENCES[outcome] : `It answered ${outcome} to a ping: ${LOG}.`;

/** Whether a ping says something of this key; otherwise no key would be answered. */
const isAboutKey = (outcome: PingOutcome) => outcome === 'active' || outcome === 421;

/** Half of what makes WhatsApp warn: p90 of a second, https://developers.facebook.com/docs/whatsapp/flows/guides/healthmonitoring */
const SLOW_MS = 500;
const LATENCY_PINGS = 10;

function judgeKey(key: StoredEndpointKey, outcome: PingOutcome): Finding {
  const check = `Key ${key.id}`;
  if (outcome === 'active') return ok(check, 'It opens what is encrypted for it.');
  const from = uploadableFrom(key);
  if (outcome === 421 && now() < from) return warning(check, `Not every function has read it yet: wait until ${from}.`);
  return fault(check, pingSentence(outcome));
}

const statusOf = (outcome: PingOutcome) => (outcome === 'active' || outcome === 'unreadable' ? 200 : outcome);

/** Phones that have an old key must be told so by 421: they fetch the key again and repeat. */
async function checkUnknownKey(ping: (publicKey: KeyObject) => Promise<Ping>): Promise<Finding> {
  const check = 'Unknown key';
  const { publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const { outcome } = await ping(publicKey);
  if (outcome === 421) return ok(check, 'It tells a phone with another key to fetch the key again.');
  return fault(check, `It answered ${statusOf(outcome)} to a phone with another key, which waits for 421: ${LOG}.`);
}

async function checkSignature(url: string, publicKey: KeyObject, appSecrets: readonly string[]): Promise<Finding> {
  const check = 'Signature';
  if (appSecrets.length === 0) return ok(check, 'No app secret is stored, so signatures are not looked at.');
  const { outcome } = await pingEndpoint(url, { publicKey });
  if (outcome === 432) return ok(check, 'It refuses what is not signed with a stored app secret.');
  return fault(check, `It answered ${statusOf(outcome)} to a request without a signature: try again in five minutes.`);
}

async function checkLatency(ping: () => Promise<Ping>): Promise<Finding> {
  const check = 'Latency';
  const pings: Ping[] = [];
  for (let count = 0; count < LATENCY_PINGS; count += 1) pings.push(await ping());
  const lost = pings.find(({ outcome }) => outcome !== 'active');
  if (lost) return fault(check, `Not every ping was answered. ${pingSentence(lost.outcome)}`);
  const sorted = pings.map(({ ms }) => ms).toSorted((one, other) => one - other);
  const [median = 0, slow = 0] = [sorted[LATENCY_PINGS / 2], sorted[LATENCY_PINGS - 1]];
  const says = `${LATENCY_PINGS} pings took ${median} ms in the middle and ${slow} ms at most, from this machine.`;
  if (slow < SLOW_MS) return ok(check, says);
  return warning(check, `${says} WhatsApp warns when one request in ten takes a second: ${LOG}.`);
}

/**
 * Asks the endpoint of a live form by its URL as a phone does: with each stored key, with an unknown one, without a
 * signature, and ten times for the latency. Whatever the endpoint does becomes a finding.
 */
export async function checkEndpoint(url: string, { keys, appSecrets }: EndpointSecrets): Promise<Finding[]> {
  const [newest] = keys;
  const known = keys.find(({ uploadedAt }) => uploadedAt !== undefined) ?? newest;
  if (!known) return [fault('Keys', 'There is no key yet: run "npm run channel -- endpoint keys create".')];
  const [appSecret] = appSecrets;
  const ping = (publicKey: KeyObject) => pingEndpoint(url, { publicKey, appSecret });

  const [first, ...others] = [known, ...keys.filter((key) => key !== known)];
  const { outcome } = await ping(publicKeyOf(first));
  if (!isAboutKey(outcome)) return [fault('Endpoint', pingSentence(outcome))];
  const ofOthers = others.map(async (key) => judgeKey(key, (await ping(publicKeyOf(key))).outcome));
  return [
    judgeKey(first, outcome),
    ...(await Promise.all(ofOthers)),
    await checkUnknownKey(ping),
    await checkSignature(url, publicKeyOf(first), appSecrets),
    ...(outcome === 'active' ? [await checkLatency(() => ping(publicKeyOf(first)))] : []),
  ];
}
