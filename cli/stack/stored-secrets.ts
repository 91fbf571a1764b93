import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { type KeyPurpose, RootSecret } from '../../functions/shared/secrets/derived-keys.ts';
import { EndpointSecret, type StoredEndpointKey } from '../../functions/shared/secrets/endpoint-keys.ts';
import { VerbFailure } from '../exit-codes.ts';

/** A stack's two secrets. Throws Secrets Manager's errors, and VerbFailure for a malformed secret. */
export type StackSecrets = {
  root(): Promise<RootSecret>;
  /** Makes the next key of a purpose the current one; the root and the other purposes stay. */
  raiseGeneration(purpose: KeyPurpose): Promise<RootSecret>;
  /** The private keys of the live form's endpoint, the newest first. */
  endpointKeys(): Promise<readonly StoredEndpointKey[]>;
  /** Stores them and keeps the secret's other fields. */
  storeEndpointKeys(keys: readonly StoredEndpointKey[]): Promise<void>;
  /** The secrets of the Meta app by which requests to the endpoint are signed, the newest first. */
  appSecrets(): Promise<readonly string[]>;
  /** Stores them and keeps the secret's other fields. */
  storeAppSecrets(appSecrets: readonly string[]): Promise<void>;
  /** The channel's token; undefined until it is stored. */
  channelToken(): Promise<string | undefined>;
  /** Stores the channel's token and keeps the secret's other fields. */
  storeChannelToken(token: string): Promise<void>;
  /** The stack's API key for the CRM; undefined until it is stored. */
  crmKey(): Promise<string | undefined>;
  /** Stores that key and keeps the secret's other fields. */
  storeCrmKey(key: string): Promise<void>;
};

export type SecretArns = { root: string; given: string };

const Fields = z.record(z.string(), z.unknown());
type Fields = z.infer<typeof Fields>;

type Endpoint = NonNullable<EndpointSecret['endpoint']>;
type ReadonlyEndpoint = { readonly [Name in keyof Endpoint]?: Readonly<Endpoint[Name]> };

const GivenFields = z.looseObject({ channelToken: z.optional(z.string()), crmKey: z.optional(z.string()) });

export function createStackSecrets(client: SecretsManagerClient, arns: SecretArns): StackSecrets {
  async function read(arn: string): Promise<Fields> {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
    return parsed(Fields, parseJson(SecretString), arn);
  }
  async function write(arn: string, fields: Fields): Promise<void> {
    await client.send(new PutSecretValueCommand({ SecretId: arn, SecretString: JSON.stringify(fields) }));
  }
  const readGiven = async () => parsed(GivenFields, await read(arns.given), arns.given);
  const readRoot = async () => parsed(RootSecret, await read(arns.root), arns.root);
  const endpointOf = (fields: Fields): Endpoint => parsed(EndpointSecret, fields, arns.root).endpoint ?? { keys: [] };
  const readEndpoint = async () => endpointOf(await read(arns.root));
  async function changeEndpoint(change: ReadonlyEndpoint): Promise<void> {
    const fields = await read(arns.root);
    await write(arns.root, { ...fields, endpoint: { ...endpointOf(fields), ...change } });
  }

  return {
    root: readRoot,
    async raiseGeneration(purpose) {
      const fields = await read(arns.root);
      const { root, generations } = parsed(RootSecret, fields, arns.root);
      const raised = { ...generations, [purpose]: (generations[purpose] ?? 1) + 1 };
      await write(arns.root, { ...fields, generations: raised });
      const stored = await readRoot();
      if (stored.root === root && stored.generations[purpose] === raised[purpose]) return stored;
      throw new VerbFailure('The root secret was changed by somebody else at the same time: look at the keys again.');
    },
    endpointKeys: async () => (await readEndpoint()).keys,
    storeEndpointKeys: (keys) => changeEndpoint({ keys }),
    appSecrets: async () => (await readEndpoint()).appSecrets ?? [],
    storeAppSecrets: (appSecrets) => changeEndpoint({ appSecrets }),
    async channelToken() {
      return (await readGiven()).channelToken || undefined;
    },
    async storeChannelToken(channelToken) {
      await write(arns.given, { ...(await readGiven()), channelToken });
    },
    async crmKey() {
      return (await readGiven()).crmKey || undefined;
    },
    async storeCrmKey(crmKey) {
      await write(arns.given, { ...(await readGiven()), crmKey });
    },
  };
}

function parsed<Value>(schema: z.ZodMiniType<Value>, value: unknown, arn: string): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  // Quotes neither the value nor the parser's error: both may hold the secret.
  throw new VerbFailure(`The secret ${arn} does not hold what this stack expects: restore its former value.`);
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return undefined;
  }
}
