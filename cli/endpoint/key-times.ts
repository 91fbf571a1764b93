import { type Instant, later } from '../../functions/shared/domain/time/instant.ts';
import type { StoredEndpointKey } from '../../functions/shared/secrets/endpoint-keys.ts';

/** The functions read the secret again after five minutes; a minute more is for clocks that differ. */
const READ_BY_ALL_MS = 6 * 60_000;
/** Phones keep the old public key for a while. */
const OLD_KEY_KEPT_MS = 24 * 60 * 60_000;

/** From when every function has read a key, so that phones may use its public key. */
export const uploadableFrom = ({ createdAt }: StoredEndpointKey): Instant => later(createdAt, READ_BY_ALL_MS);

/** From when no phone uses the key before this one any more; `undefined` until this one is uploaded. */
export const aloneFrom = ({ uploadedAt }: StoredEndpointKey): Instant | undefined =>
  uploadedAt && later(uploadedAt, OLD_KEY_KEPT_MS);
