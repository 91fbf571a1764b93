import { describe, expect, test } from 'vitest';
import { PHONE, type Provider, startProvider } from './support/provider.ts';

const NAMESPACE = '00000000_0000_4000_8000_000000000001';

function template(fields: Record<string, unknown> = {}) {
  return {
    phone: PHONE,
    namespace: NAMESPACE,
    template: 'appointment_invitation',
    language: { policy: 'deterministic', code: 'en' },
    params: [
      { type: 'body', parameters: [{ type: 'text', text: 'Alex' }] },
      {
        type: 'button',
        sub_type: 'flow',
        index: '0',
        parameters: [{ type: 'action', action: { flow_token: 'token-1' } }],
      },
    ],
    ...fields,
  };
}

const send = (provider: Provider, fields?: Record<string, unknown>) =>
  provider.call<{ id: string }>('POST', 'sendTemplate', template(fields));

describe('sendTemplate', () => {
  test('reaches a customer whose window is closed, with a form that carries the flow token', async () => {
    const provider = await startProvider();
    const { status, body } = await send(provider);
    expect({ status, body }).toEqual({
      status: 200,
      body: { sent: true, id: expect.any(String), message: expect.any(String), description: expect.any(String) },
    });
    expect(await provider.messages()).toMatchObject([
      { kind: 'template', text: 'Hi Alex, book your appointment:', flow: { token: 'token-1', cta: 'Book now' } },
    ]);
    const completed = await provider.control('POST', `customers/${PHONE}/messages/${body.id}/complete`, { fields: {} });
    expect(completed.status).toBe(201);
  });

  test.each([['template'], ['namespace'], ['language']])(
    'says "template is not defined" without %s',
    async (missing) => {
      const provider = await startProvider();
      const { status, body } = await send(provider, { [missing]: undefined });
      expect({ status, body }).toEqual({ status: 400, body: { message: 'template is not defined' } });
    },
  );

  test.each([
    ['an unknown name', { template: 'nothing' }],
    ['another language', { language: { policy: 'deterministic', code: 'fr' } }],
    ['another namespace', { namespace: 'another' }],
    ['a template that is not approved', { template: 'appointment_news', params: [] }],
  ])('says that it did not find %s', async (_, fields) => {
    const provider = await startProvider();
    const { status, body } = await send(provider, fields);
    expect({ status, body }).toEqual({
      status: 400,
      body: { message: expect.stringMatching(/^template .* not found/) },
    });
  });

  test.each([
    ['too few parameters', { params: [] }],
    ['a Flow button the template has not', { template: 'appointment_reminder' }],
  ])('refuses %s with code 132000', async (_, fields) => {
    const provider = await startProvider();
    expect(await send(provider, fields)).toMatchObject({ status: 400, body: { error: { code: 132000 } } });
  });

  test.each([
    ['no recipient', { phone: undefined }],
    ['a button without a token', { params: [{ type: 'button', sub_type: 'flow', index: 0, parameters: [{}] }] }],
  ])('refuses %s with 400', async (_, fields) => {
    const provider = await startProvider();
    expect(await send(provider, fields)).toMatchObject({ status: 400, body: { error: expect.any(String) } });
  });
});

test('templates are listed with namespace, approval and Flow button', async () => {
  const provider = await startProvider();
  const { body } = await provider.call('GET', 'templates');
  expect(body).toMatchObject({
    total: 4,
    templates: expect.arrayContaining([
      expect.objectContaining({
        name: 'appointment_invitation',
        language: 'es',
        namespace: NAMESPACE,
        status: 'approved',
        components: [
          { type: 'BODY', text: 'Hola {{1}}, reserva tu cita:' },
          { type: 'BUTTONS', buttons: [expect.objectContaining({ type: 'FLOW', text: 'Reservar' })] },
        ],
      }),
      expect.objectContaining({ name: 'appointment_news', status: 'pending' }),
    ]),
  });
});

describe('sendMessage', () => {
  test('sends text inside the window and not outside', async () => {
    const provider = await startProvider();
    const say = () => provider.call('POST', 'sendMessage', { chatId: `${PHONE}@c.us`, body: 'See you soon' });
    expect((await say()).body).toEqual({ sent: false, message: 'Dialog window is closed' });
    await provider.write();
    expect((await say()).body).toMatchObject({ sent: true, id: expect.stringMatching(/^wamid/) });
    expect((await provider.call('POST', 'sendMessage', { phone: PHONE })).status).toBe(400);
  });
});

describe('readMessage', () => {
  test('marks a message of the customer as read', async () => {
    const provider = await startProvider();
    const { id } = await provider.write();
    expect(await provider.call('POST', 'readMessage', { messageId: id })).toMatchObject({ status: 200 });
    await provider.reaches(id, 'read');
    expect((await provider.call('POST', 'readMessage', { messageId: 'wamid.none' })).status).toBe(404);
  });
});
