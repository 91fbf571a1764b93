import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contractForms } from '../../../local/one-msg/contract-forms.ts';
import { aClinicContract } from '../../support/clinic.ts';
import { eventually } from '../support/eventually.ts';
import { flowMessage, PHONE, startProvider } from './support/provider.ts';

type Chats = { total: number; chats: { name: string | null; shownAs: string; lastMessage: { text: string } | null }[] };

describe('the chats', () => {
  test('stand newest first, with the last message and the number as people write it', async () => {
    const provider = await startProvider();
    await provider.control('PUT', 'customers/447700900123', { name: 'Priya' });
    await provider.write('Hello');
    await provider.control('POST', 'clock', { advanceSeconds: 1 });
    await provider.write('Hola', '34600000002');
    const { body } = await provider.control<Chats>('GET', 'chats');
    expect(body.chats.map(({ shownAs, lastMessage }) => [shownAs, lastMessage?.text])).toEqual([
      ['+34 600 00 00 02', 'Hola'],
      ['+34 600 00 00 01', 'Hello'],
      ['+44 7700 900123', undefined],
    ]);
  });

  test.each([
    ['search=pri', ['Priya']],
    ['search=%2B34+600', ['Alex']],
    ['search=zoe', []],
    ['limit=1', ['Alex']],
  ])('are found by %s', async (query, names) => {
    const provider = await startProvider();
    await provider.control('PUT', 'customers/447700900123', { name: 'Priya' });
    await provider.write();
    const { body } = await provider.control<Chats>('GET', `chats?${query}`);
    expect(body.chats.map(({ name }) => name)).toEqual(names);
    expect(body.total).toBe(query.startsWith('limit') ? 2 : names.length);
  });

  test('cannot be listed without end', async () => {
    const provider = await startProvider();
    expect((await provider.control('GET', 'chats?limit=100000')).status).toBe(400);
  });
});

describe('a customer', () => {
  test('is known by number and name before they write', async () => {
    const provider = await startProvider();
    const added = await provider.control('PUT', `customers/${PHONE}`, { name: 'Alex' });
    expect(added).toMatchObject({ status: 200, body: { phone: PHONE, name: 'Alex', windowClosesAt: null } });
    expect(await provider.messages()).toEqual([]);
  });

  test.each([
    ['customers/hello', { name: 'Alex' }],
    [`customers/${PHONE}`, { name: '' }],
    [`customers/${PHONE}`, { nme: 'Alex' }],
  ])('is not made up by %s %j', async (path, body) => {
    const provider = await startProvider();
    expect(await provider.control('PUT', path, body)).toMatchObject({
      status: 400,
      body: { error: expect.any(String) },
    });
  });

  test('keeps to themselves that they have read something, if they want to', async () => {
    const provider = await startProvider();
    await provider.write();
    await provider.behave({ readReceipts: false });
    const id = await provider.invite();
    await provider.control('POST', `customers/${PHONE}/messages/${id}/open`);
    await provider.control('POST', `customers/${PHONE}/messages/${id}/complete`, { fields: {} });
    const message = await provider.reaches(id, 'delivered');
    expect(message.history.map(({ status }) => status)).toEqual(['sent', 'delivered']);
  });
});

describe('what was refused', () => {
  const refusals = async (provider: Awaited<ReturnType<typeof startProvider>>) =>
    (await provider.control<{ method: string; reason: string }[]>('GET', `customers/${PHONE}/refusals`)).body;

  test.each([
    [{ refuse: { status: 400, code: 131026 } }, 'Unable to deliver message.'],
    [{ refuse: { status: 403, text: 'Trial is over', shape: 'plain' } }, 'Trial is over'],
    [{ window: 'closed' }, 'Dialog window is closed'],
    [{ down: 'unavailable' }, 'Service Unavailable'],
    [{ timeout: 'before', timeoutMs: 1 }, 'The connection broke before there was an answer.'],
  ])('by %j is told for the customer who never got it', async (behaviour, reason) => {
    const provider = await startProvider();
    await provider.write();
    await provider.behave(behaviour);
    await provider.call('POST', 'sendFlow', flowMessage()).catch(() => undefined);
    expect(await refusals(provider)).toMatchObject([{ method: 'sendFlow', reason }]);
    await provider.control('POST', 'reset');
    expect(await refusals(provider)).toEqual([]);
  });

  test('is not what was accepted or queued', async () => {
    const provider = await startProvider();
    await provider.write();
    await provider.invite();
    await provider.behave({ jobId: true });
    await provider.call('POST', 'sendFlow', flowMessage());
    expect(await refusals(provider)).toEqual([]);
  });
});

test('a Flow without a form of its own shows the project’s', async () => {
  const provider = await startProvider();
  const project = readFileSync(new URL('../../../infra/flow/appointment-flow.json', import.meta.url), 'utf8');
  expect((await provider.control('GET', 'flows/1234567890')).body).toEqual(JSON.parse(project));
});

test('a Flow of a contract with services shows the form in its language', async () => {
  const { languages } = aClinicContract();
  const es = { ...languages['es'], flow: { id: '1234567891', daysByInvitation: true } };
  const contract = aClinicContract({}, { languages: { ...languages, es } });
  const provider = await startProvider(undefined, contractForms(contract));
  const titles = ['1234567890', '1234567891', '5556667778'].map(async (id) => {
    const { body } = await provider.control<{ screens: { title: string }[] }>('GET', `flows/${id}`);
    return body.screens[0]?.title;
  });
  expect(await Promise.all(titles)).toEqual(['Book an appointment', 'Reserva tu cita', 'Book an appointment']);
});

test('the stream tells only of the kinds asked for', async () => {
  const provider = await startProvider();
  const { saw } = await provider.listen('?kinds=status');
  await provider.write();
  const id = await provider.invite();
  await eventually(() => saw().includes(id));
  expect(saw()).toContain(`"customer":"${PHONE}"`);
  expect(saw()).not.toMatch(/event: (message|request)/);
});
