import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { parseJson } from '../domain/text/json.ts';
import { requestsWithin } from '../runtime/aws-requests.ts';
import { type DerivedKeys, deriveKeys, RootSecret } from './derived-keys.ts';

/** How long a cached value is used, and so the longest delay after a rotation. */
const FRESH_MS = 5 * 60_000;
/** After a mismatch or a 401 the value is read again, at most once in this time, so that guesses cause few calls. */
const REREAD_MS = 60_000;

/**
 * The secret that the business fills in after the deployment. The token is empty before, trimmed, and valid only if it
 * can be sent in a header.
 */
export const GivenSecret = z.object({ channelToken: z.string().check(z.trim(), z.regex(/^[\x21-\x7e]*$/)) });
export type GivenSecret = z.infer<typeof GivenSecret>;

export type CachedSecret<T> = {
  /** The value, at most five minutes old. Throws errors of Secrets Manager, or if the secret has a wrong form. */
  get(): Promise<T>;
  /** Reads the value again; `undefined` without a call if it was read within the last minute. */
  getNewer(): Promise<T | undefined>;
};

const client = new SecretsManagerClient({ maxAttempts: 3, requestHandler: requestsWithin(2_000) });

/** A secret's text by its schema. @throws Error that quotes neither the text nor the parser's fault, as both may contain the secret */
export function parseSecret<T>(schema: z.ZodMiniType<T>, text: string | undefined): T {
  const { data } = schema.safeParse(parseJson(text ?? ''));
  if (data === undefined) throw new Error('A secret does not hold JSON of its form: put its former value back.');
  return data;
}

/** A secret that is read on first use; `parse` makes its value of the text. */
export function cachedSecret<T>(arn: string, parse: (text: string | undefined) => T): CachedSecret<T> {
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

/** The secret that the business received from the provider: the channel's token. */
export const givenSecret = (givenSecretArn: string): CachedSecret<GivenSecret> =>
  cachedSecret(givenSecretArn, (text) => parseSecret(GivenSecret, text));
