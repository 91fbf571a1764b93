import { readContract } from './contract/read-contract.ts';
import { environment } from './runtime/environment.ts';
import { type CachedSecret, derivedKeys, givenSecret } from './secrets/cached-secret.ts';
import type { DerivedKeys } from './secrets/derived-keys.ts';
import { openCustomerTable } from './store/table/table.ts';

/** What `setUp` makes, with the keys that `openKeys` finds in the root secret. */
export function setUpWith<Keys extends DerivedKeys, Name extends string = never>(
  openKeys: (rootSecretArn: string) => CachedSecret<Keys>,
  names: Name[],
) {
  const env = environment<'TABLE_NAME' | 'ROOT_SECRET_ARN' | Name>('TABLE_NAME', 'ROOT_SECRET_ARN', ...names);
  const contract = readContract();
  const keys = openKeys(env.ROOT_SECRET_ARN);
  return { env, contract, keys, table: openCustomerTable(env.TABLE_NAME, contract.channel.id, keys) };
}

/**
 * What a function works with, made once when it starts: its contract, the stack's keys and the table. `names` are the
 * other environment variables it reads. Throws one error that names every variable that is missing.
 */
export const setUp = <Name extends string = never>(...names: Name[]) => setUpWith(derivedKeys, names);

/** The same for a function that calls the provider: with the provider's address and the secret of its token. */
export function setUpForProvider<Name extends string = never>(...names: Name[]) {
  const setup = setUp<'GIVEN_SECRET_ARN' | 'PROVIDER_URL' | Name>('GIVEN_SECRET_ARN', 'PROVIDER_URL', ...names);
  return { ...setup, providerUrl: setup.env.PROVIDER_URL, given: givenSecret(setup.env.GIVEN_SECRET_ARN) };
}
