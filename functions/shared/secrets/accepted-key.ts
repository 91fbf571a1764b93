import type { CachedSecret } from './cached-secret.ts';
import type { DerivedKeys, KeyPurpose } from './derived-keys.ts';
import { matchesKey } from './matches-key.ts';

/** Whether the accepted keys of a purpose fit, reading them again (at most once a minute) in case they are newer still. */
export async function someKeyFits(
  keys: CachedSecret<DerivedKeys>,
  purpose: KeyPurpose,
  fits: (accepted: readonly string[]) => boolean,
): Promise<boolean> {
  if (fits((await keys.get())[purpose].accepted)) return true;
  const newer = await keys.getNewer();
  return newer !== undefined && fits(newer[purpose].accepted);
}

/** Whether a presented key is good. */
export const isAccepted = (presented: string, purpose: KeyPurpose, keys: CachedSecret<DerivedKeys>): Promise<boolean> =>
  someKeyFits(keys, purpose, (accepted) => matchesKey(presented, accepted));
