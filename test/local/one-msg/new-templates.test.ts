import { expect, test } from 'vitest';
import { PHONE, type Provider, startProvider } from './support/provider.ts';

const body = (text: string, ...examples: string[]) => ({ type: 'BODY', text, example: { body_text: [examples] } });

const aTemplate = (fields: object = {}) => ({
  ...{ name: 'our_news', language: 'en', category: 'UTILITY' },
  components: [body('Hello {{1}}, we have news for you.', 'Alex')],
  ...fields,
});

const add = (provider: Provider, fields?: object) => provider.call('POST', 'addTemplate', aTemplate(fields));

type Listed = { templates: { name: string; namespace: string; status: string }[] };
async function listed(provider: Provider, name = 'our_news') {
  const { body: list } = await provider.call<Listed>('GET', 'templates');
  return list.templates.find((template) => template.name === name);
}

const send = async (provider: Provider) =>
  provider.call('POST', 'sendTemplate', {
    ...{ phone: PHONE, namespace: (await listed(provider))?.namespace, template: 'our_news' },
    language: { policy: 'deterministic', code: 'en' },
    params: [{ type: 'body', parameters: [{ type: 'text', text: 'Alex' }] }],
  });

test('a template that was added is pending, and can be sent once WhatsApp has reviewed it', async () => {
  const provider = await startProvider();
  expect(await add(provider)).toMatchObject({ status: 200, body: { status: 'pending' } });
  expect(await listed(provider)).toMatchObject({ status: 'pending' });
  expect(await send(provider)).toMatchObject({ status: 400 });
  await provider.control('POST', 'clock', { advanceSeconds: 60 });
  expect(await listed(provider)).toMatchObject({ status: 'approved' });
  expect(await send(provider)).toMatchObject({ status: 200, body: { sent: true } });
});

test('a name can be had once in each language', async () => {
  const provider = await startProvider();
  await add(provider);
  expect(await add(provider)).toMatchObject({
    ...{ status: 400, body: { error: { code: 100, error_user_title: 'Content in this language already exists' } } },
  });
  expect(await add(provider, { language: 'es' })).toMatchObject({ status: 200 });
});

const refusedBodies = [
  ['begins with a variable', body('{{1}}, we have news for you.', 'Alex'), 'start or end with a variable'],
  ['ends with one and a full stop', body('We have news for you, {{1}}.', 'Alex'), 'start or end with a variable'],
  ['does not count up', body('Hello {{2}}, we have news for you.', 'Alex'), 'must count up'],
  ['has two side by side', body('Hello {{1}} {{2}}, here are the latest news.', 'A', 'B'), 'next to each other'],
  ['is too short for them', body('Hi {{1}}, news.', 'Alex'), 'too many variables'],
  ['lacks an example', body('Hello {{1}}, we have news for you.'), 'needs an example'],
] as const;
test.each(refusedBodies)('a body that %s is refused', async (_, component, message) => {
  const provider = await startProvider();
  const answer = await add(provider, { components: [component] });
  expect(answer).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining(message) } } });
  expect(await listed(provider)).toBeUndefined();
});

const button = (fields: object) => ({ type: 'BUTTONS', buttons: [{ type: 'FLOW', text: 'Book now', ...fields }] });
test.each([
  [{ flow_id: '1234567890' }, 200],
  [{ flow_id: '5' }, 400],
  [{}, 400],
  [{ type: 'QUICK_REPLY', text: 'A label that has more than 25' }, 400],
  [{ type: 'CALL' }, 400],
])('a button %o is answered with %i', async (fields, status) => {
  const provider = await startProvider();
  const [text] = aTemplate().components;
  expect(await add(provider, { components: [text, button(fields)] })).toMatchObject({ status });
});
