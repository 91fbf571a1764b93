import { createPublicKey, type KeyObject } from 'node:crypto';
import type { StoredEndpointKey } from '../../functions/shared/secrets/endpoint-keys.ts';
import { publicPem } from '../../functions/shared/secrets/new-endpoint-key.ts';

/** By what phones encrypt. */
export const publicKeyOf = (key: StoredEndpointKey): KeyObject => createPublicKey(publicPem(key));
