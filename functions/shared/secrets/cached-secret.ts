import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { parseJson } from '../domain/text/json.ts';
import { requestsWithin } from '../runtime/aws-requests.ts';
import { type DerivedKeys, deriveKeys, RootSecret } from './derived-keys.ts';

/** How long a value is used without asking again. Bounds how long a rotation takes to be noticed. */
const FRESH_MS = 5 * 60_000;
/** After a mismatch or a 401 the value is read again, but at most this often: guessing must not cost us calls. */
const REREAD_MS = 60_000;

/**
 * What the business put for us after the deploy. The token is empty until then, and without the blanks of a copied line;
 * what could not stand in a header is none.
 */
export const GivenSecret = z.object({ channelToken: z.string().check(z.trim(), z.regex(/^[\x21-\x7e]*$/)) });
export type GivenSecret = z.infer<typeof GivenSecret>;

export type CachedSecret<T> = {
  /** The value, at most five minutes old. Throws what Secrets Manager throws, or if the secret is not of its form. */
  get(): Promise<T>;
  /** The value read anew, unless that was done within the last minute: then `undefined`, there is nothing newer. */
  getNewer(): Promise<T | undefined>;
};

const client = new SecretsManagerClient({ maxAttempts: 3, requestHandler: requestsWithin(2_000) });

/** @throws Error without the text and without the fault: either may quote the secret */
function parseSecret<T>(schema: z.ZodMiniType<T>, text: string | undefined): T {
  const { data } = schema.safeParse(parseJson(text ?? ''));
  if (data === undefined) throw new Error('A secret does not hold JSON of its form: put its former value back.');
  return data;
}

function cachedSecret<T>(arn: string, parse: (text: string | undefined) => T): CachedSecret<T> {
  let cached: { value: T; readAt: number } | undefined;

  async function read(): Promise<T> {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
    const value = parse(SecretString);
    cached = { value, readAt: Date.now() };
    return value;
  }

  return {
    get: async () => (cached && Date.now() - cached.readAt < FRESH_MS ? cached.value : read()),
    getNewer: async () => (cached && Date.now() - cached.readAt < REREAD_MS ? undefined : read()),
  };
}

/** The keys derived from the stack's root secret. */
export const derivedKeys = (rootSecretArn: string): CachedSecret<DerivedKeys> =>
  cachedSecret(rootSecretArn, (text) => deriveKeys(parseSecret(RootSecret, text)));

/** The secrets others gave the business: the channel's token. */
export const givenSecret = (givenSecretArn: string): CachedSecret<GivenSecret> =>
  cachedSecret(givenSecretArn, (text) => parseSecret(GivenSecret, text));
