import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createClock } from '../../../local/clock.ts';
import { startSimulator } from '../../../local/one-msg/simulator.ts';
import { makeKeys } from './support/flow-endpoint.ts';
import { openForm } from './support/live-form.ts';
import { CHANNEL, PHONE, startProvider, TOKEN } from './support/provider.ts';

async function makeDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'provider-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  return directory;
}

const start = (port: number, dataDirectory?: string) =>
  startSimulator({
    port,
    channelId: CHANNEL,
    channelToken: TOKEN,
    clock: createClock(),
    ...(dataDirectory !== undefined && { dataDirectory }),
  });

test('a restart keeps customers, messages, webhooks, settings and Flows', async () => {
  const directory = await makeDirectory();
  const before = await startProvider(directory);
  await before.register('https://crm.example/hook');
  await before.write('Hi');
  const id = await before.invite();
  await before.reaches(id, 'delivered');
  await before.call('POST', 'flows', { name: 'mine', categories: ['OTHER'] });
  const messages = await before.messages();
  await before.close();

  const after = await startProvider(directory);
  expect(await after.messages()).toEqual(messages);
  expect((await after.call('GET', 'webhook')).body).toMatchObject({ webhookUrl: 'https://crm.example/hook' });
  expect((await after.call('GET', 'settings')).body).toMatchObject({ ackNotificationsOn: true });
  expect((await after.call('GET', 'flows')).body).toMatchObject({
    data: [{ id: '1234567890' }, { id: '1234567891' }, { name: 'mine' }],
  });
  const completed = await after.control('POST', `customers/${PHONE}/messages/${id}/complete`, { fields: {} });
  expect(completed.status).toBe(201);
  expect(await after.invite()).toMatch(/^wamid/);
});

test('a restart keeps the keys of the endpoint, its address, and which forms are over', async () => {
  const directory = await makeDirectory();
  const form = await openForm(directory);
  await form.hears({ status: 427, seal: { version: '4.0', error_msg: 'Too late.' } });
  const { publicPem } = await makeKeys();
  await form.provider.call('POST', 'whatsapp_business_encryption', { business_public_key: publicPem });
  await form.provider.close();

  const after = await startProvider(directory);
  expect(await after.messages()).toContainEqual(
    expect.objectContaining({ id: form.id, flow: expect.objectContaining({ isLive: true, isOver: true }) }),
  );
  expect((await after.call('GET', `flows/${form.flowId}`)).body).toMatchObject({ endpoint_uri: form.endpoint.url });
  await after.behave({ exchangeKey: 'former' });
  form.endpoint.reply = () => ({ seal: { version: '4.0', data: { status: 'active' } } });
  expect((await after.control('POST', `flows/${form.flowId}/ping`)).body).toEqual({ kind: 'active' });
});

test('the state file never holds the token', async () => {
  const directory = await makeDirectory();
  const provider = await startProvider(directory);
  await provider.write();
  await provider.close();
  expect(await readFile(join(directory, 'provider.json'), 'utf8')).not.toContain(TOKEN);
});

test.each([['{"version":1,'], ['{"version":1,"customers":7}'], ['']])(
  'a damaged state file (%s) is one clear sentence',
  async (text) => {
    const directory = await makeDirectory();
    await writeFile(join(directory, 'provider.json'), text);
    await expect(start(0, directory)).rejects.toThrow(/provider\.json is damaged .*delete this file/);
  },
);

test('a port in use is one clear sentence', async () => {
  const provider = await startProvider();
  const port = Number(new URL(provider.url).port);
  await expect(start(port)).rejects.toThrow(`Port ${port} is already in use: `);
});
