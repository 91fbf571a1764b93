import { expect, it } from 'vitest';
import { instantAt } from '../../functions/shared/domain/time/instant.ts';
import { EndpointSecret, type StoredEndpointKey } from '../../functions/shared/secrets/endpoint-keys.ts';
import { createEndpointKey, publicPem } from '../../functions/shared/secrets/new-endpoint-key.ts';
import { presetEndpointKey } from '../../local/aws/secrets-manager/preset-endpoint-key.ts';
import { openSecretStore } from '../../local/aws/secrets-manager/secret-store.ts';
import type { Secret } from '../../local/aws/template/stack-model.ts';
import { createProviderCall } from '../../local/provider-call.ts';
import { setUpLiveForm } from '../../local/set-up-live-form.ts';
import { CHANNEL, startProvider, TOKEN } from './one-msg/support/provider.ts';

const URL_OF_ENDPOINT = 'http://127.0.0.1:3000/flows/secret';
const NOW = new Date('2031-05-06T10:00:00.000Z');

const aSecret = (text: string): Secret => ({
  id: 'Root',
  name: 'root',
  arn: 'arn:root',
  value: { kind: 'given', text },
});

async function aProvider() {
  const provider = await startProvider();
  const call = createProviderCall({ provider: provider.url, channelId: CHANNEL }, TOKEN);
  const knownKeys = async () => (await provider.call('GET', 'whatsapp_business_encryption')).body;
  return {
    provider,
    knownKeys,
    setUp: (keys: readonly StoredEndpointKey[]) =>
      setUpLiveForm(call, { url: URL_OF_ENDPOINT, flowIds: ['1234567890', '1234567891'], keys }),
  };
}

it('the first start stores a private key in the root secret, beside what is there; the next start keeps it', async () => {
  const secret = aSecret(JSON.stringify({ root: 'the root', generations: { apiKey: 2 } }));
  const store = await openSecretStore([secret], undefined, () => NOW);
  const [key] = await presetEndpointKey(store, secret, () => NOW);
  const stored = JSON.parse(store.read(secret).text);
  expect(stored).toMatchObject({ root: 'the root', generations: { apiKey: 2 } });
  expect(EndpointSecret.parse(stored).endpoint?.keys).toEqual([key]);
  expect(key).toMatchObject({ createdAt: NOW.toISOString(), uploadedAt: NOW.toISOString() });
  expect(await presetEndpointKey(store, secret, () => NOW)).toEqual([key]);
});

it('the simulator gets the public key, and each Flow the address of the endpoint', async () => {
  const { provider, knownKeys, setUp } = await aProvider();
  const key = await createEndpointKey(instantAt(NOW.getTime()));
  await setUp([key]);
  expect(await knownKeys()).toMatchObject({ data: [{ business_public_key: publicPem(key) }] });
  for (const id of ['1234567890', '1234567891'])
    expect((await provider.call('GET', `flows/${id}`)).body).toMatchObject({ endpoint_uri: URL_OF_ENDPOINT });
});

it('a start in the middle of a rotation leaves phones the key that they have', async () => {
  const { knownKeys, setUp } = await aProvider();
  const [present, next] = await Promise.all([
    createEndpointKey(instantAt(NOW.getTime())),
    createEndpointKey(instantAt(NOW.getTime())),
  ]);
  await setUp([present]);
  await setUp([next, present]);
  expect(await knownKeys()).toMatchObject({ data: [{ business_public_key: publicPem(present) }] });
});
