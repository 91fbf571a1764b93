import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { mintFlowToken } from '../../functions/shared/domain/forms/flow-token.ts';
import { invitationIdFor } from '../../functions/shared/domain/invitation/invitation-id.ts';
import { deriveKeys } from '../../functions/shared/secrets/derived-keys.ts';
import { generateLiveForm } from '../../infra/flow/generate-live-form.ts';
import { aClinicContract } from '../support/clinic.ts';
import { createCountedLine } from '../support/counted-line.ts';
import { createFlowPhone } from '../support/flow-phone.ts';
import { completionBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const line = createCountedLine();
const world = await startWorld(aClinicContract({ horizonDays: 60, leadMinutes: 60, openPerCustomer: 2 }), line);
const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };

const aKeyPair = () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const der = privateKey.export({ type: 'pkcs8', format: 'der' });
  return {
    stored: {
      id: randomBytes(8).toString('hex'),
      privateKey: der.toString('base64'),
      createdAt: '2026-01-01T00:00:00.000Z',
    },
    pem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
};
const [present, next] = [aKeyPair(), aKeyPair()];
const root = 'k'.repeat(64);

/** What the stack's root secret holds from now on; a function reads it again after five minutes. */
function keep(keys: readonly object[], appSecrets: readonly string[] = []) {
  const secret = { root, generations: {}, endpoint: { keys, appSecrets } };
  world.secrets.on(GetSecretValueCommand, { SecretId: 'root' }).resolves({ SecretString: JSON.stringify(secret) });
}
keep([next.stored, present.stored]);

const phone = await createFlowPhone(present.pem);
const post = (body: unknown, more: { secret?: string; headers?: Record<string, string> } = {}) =>
  world.call({
    route: 'POST /flows/{secret}',
    path: { secret: more.secret ?? world.keys.endpoint.current },
    headers: more.headers ?? {},
    body,
  });

/** What a phone says, and what it is answered. */
async function exchange(said: object, by = phone) {
  const sent = await by.encrypt({ version: '4.0', ...said });
  const { status, text, headers: answered } = await post(sent.body);
  return {
    status,
    type: answered['content-type'],
    answer: answered['content-type'] === 'text/plain' ? await sent.read(text) : undefined,
  };
}

/** The fields that the Flow declares for each of its screens. */
const flow = Object(generateLiveForm(world.contract.booking)) as { screens: { id: string; data: object }[] };
const DECLARED = new Map(flow.screens.map(({ id, data }) => [id, Object.keys(data).sort()]));

/** One customer's phone, which goes from screen to screen as the answers say. */
async function aCustomer() {
  const { token, id, phone: number } = await world.anInvitation();
  const at = async (screen: string, data: object, more: object = {}) => {
    const said = { action: 'data_exchange', screen, data, flow_token: token, ...more };
    const { status, answer } = await exchange(said);
    const [shown, shownData] = [answer?.['screen'], Object(answer?.['data'])];
    // A field that is missing keeps nothing of before, and one that is not declared is dropped.
    const { error_message: _, ...fields } = shownData;
    if (shown !== 'SUCCESS') expect(Object.keys(fields).sort()).toEqual(DECLARED.get(String(shown)));
    return { status, screen: shown, data: shownData };
  };
  return {
    id,
    token,
    number,
    at,
    open: () => at('', {}, { action: 'INIT' }),
    when: (more: object = {}) => at('CHOOSE', { service: 'first-visit', resource: '-', ...more }),
    hold: (date: string, time: string) =>
      at('WHEN', { step: 'hold', service: 'first-visit', resource: '-', date, time }),
    booking: async () => (await world.invitation(id)).body['booking'] as Record<string, unknown> | undefined,
  };
}
type Customer = Awaited<ReturnType<typeof aCustomer>>;

/** Chooses the first time that is free, and holds it. */
async function holding(customer: Customer) {
  const { data } = await customer.when();
  return customer.hold(data.date, data.times[0].id);
}

describe('the transport', () => {
  it('answers a ping, and reads nothing of the table for it', async () => {
    line.take();
    const { status, type, answer } = await exchange({ action: 'ping' });
    expect([status, type, answer]).toEqual([200, 'text/plain', { version: '4.0', data: { status: 'active' } }]);
    expect(line.take()).toEqual({});
  });

  it('repeats the version that it was asked in', async () => {
    expect((await exchange({ action: 'ping', version: '3.0' })).answer).toMatchObject({ version: '3.0' });
  });

  it('opens what is encrypted for either key of a rotation', async () => {
    const other = await createFlowPhone(next.pem);
    expect((await exchange({ action: 'ping' }, other)).status).toBe(200);
  });

  it('has a phone fetch the key again that uses an unknown one', async () => {
    const stranger = await createFlowPhone(aKeyPair().pem);
    expect(await exchange({ action: 'ping' }, stranger)).toEqual({ status: 421, type: undefined, answer: undefined });
  });

  it('is nowhere without the secret of its path', async () => {
    const { body } = await phone.encrypt({ action: 'ping' });
    for (const secret of ['', 'x', world.keys.webhook.current, world.keys.apiKey.current])
      expect((await post(body, { secret })).status).toBe(404);
  });

  it.each([
    ['', 400],
    ['no json', 400],
    [[], 400],
    [{ encrypted_flow_data: 7 }, 400],
    [{ encrypted_flow_data: 'AA==', encrypted_aes_key: 'AA==', initial_vector: 'AA==' }, 421],
    ['x'.repeat(300_000), 413],
  ])('refuses what nobody can read: %#', async (body, status) => {
    expect((await post(body)).status).toBe(status);
  });

  it('takes a report of an error for no input', async () => {
    const { token, booking } = await aCustomer();
    const data = { error: 'INVALID_SCREEN_TRANSITION', error_message: 'x', service: 'first-visit' };
    const { answer } = await exchange({ action: 'data_exchange', screen: 'DETAILS', data, flow_token: token });
    expect(answer).toMatchObject({ data: { acknowledged: true } });
    expect(await booking()).toBeUndefined();
  });
});

describe('a token', () => {
  it.each([
    ['of nobody', undefined],
    ['that is made up', 'abc'],
    [
      'of another stack',
      mintFlowToken(invitationIdFor('x', undefined), deriveKeys({ root: 'o'.repeat(64), generations: {} }).signing),
    ],
  ])('%s shows nothing, and has nothing read', async (_, flow_token) => {
    line.take();
    expect((await exchange({ action: 'INIT', flow_token })).status).toBe(404);
    expect(line.take()).toEqual({});
  });

  it('may be left out by a phone whose screen carries it', async () => {
    const customer = await aCustomer();
    const { data } = await customer.open();
    const said = { action: 'data_exchange', screen: 'CHOOSE', data: { service: 'first-visit', ref: data.ref } };
    expect((await exchange(said)).answer).toMatchObject({ screen: 'WHEN' });
  });

  it('of an invitation that is over closes the form, with words', async () => {
    const customer = await aCustomer();
    await world.call({ route: 'DELETE /customers', headers, query: { phone: customer.number } });
    const sent = await phone.encrypt({ version: '4.0', action: 'INIT', flow_token: customer.token });
    const { status, text } = await post(sent.body);
    expect([status, await sent.read(text)]).toEqual([
      427,
      { version: '4.0', error_msg: expect.stringMatching('over') },
    ]);
  });

  it('of a preview shows examples, and books nothing', async () => {
    const said = { action: 'INIT', flow_token: 'flows-builder-1' };
    const choose = await exchange(said);
    expect(choose.answer).toMatchObject({ screen: 'CHOOSE' });
    const data = { service: 'first-visit' };
    const when = await exchange({ ...said, action: 'data_exchange', screen: 'CHOOSE', data });
    expect(when.answer).toMatchObject({ screen: 'WHEN', data: { has_times: true } });
  });
});

describe('a live form', () => {
  it('books what is confirmed, and says so only then', async () => {
    const customer = await aCustomer();
    expect(await customer.open()).toMatchObject({ status: 200, screen: 'CHOOSE' });
    const held = await holding(customer);
    expect(held).toMatchObject({ screen: 'DETAILS', data: { summary: expect.stringContaining('·') } });
    expect(await customer.booking()).toBeUndefined();
    const end = await customer.at('DETAILS', { ...held.data, name: 'Alex', notes: 'First' });
    expect(end).toMatchObject({ status: 200, screen: 'SUCCESS' });
    expect(await customer.booking()).toMatchObject({
      state: 'booked',
      service: 'first-visit',
      customerName: 'Alex',
      notes: 'First',
      attention: [],
    });
  });

  it('answers the present booking to who confirms again', async () => {
    const customer = await aCustomer();
    const held = await holding(customer);
    const confirm = () => customer.at('DETAILS', { ...held.data, name: 'Alex' });
    const both = await Promise.all([confirm(), confirm()]);
    expect(both.map(({ screen }) => screen)).toEqual(['SUCCESS', 'SUCCESS']);
    const first = await customer.booking();
    expect((await confirm()).screen).toBe('SUCCESS');
    expect(await customer.booking()).toEqual(first);
  });

  it('is not booked again by the message that tells of its end', async () => {
    const customer = await aCustomer();
    const held = await holding(customer);
    const end = await customer.at('DETAILS', { ...held.data, name: 'Alex' });
    const before = (await world.invitation(customer.id)).body;
    const { params } = end.data.extension_message_response;
    for (const _ of [1, 2]) {
      const told = completionBody('normalised', { phone: customer.number, fields: params, token: customer.token });
      expect((await world.webhook(told)).status).toBe(200);
    }
    expect((await world.invitation(customer.id)).body).toEqual(before);
  });

  it('offers fresh times to who was too late', async () => {
    const [one, other] = [await aCustomer(), await aCustomer()];
    const { data } = await one.when();
    const [date, time] = [data.date, data.times[0].id];
    expect(await one.hold(date, time)).toMatchObject({ screen: 'DETAILS' });
    const late = await other.hold(date, time);
    expect(late).toMatchObject({ status: 200, screen: 'WHEN', data: { date, error_message: expect.any(String) } });
    expect(late.data.times.map(({ id }: { id: string }) => id)).not.toContain(time);
  });

  it('shows the own hold as free to its owner, who goes back', async () => {
    const customer = await aCustomer();
    const { data } = await holding(customer);
    const back = await customer.at('DETAILS', data, { action: 'BACK' });
    expect(back.screen).toBe('WHEN');
    expect(back.data.times.map(({ id }: { id: string }) => id)).toContain(data.time);
  });

  it('refuses a slot that was never offered', async () => {
    const customer = await aCustomer();
    for (const [date, time] of [
      ['2026-01-05', '10:00'],
      ['2041-12-04', '10:00'],
    ] as const)
      expect(await customer.hold(date, time)).toMatchObject({ status: 200, screen: 'WHEN' });
    const { data } = await customer.when();
    expect(await customer.hold(data.date, '03:07')).toMatchObject({ screen: 'WHEN' });
    expect(await customer.hold('garbage', '10:00')).toMatchObject({ screen: 'WHEN' });
  });

  it('has who asks for what there is not choose again', async () => {
    const customer = await aCustomer();
    expect((await customer.when({ service: 'haircut' })).screen).toBe('CHOOSE');
    expect((await customer.when({ resource: 'hall' })).data.error_message).toBeDefined();
  });

  it('moves the booking of an invitation that has one', async () => {
    const customer = await aCustomer();
    const held = await holding(customer);
    await customer.at('DETAILS', { ...held.data, name: 'Alex' });
    const before = await customer.booking();
    const { data } = await customer.when();
    const later = await customer.hold(data.date, data.times.at(-1).id);
    expect((await customer.at('DETAILS', { ...later.data, name: 'Alex' })).screen).toBe('SUCCESS');
    const after = await customer.booking();
    expect(after).toMatchObject({ state: 'booked' });
    expect(after?.['startsAt']).not.toBe(before?.['startsAt']);
  });
});

describe('the signature of an own app', () => {
  beforeEach(() => vi.resetModules());

  it('is asked for where its secret is configured', async () => {
    keep([present.stored], ['app-secret']);
    const { body } = await phone.encrypt({ version: '4.0', action: 'ping' });
    const signature = createHmac('sha256', 'app-secret').update(JSON.stringify(body)).digest('hex');
    expect((await post(body)).status).toBe(432);
    const signed = await post(body, { headers: { 'x-hub-signature-256': `sha256=${signature}` } });
    expect(signed.status).toBe(200);
  });
});
