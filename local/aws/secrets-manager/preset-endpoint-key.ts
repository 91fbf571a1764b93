import * as z from 'zod/mini';
import { instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { EndpointSecret, type StoredEndpointKey } from '../../../functions/shared/secrets/endpoint-keys.ts';
import { createEndpointKey } from '../../../functions/shared/secrets/new-endpoint-key.ts';
import type { Secret } from '../template/stack-model.ts';
import { readSecretFields } from './secret-field.ts';
import type { SecretStore } from './secret-store.ts';

const Fields = z.record(z.string(), z.unknown());

/**
 * Stores the first private key of the live form's endpoint, as `endpoint keys create` does. It counts as uploaded, as
 * the simulator gets its public key at the same start. Existing keys stay.
 * @returns all keys, the newest first
 */
export async function presetEndpointKey(
  secrets: SecretStore,
  root: Secret,
  now: () => Date,
): Promise<readonly StoredEndpointKey[]> {
  const { text } = secrets.read(root);
  const { endpoint } = readSecretFields(EndpointSecret, text, root);
  if (endpoint && endpoint.keys.length > 0) return endpoint.keys;
  const at = instantAt(now().getTime());
  const keys = [{ ...(await createEndpointKey(at)), uploadedAt: at }];
  const fields = readSecretFields(Fields, text, root);
  await secrets.write(root, JSON.stringify({ ...fields, endpoint: { ...endpoint, keys } }));
  return keys;
}
