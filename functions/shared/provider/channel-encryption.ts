import * as z from 'zod/mini';
import type { ChannelCall } from './channel-call.ts';
import { ChannelError } from './channel-error.ts';

const PATH = 'whatsapp_business_encryption';

const Answer = z.looseObject({ success: z.optional(z.nullable(z.boolean())) });

/**
 * Replaces the public key by which phones encrypt what they send to the endpoint of a live form. Throws ChannelError:
 * `not-offered` if the channel's API has no such method.
 */
export async function uploadPublicKey(call: ChannelCall, publicKeyPem: string): Promise<void> {
  const { success } = await call('POST', PATH, Answer, { business_public_key: publicKeyPem });
  if (success === false) throw new ChannelError(`POST ${PATH}`, 'refused');
}
