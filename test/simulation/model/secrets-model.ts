import { hkdfSync } from 'node:crypto';
import type { KeyPurpose, RootSecret } from '../../../functions/shared/secrets/derived-keys.ts';
import { ENDPOINT_KEY } from './flow-phone.ts';

export const KEY_PURPOSES = [
  'apiKey',
  'webhook',
  'calendar',
  'signing',
  'endpoint',
] as const satisfies readonly KeyPurpose[];

const known = new Map<string, string>();

/** Worked out apart from the product, and but once: whoever holds an old key holds it still. */
function keyOf(root: string, purpose: KeyPurpose, generation: number): string {
  const use = `appointment-flow/${purpose}/${generation}`;
  const place = `${root} ${use}`;
  const derived = known.get(place) ?? Buffer.from(hkdfSync('sha256', root, '', use, 32)).toString('base64url');
  known.set(place, derived);
  return derived;
}

/** Secrets Manager with the stack's two secrets, which people change while functions still hold the old values. */
export function createSecrets(root: string) {
  const generations: RootSecret['generations'] = {};
  let tokens = 1;
  const token = () => `channel-token-${tokens}-of-a-length-nobody-guesses`;
  return {
    token,
    /** A key in force, or the one of another generation. */
    key: (purpose: KeyPurpose, generation = generations[purpose] ?? 1) => keyOf(root, purpose, generation),
    root: (): RootSecret => ({ root, generations: { ...generations } }),
    rotate(purpose: KeyPurpose): void {
      generations[purpose] = (generations[purpose] ?? 1) + 1;
    },
    replaceToken(): void {
      tokens += 1;
    },
    read(id: string) {
      if (id === 'root')
        return { SecretString: JSON.stringify({ root, generations, endpoint: { keys: [ENDPOINT_KEY] } }) };
      if (id === 'given') return { SecretString: JSON.stringify({ channelToken: token() }) };
      throw new Error(`There is no secret ${id}.`);
    },
  };
}
