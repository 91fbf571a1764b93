import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { instantAt } from '../../../functions/shared/domain/time/instant.ts';
import {
  cachedSecret,
  derivedKeys,
  givenSecret,
  parseSecret,
} from '../../../functions/shared/secrets/cached-secret.ts';
import { deriveKeys } from '../../../functions/shared/secrets/derived-keys.ts';
import { endpointKeys } from '../../../functions/shared/secrets/endpoint-keys.ts';
import { createEndpointKey, publicKeyOf } from '../../../functions/shared/secrets/new-endpoint-key.ts';
import { mockedClient } from '../../support/mocked-client.ts';

const manager = mockedClient(SecretsManagerClient);
const reads = () => manager.commandCalls(GetSecretValueCommand).map(({ args }) => args[0].input.SecretId);
const holds = (text: string | undefined) =>
  manager.on(GetSecretValueCommand).resolves(text ? { SecretString: text } : {});

const began = Date.UTC(2031, 4, 6);
const passTo = (seconds: number) => vi.setSystemTime(began + seconds * 1000);

beforeEach(() => {
  manager.reset();
  vi.useFakeTimers({ toFake: ['Date'], now: began });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a secret that is read', () => {
  const read = () => cachedSecret('arn', (text) => text);

  it('is kept for five minutes', async () => {
    const secret = read();
    holds('one');
    expect(await secret.get()).toBe('one');
    holds('two');
    passTo(299.999);
    expect(await secret.get()).toBe('one');
    passTo(300);
    expect(await secret.get()).toBe('two');
    expect(reads()).toEqual(['arn', 'arn']);
  });

  it('is read again before that where a key did not fit, but once a minute', async () => {
    const secret = read();
    holds('one');
    expect(await secret.getNewer()).toBe('one');
    passTo(59.999);
    expect(await secret.getNewer()).toBeUndefined();
    holds('two');
    passTo(60);
    expect(await secret.getNewer()).toBe('two');
    expect(await secret.get()).toBe('two');
    expect(reads()).toHaveLength(2);
  });

  it.each([undefined, 'token: s3cret', '{"channelToken":7,"more":"s3cret"}'])(
    'is refused in another form, and the refusal quotes nothing of it: %j',
    async (text) => {
      holds(text);
      const error = await givenSecret('arn')
        .get()
        .catch((thrown: Error) => thrown);
      expect(error).toMatchObject({
        message: 'A secret does not hold JSON of its form: put its former value back.',
      });
      expect(error).not.toHaveProperty('cause');
    },
  );

  it('is read by its schema', () => {
    expect(parseSecret(z.object({ a: z.number() }), '{"a":1}')).toEqual({ a: 1 });
  });
});

describe('the secrets of a stack', () => {
  const root = 'r'.repeat(32);

  it.each([
    ['', ''],
    [' tok~n!\n', 'tok~n!'],
  ])('have the token of the channel without blanks around it: %j', async (given, channelToken) => {
    holds(JSON.stringify({ channelToken: given }));
    expect(await givenSecret('arn').get()).toEqual({ channelToken });
  });

  it.each(['two words', 'tökn', 'a\u007f'])('have no token that no header can carry: %j', async (channelToken) => {
    holds(JSON.stringify({ channelToken }));
    await expect(givenSecret('arn').get()).rejects.toThrow('does not hold JSON of its form');
  });

  it('have the keys of the root, and for the endpoint alone its private keys', async () => {
    const key = await createEndpointKey(instantAt(began));
    const secret = { root, generations: { apiKey: 2 } };
    const keys = deriveKeys(secret);
    holds(JSON.stringify({ ...secret, endpoint: { keys: [key], appSecrets: ['app'] } }));
    expect(await derivedKeys('arn').get()).toEqual(keys);
    const { privateKeys, appSecrets, ...others } = await endpointKeys('arn').get();
    expect(others).toEqual(keys);
    expect(appSecrets).toEqual(['app']);
    const [privateKey] = privateKeys;
    expect(privateKey?.type).toBe('private');
    expect(privateKey?.asymmetricKeyDetails).toEqual(publicKeyOf(key).asymmetricKeyDetails);
  });

  it('have no private key while there is no endpoint', async () => {
    holds(JSON.stringify({ root, generations: {} }));
    expect(await endpointKeys('arn').get()).toMatchObject({ privateKeys: [], appSecrets: [] });
  });
});
