import * as z from 'zod/mini';
import type { ChannelCall } from './channel-call.ts';
import { ChannelError } from './channel-error.ts';
import { MaybeText } from './webhook/lenient.ts';

const PATH = 'whatsapp_business_encryption';

/** What WhatsApp holds of a channel: `isValid` is false if the key and the account that signed it do not belong together. */
export type ChannelPublicKey = { pem: string; isValid: boolean };

const Key = z.object({ business_public_key: MaybeText, business_public_key_signature_status: MaybeText });
/** Meta's list, or its first element alone. */
const Keys = z.union([z.object({ data: z.array(Key) }), Key]);

/** The public key that phones use now, if there is one. Throws ChannelError: `not-offered` as below. */
export async function readPublicKey(call: ChannelCall): Promise<ChannelPublicKey | undefined> {
  const answer = await call('GET', PATH, Keys);
  const key = 'data' in answer ? answer.data[0] : answer;
  if (!key?.business_public_key) return undefined;
  return { pem: key.business_public_key, isValid: key.business_public_key_signature_status !== 'MISMATCH' };
}

const Answer = z.looseObject({ success: z.optional(z.nullable(z.boolean())) });

/**
 * Replaces the public key by which phones encrypt what they send to the endpoint of a live form. Throws ChannelError:
 * `not-offered` if the channel's API has no such method.
 */
export async function uploadPublicKey(call: ChannelCall, publicKeyPem: string): Promise<void> {
  const { success } = await call('POST', PATH, Answer, { business_public_key: publicKeyPem });
  if (success === false) throw new ChannelError(`POST ${PATH}`, 'refused');
}
