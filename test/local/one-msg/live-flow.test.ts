import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { APP_SECRET } from '../../../local/one-msg/live-flow/post-request.ts';
import { eventually } from '../support/eventually.ts';
import { LIVE_FLOW, SECOND_DATA } from './support/flow-endpoint.ts';
import { ending, openForm, showing } from './support/live-form.ts';
import { PHONE, startProvider } from './support/provider.ts';
import { startReceiver } from './support/webhook-receiver.ts';

describe('a phone with a live form', () => {
  test('asks for the first screen, and shows what is declared of the answer', async () => {
    const form = await openForm();
    const reply = showing('FIRST', { ref: 'r', undeclared: 'x', error_message: 'Look here.' });
    expect(await form.hears(reply, { action: 'INIT' })).toEqual({
      kind: 'screen',
      screen: 'FIRST',
      data: { ref: 'r' },
      errorMessage: 'Look here.',
    });
    expect(form.endpoint.asked).toEqual([
      { version: '4.0', action: 'INIT', flow_token: 'token-1', flow_token_signature: expect.any(String), data: {} },
    ]);
  });

  test('sends the screen and what was typed', async () => {
    const form = await openForm();
    await form.hears(showing('THIRD'), {
      action: 'data_exchange',
      screen: 'SECOND',
      data: { time: '10:00', ref: 'r' },
    });
    expect(form.endpoint.asked).toMatchObject([{ action: 'data_exchange', screen: 'SECOND', data: { time: '10:00' } }]);
  });

  test('signs with the secret of the app', async () => {
    const form = await openForm();
    await form.hears(showing('FIRST'), { action: 'INIT' });
    const [request] = form.endpoint.came;
    const mac = createHmac('sha256', APP_SECRET)
      .update(request?.body ?? '')
      .digest('hex');
    expect(request?.signature).toBe(`sha256=${mac}`);
  });

  test.each([
    ['the same screen', 'SECOND', 'screen'],
    ['the next screen', 'THIRD', 'screen'],
    ['the screen before', 'FIRST', 'screen'],
  ])('takes %s', async (_, screen, kind) => {
    expect(await (await openForm()).hears(showing(screen))).toMatchObject({ kind, screen });
  });

  test.each([
    [
      'a screen that does not follow',
      { action: 'data_exchange', screen: 'FIRST' },
      showing('THIRD'),
      'invalid-screen-transition',
    ],
    ['a screen two steps back', { action: 'BACK', screen: 'THIRD' }, showing('FIRST'), 'invalid-screen-transition'],
    ['another first screen than the entry', { action: 'INIT' }, showing('SECOND'), 'invalid-screen-transition'],
    [
      'an end instead of the first screen',
      { action: 'INIT' },
      ending({ flow_token: 't' }),
      'invalid-screen-transition',
    ],
    ['a screen that is not there', { action: 'INIT' }, showing('NOWHERE', {}), 'unknown-screen'],
    ['no data', { action: 'INIT' }, { seal: { version: '4.0', screen: 'FIRST' } }, 'invalid-answer'],
    ['another version', { action: 'INIT' }, showing('FIRST', { ref: 'r' }, '3.0'), 'invalid-version'],
    ['an end without the token', undefined, ending({}), 'invalid-answer'],
    [
      'data that is declared and missing',
      undefined,
      showing('SECOND', { ...SECOND_DATA, ref: undefined }),
      'missing-data',
    ],
    ['an empty text', undefined, showing('SECOND', { ...SECOND_DATA, ref: '' }), 'invalid-data'],
    [
      'an empty text in a list',
      undefined,
      showing('SECOND', { ...SECOND_DATA, times: [{ id: '1', title: '' }] }),
      'invalid-data',
    ],
    ['another type', undefined, showing('SECOND', { ...SECOND_DATA, is_open: 'yes' }), 'invalid-data'],
    [
      'another type in a list',
      undefined,
      showing('SECOND', { ...SECOND_DATA, times: [{ id: 1, title: 'x' }] }),
      'invalid-data',
    ],
    ['an empty snackbar', undefined, showing('SECOND', { ...SECOND_DATA, error_message: '' }), 'invalid-data'],
    ['an empty list', undefined, showing('SECOND', { ...SECOND_DATA, times: [] }), 'beyond-limits'],
    [
      'a title that is too long',
      undefined,
      showing('SECOND', { ...SECOND_DATA, times: [{ id: '1', title: 'x'.repeat(31) }] }),
      'beyond-limits',
    ],
    [
      'one option twice',
      undefined,
      showing('SECOND', { ...SECOND_DATA, times: [...SECOND_DATA.times, ...SECOND_DATA.times] }),
      'beyond-limits',
    ],
  ])('fails with %s, and reports it to the endpoint', async (_, asked, reply, reason) => {
    const form = await openForm();
    expect(await form.hears(reply, asked)).toMatchObject({ kind: 'failed', reason });
    expect(form.endpoint.asked.at(-1)).toMatchObject({ flow_token: 'token-1', data: { error: reason } });
  });

  test.each([
    ['down', { status: 503, text: '' }, 'status-503'],
    ['of an unknown token', { status: 404, text: '{}' }, 'status-404'],
    ['refusing signatures', { status: 432, text: '' }, 'signature-refused'],
    ['answering in plain text', { status: 200, text: '{"screen":"FIRST"}' }, 'undecryptable'],
    ['answering 427 in plain text', { status: 427, text: '{"error_msg":"over"}' }, 'undecryptable'],
  ])('shows the general error for an endpoint %s', async (_, reply, reason) => {
    const form = await openForm();
    expect(await form.hears(reply)).toMatchObject({ kind: 'failed', reason });
    expect(await form.message()).toMatchObject({ flow: { isLive: true } });
  });

  test('waits for ten seconds, or as long as it is told', async () => {
    const form = await openForm();
    expect((await form.provider.control('GET', 'behaviour')).body).toMatchObject({ exchangeTimeoutMs: 10_000 });
    await form.provider.behave({ exchangeTimeoutMs: 50 });
    expect(await form.hears('silent')).toEqual({ kind: 'failed', reason: 'timeout' });
  });

  test('goes back only from a screen that asks for it', async () => {
    const form = await openForm();
    expect(await form.hears(showing('SECOND'), { action: 'BACK', screen: 'THIRD' })).toMatchObject({
      screen: 'SECOND',
    });
    expect((await form.exchange({ action: 'BACK', screen: 'FIRST' })).status).toBe(400);
    expect((await form.exchange({ action: 'data_exchange', screen: 'NOWHERE' })).status).toBe(400);
    expect((await form.exchange({ action: 'jump' })).status).toBe(400);
    expect(form.endpoint.asked).toHaveLength(1);
  });

  test('closes a form that is over, and never opens it again', async () => {
    const form = await openForm();
    expect(await form.message()).not.toHaveProperty('flow.isOver');
    const over = { status: 427, seal: { version: '4.0', error_msg: 'Too late.' } };
    expect(await form.hears(over)).toEqual({ kind: 'over', message: 'Too late.' });
    expect(await form.message()).toMatchObject({ flow: { isOver: true } });
    expect((await form.exchange({ action: 'INIT' })).status).toBe(409);
    expect(form.endpoint.asked).toHaveLength(1);
  });

  test('ends with what the endpoint gives, which comes back by webhook in each dialect', async () => {
    const form = await openForm();
    const receiver = await startReceiver();
    await form.provider.register(receiver.url);
    const params = { flow_token: 'token-1', kind: 'booked', confirm_id: 'c-1' };
    for (const dialect of ['A', 'B', 'C']) {
      await form.provider.behave({ dialect });
      expect(await form.hears(ending(params))).toEqual({ kind: 'ended' });
    }
    const bodies = await receiver.receive(3, (text) => text.includes('c-1'));
    const told = bodies.map((body) => JSON.stringify(body).replaceAll('\\', ''));
    for (const text of told) expect(text).toContain(JSON.stringify(params));
    expect(told[2]).toContain('nfm_reply');
  });

  test('opens with the screen and the data of its message, or with what the endpoint answers', async () => {
    const { provider, flowId, message } = await openForm();
    expect(await message()).not.toHaveProperty('flow.screen');
    const sent = async (screen: string) => {
      const flowActionPayload = { screen, data: { ref: 'r' } };
      const id = await provider.invite({ flowId, flowActionPayload });
      return (await provider.messages()).find((one) => one.id === id);
    };
    expect(await sent('FIRST')).toMatchObject({ flow: { isLive: true, screen: 'FIRST', data: { ref: 'r' } } });
    // A message that was sent with another form of the same id.
    expect(await sent('APPOINTMENT')).not.toHaveProperty('flow.screen');
  });

  test('opens from a template with what the endpoint answers, whatever screen its button names', async () => {
    const provider = await startProvider(undefined, () => JSON.parse(JSON.stringify(LIVE_FLOW)));
    const action = { flow_token: 'token-1', flow_action_data: { min_date: '2031-05-05' } };
    await provider.call('POST', 'sendTemplate', {
      phone: PHONE,
      namespace: '00000000_0000_4000_8000_000000000001',
      template: 'appointment_invitation',
      language: { policy: 'deterministic', code: 'en' },
      params: [
        { type: 'body', parameters: [{ type: 'text', text: 'Alex' }] },
        { type: 'button', sub_type: 'flow', index: '0', parameters: [{ type: 'action', action }] },
      ],
    });
    const [message] = await provider.messages();
    expect(message).toMatchObject({ flow: { isLive: true, token: 'token-1' } });
    expect(message).not.toHaveProperty('flow.screen');
    expect(message).not.toHaveProperty('flow.data');
  });

  test('ends while the channel is reset, and leaves nothing behind', async () => {
    const form = await openForm();
    form.endpoint.reply = () => ending({ flow_token: 'token-1' });
    await form.provider.behave({ exchangeAnswerDelayMs: 200 });
    const ended = form.exchange({ action: 'data_exchange', screen: 'THIRD' });
    await eventually(() => form.endpoint.asked.length > 0);
    await form.provider.control('POST', 'reset');
    expect((await ended).status).toBe(404);
    expect(await form.provider.messages()).toEqual([]);
  });

  test('is not to be asked for a message without a live form', async () => {
    const form = await openForm();
    const id = await form.provider.invite({ flowToken: 'token-2' });
    const path = `customers/${PHONE}/messages/${id}/exchange`;
    expect((await form.provider.control('POST', path, { action: 'INIT' })).status).toBe(409);
    expect((await form.provider.messages()).find((one) => one.id === id)).toMatchObject({ flow: { isLive: false } });
  });
});
