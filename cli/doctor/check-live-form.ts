import { createPublicKey } from 'node:crypto';
import type { Contract } from '../../functions/shared/contract/contract.ts';
import { now } from '../../functions/shared/domain/time/instant.ts';
import type { ChannelAdmin } from '../../functions/shared/provider/channel-admin.ts';
import type { ChannelPublicKey } from '../../functions/shared/provider/channel-encryption.ts';
import { ChannelError } from '../../functions/shared/provider/channel-error.ts';
import type { StoredEndpointKey } from '../../functions/shared/secrets/endpoint-keys.ts';
import { publicKeyOf } from '../../functions/shared/secrets/new-endpoint-key.ts';
import { pingSentence } from '../endpoint/check-endpoint.ts';
import { uploadableFrom } from '../endpoint/key-times.ts';
import { endpointUrl, endpointUrls, pingEndpoint } from '../endpoint/ping.ts';
import type { Stack } from '../stack/stack.ts';
import { checking, type Finding, fault, ok, warning } from './check.ts';
import { checkLiveFlow } from './check-flow.ts';

const CREATE = 'run "npm run channel -- endpoint keys create"';
const UPLOAD = 'run "npm run channel -- endpoint keys upload"';

function judgeKeys([newest, older]: readonly StoredEndpointKey[]): Finding {
  const check = 'Endpoint key';
  if (!newest) return fault(check, `There is none, so no phone can ask: ${CREATE}.`);
  if (newest.uploadedAt !== undefined) return ok(check, `WhatsApp has ${newest.id} since ${newest.uploadedAt}.`);
  const from = uploadableFrom(newest);
  const next = now() < from ? `wait until ${from}, then ${UPLOAD}` : UPLOAD;
  if (older?.uploadedAt !== undefined)
    return warning(check, `A rotation is not finished, and phones use ${older.id}: ${next}.`);
  return fault(check, `WhatsApp does not have ${newest.id} yet, so no phone can ask: ${next}.`);
}

/** Checks whether the endpoint of a live form has its key, and answers by its URL. */
export async function checkLiveEndpoint({ api, secrets }: Stack): Promise<Finding[]> {
  return checking('Endpoint', async () => {
    const [root, keys, [appSecret]] = await Promise.all([secrets.root(), secrets.endpointKeys(), secrets.appSecrets()]);
    const key = keys.find(({ uploadedAt }) => uploadedAt !== undefined) ?? keys[0];
    if (!key) return [judgeKeys(keys)];
    const { outcome, ms } = await pingEndpoint(endpointUrl(api, root), { publicKey: publicKeyOf(key), appSecret });
    const says = outcome === 'active' ? `It answered a ping in ${ms} ms.` : pingSentence(outcome);
    return [judgeKeys(keys), (outcome === 'active' ? ok : fault)('Endpoint', says)];
  });
}

/** The key that phones use; `not-offered` if the provider does not show it. */
async function lookUp(channel: ChannelAdmin): Promise<ChannelPublicKey | 'none' | 'not-offered'> {
  try {
    return (await channel.publicKey()) ?? 'none';
  } catch (error) {
    if (error instanceof ChannelError && error.fault === 'not-offered') return 'not-offered';
    if (error instanceof ChannelError && error.fault === 'not-found') return 'none';
    throw error;
  }
}

function isOf(key: StoredEndpointKey, pem: string): boolean {
  try {
    return publicKeyOf(key).equals(createPublicKey(pem));
  } catch {
    return false;
  }
}

async function checkPublicKey({ secrets }: Stack, channel: ChannelAdmin): Promise<Finding[]> {
  const check = 'Public key';
  return checking(check, async () => {
    const [keys, shown] = await Promise.all([secrets.endpointKeys(), lookUp(channel)]);
    if (shown === 'not-offered')
      return [warning(check, 'The provider does not show it: open a form on your phone, which uses it.')];
    if (shown === 'none') return [fault(check, `The channel has none, so no phone can ask: ${UPLOAD}.`)];
    const held = keys.findIndex((key) => isOf(key, shown.pem));
    if (held < 0)
      return [fault(check, `The channel has a key that is not this stack's, so no phone can ask: ${UPLOAD}.`)];
    if (!shown.isValid) return [fault(check, `WhatsApp holds it for another account ("MISMATCH"): ${UPLOAD}.`)];
    if (held > 0 && keys[0]?.uploadedAt !== undefined)
      return [
        warning(
          check,
          `The channel has the key before the newest, which stops working with the next rotation: ${UPLOAD}.`,
        ),
      ];
    return [ok(check, "The channel has this stack's.")];
  });
}

/** Checks what the channel holds for a live form: the public key, and the Flow with the endpoint's URL. */
export async function checkLiveChannel(stack: Stack, channel: ChannelAdmin, contract: Contract): Promise<Finding[]> {
  const urls = endpointUrls(stack.api, await stack.secrets.root());
  const findings = await Promise.all([checkPublicKey(stack, channel), checkLiveFlow(channel.flows, contract, urls)]);
  return findings.flat();
}
