import * as z from 'zod/mini';
import type { StoredEndpointKey } from '../functions/shared/secrets/endpoint-keys.ts';
import { publicPem } from '../functions/shared/secrets/new-endpoint-key.ts';
import type { ProviderCall } from './provider-call.ts';

const KeyList = z.object({ data: z.array(z.object({ business_public_key: z.string() })) });

/**
 * Tells the simulator what `endpoint keys upload` and a person in WhatsApp Manager tell WhatsApp: the public key, unless
 * it has one of the stack's keys already, and where the project's Flows ask for their screens.
 */
export async function setUpLiveForm(
  call: ProviderCall,
  { url, flowIds, keys }: { url: string; flowIds: readonly string[]; keys: readonly StoredEndpointKey[] },
): Promise<void> {
  const { data } = KeyList.parse(await call('GET', 'whatsapp_business_encryption'));
  const own = keys.map(publicPem);
  const [newest] = own;
  if (newest !== undefined && !data.some(({ business_public_key: known }) => own.includes(known)))
    await call('POST', 'whatsapp_business_encryption', { business_public_key: newest });
  for (const id of flowIds) await call('PATCH', `flows/${id}/metadata`, { endpointUri: url });
}
