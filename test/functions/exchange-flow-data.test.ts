import { createHmac } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { mintFlowToken } from '../../functions/shared/domain/forms/flow-token.ts';
import { invitationIdFor } from '../../functions/shared/domain/invitation/invitation-id.ts';
import { deriveKeys } from '../../functions/shared/secrets/derived-keys.ts';
import { aClinicContract, aLiveClinicContract } from '../support/clinic.ts';
import { createCountedLine } from '../support/counted-line.ts';
import { anEndpointKeyPair } from '../support/endpoint-key-pair.ts';
import { createFlowPhone } from '../support/flow-phone.ts';
import { startLiveForm } from '../support/live-form.ts';
import { aPhone, secondsAgo, textBody } from '../support/webhooks.ts';

const line = createCountedLine();
const template = { name: 'appointment_invitation', namespace: 'ns', language: 'en' };
const { en, es } = aLiveClinicContract().languages;
const languages = { en: { ...en, template }, es };
// The static form stands beside the live one, to which the way back is one word.
const flow = { ...aClinicContract().flow, kind: 'live', liveId: '5556667778' };
const form = await startLiveForm(aLiveClinicContract({ leadMinutes: 60 }, { languages, flow }), line);
const { world, present, next, keep, phone, post, exchange, aCustomer, holding } = form;
const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };

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
    const stranger = await createFlowPhone(anEndpointKeyPair().pem);
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
});

describe('a report that a phone could not use an answer', () => {
  const report = (token: string | undefined, error = 'INVALID_SCREEN_TRANSITION') => {
    const data = { error, error_message: 'Alex typed this', service: 'first-visit', date: '2031-05-05', time: '10:00' };
    return exchange({ action: 'data_exchange', screen: 'DETAILS', data, flow_token: token });
  };
  const worklist = async () => {
    const query = { day: Temporal.Now.plainDateISO('Europe/Madrid').toString(), kind: 'attention' };
    const { body } = await world.list('GET /worklist', query);
    return (body['items'] as { invitationId: string }[]).map(({ invitationId }) => invitationId);
  };

  it('stands on its invitation for staff by its name, and is no input', async () => {
    const customer = await aCustomer();
    expect((await report(customer.token)).answer).toMatchObject({ data: { acknowledged: true } });
    const { body } = await world.invitation(customer.id);
    expect(body).toMatchObject({ status: 'accepted', formError: { name: 'INVALID_SCREEN_TRANSITION' } });
    expect(JSON.stringify(body)).not.toMatch('typed this');
    expect(body['booking']).toBeUndefined();
    expect(await worklist()).toContain(customer.id);
  });

  it('is kept once, and goes when the customer books after all', async () => {
    const customer = await aCustomer();
    await report(customer.token);
    const { body: before } = await world.invitation(customer.id);
    line.take();
    await report(customer.token, 'SOMETHING_ELSE');
    expect(line.take()).toEqual({ GetItem: 1 });
    expect((await world.invitation(customer.id)).body).toEqual(before);
    await customer.confirm(await holding(customer));
    expect((await world.invitation(customer.id)).body).not.toHaveProperty('formError');
    const { handler } = await import('../../functions/settle-bookings/handler.ts');
    const records = await world.engine.stream.read(undefined, 10_000);
    const Records = records.filter(({ dynamodb }) => dynamodb?.NewImage?.['booking']);
    expect(await handler({ Records }, {} as never)).toEqual({ batchItemFailures: [] });
    expect(await worklist()).not.toContain(customer.id);
  });

  it.each([undefined, 'abc', 'flows-builder-1'])('with the token %s is read and written nowhere', async (token) => {
    line.take();
    expect((await report(token)).answer).toMatchObject({ data: { acknowledged: true } });
    expect(line.take()).toEqual({});
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

describe('the invitation', () => {
  it('opens the first screen by itself, as the endpoint would, in the language of its customer', async () => {
    for (const language of ['en', 'es']) {
      const customer = await aCustomer({ language });
      const [sent] = world.provider.requestsTo(customer.number);
      const { data } = await customer.open();
      const opening = { flowAction: 'navigate', flowActionPayload: { screen: 'CHOOSE', data } };
      expect(sent?.body).toMatchObject({ flowId: '5556667778', ...opening });
      expect(Object(sent?.body['flowActionPayload']).data).toEqual(data);
    }
  });

  it('carries nothing but its token in a template, whose form asks for the first screen', async () => {
    const number = aPhone();
    await world.webhook(textBody('normalised', { phone: number, text: 'hi', at: secondsAgo(25 * 3600) }), '/messages');
    await world.invite({ phone: number });
    const [sent] = world.provider.requestsTo(number);
    const parameters = [{ type: 'action', action: { flow_token: expect.any(String) } }];
    const button = { type: 'button', sub_type: 'flow', index: '0', parameters };
    expect(sent?.body['params']).toContainEqual(button);
  });

  it('keeps what its request gave from breaking the form', async () => {
    const customer = await aCustomer({ data: { ref: 'x', services: [], note: 'kept' } });
    const [sent] = world.provider.requestsTo(customer.number);
    const { data } = await customer.open();
    expect(Object(sent?.body['flowActionPayload']).data).toEqual({ note: 'kept', ...data });
  });

  it('of the static form that stands beside opens as that form does', async () => {
    const { phone: number } = await world.anInvitation({ flowId: flow.id });
    const [sent] = world.provider.requestsTo(number);
    expect(sent?.body).toMatchObject({ flowAction: flow.action, flowActionPayload: { screen: flow.screen } });
  });

  it("to a Flow that is not the contract's opens with what its request gave", async () => {
    const { phone: number } = await world.anInvitation({ flowId: '5554443332', data: { note: 'x' } });
    const [sent] = world.provider.requestsTo(number);
    expect(sent?.body).toMatchObject({ flowAction: 'navigate', flowActionPayload: { data: { note: 'x' } } });
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
