import { expect, test } from 'vitest';
import { Contract } from '../../../functions/shared/contract/contract.ts';
import { noticeTemplates } from '../../../local/one-msg/notice-templates.ts';
import { contractWithoutServices } from '../../support/contract.ts';
import { PHONE, type Provider, startProvider } from './support/provider.ts';

const NAMED = { name: 'our_change', namespace: 'clinic', language: 'en' };

/** A contract that tells of changes by a template, in English only. */
function aContract(templates: object | undefined) {
  const contract = contractWithoutServices();
  const { en, es } = contract.languages;
  const languages = { en: { ...en, templates }, es: { ...es, templates: undefined } };
  return Contract.parse({ ...contract, languages });
}

const templatesOf = (templates: object | undefined) => noticeTemplates(aContract(templates));

const send = (provider: Provider, values: readonly string[]) =>
  provider.call<{ id: string }>('POST', 'sendTemplate', {
    phone: PHONE,
    namespace: NAMED.namespace,
    template: NAMED.name,
    language: { policy: 'deterministic', code: NAMED.language },
    params: [{ type: 'body', parameters: values.map((text) => ({ type: 'text', text })) }],
  });

test('the templates of the contract are approved from the start, with their buttons, and reach a closed window', async () => {
  const buttons = { cancel: 'Cancel it', change: 'Change it' };
  const provider = await startProvider(undefined, undefined, templatesOf({ changed: { ...NAMED, buttons } }));
  const { body } = await send(provider, ['Alex', 'Haircut', 'Tuesday, May 6', '10:30 AM']);
  expect(body).toMatchObject({ sent: true });
  expect(await provider.messages()).toMatchObject([
    {
      kind: 'template',
      text: expect.stringContaining(
        'Hello Alex, your appointment has changed. It is now Haircut on Tuesday, May 6 at 10:30',
      ),
      template: { name: NAMED.name },
      replies: {
        kind: 'quick-replies',
        options: [
          { id: 'Change it', title: 'Change it' },
          { id: 'Cancel it', title: 'Cancel it' },
        ],
      },
    },
  ]);
});

test('a template takes exactly the values of a notice', async () => {
  const provider = await startProvider(undefined, undefined, templatesOf({ changed: NAMED }));
  expect(await send(provider, ['Alex'])).toMatchObject({ status: 400, body: { error: { code: 132000 } } });
});

test('a paused template is refused with its code', async () => {
  const provider = await startProvider(undefined, undefined, templatesOf({ changed: NAMED }));
  await provider.behave({ templatesPaused: true });
  const answer = await send(provider, ['Alex', 'Haircut', 'Tuesday', '10:30']);
  expect(answer).toMatchObject({ status: 400, body: { error: { code: 132015 } } });
  expect(await provider.messages()).toEqual([]);
});

test('a contract without such templates adds none', () => {
  expect(templatesOf(undefined)).toEqual([]);
  expect(templatesOf({})).toEqual([]);
});

test('the templates of a reminder, of a follow-up and of the staff are there as well', () => {
  const { languages } = contractWithoutServices();
  const templates = { reminder: NAMED, followUp: { ...NAMED, name: 'our_follow_up' } };
  const phones = [{ phone: '34600000009', language: 'en' }];
  const staff = { phones, templates: { en: { news: { ...NAMED, name: 'news', buttons: { call: 'Call' } } } } };
  const found = noticeTemplates({ languages: { en: { ...languages.en, templates } }, staff });
  expect(found.map(({ name, buttons }) => [name, buttons.length])).toEqual([
    ['our_change', 0],
    ['our_follow_up', 0],
    ['news', 1],
  ]);
});

test('what the contract says of a template replaces what is stored of it', async () => {
  const provider = await startProvider(undefined, undefined, [
    ...templatesOf({ changed: { ...NAMED, name: 'appointment_reminder' } }),
  ]);
  const { body } = await provider.call<{ templates: { name: string; namespace: string }[] }>('GET', 'templates');
  const named = body.templates.filter(({ name }) => name === 'appointment_reminder');
  expect(named).toMatchObject([{ namespace: 'clinic' }]);
});
