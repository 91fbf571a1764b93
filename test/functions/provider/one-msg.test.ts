import { afterAll, describe, expect, it } from 'vitest';
import { recipientByPhone } from '../../../functions/shared/domain/customer/recipient.ts';
import { oneMsg } from '../../../functions/shared/provider/one-msg.ts';
import { aContract } from '../../support/contract.ts';
import { startScriptedProvider } from '../../support/scripted-provider.ts';
import { aPhone } from '../../support/webhooks.ts';

const scripted = await startScriptedProvider();
afterAll(() => scripted.close());

const secret = { get: async () => ({ channelToken: 'channel-token' }), getNewer: async () => undefined };
const provider = oneMsg(scripted.url, aContract(), secret);
const template = { name: 'appointment_changed', namespace: 'clinic', language: 'en' };

function aRecipient() {
  const phone = aPhone();
  return { phone, recipient: recipientByPhone(phone) };
}

const SENDS = {
  sendButton: (recipient: ReturnType<typeof recipientByPhone>, withinMs = 5_000) =>
    provider.sendButtons({ recipient, text: 'Moved to Tuesday.', buttons: [{ id: 'a', title: 'Cancel' }] }, withinMs),
  sendList: (recipient: ReturnType<typeof recipientByPhone>, withinMs = 5_000) =>
    provider.sendList({ recipient, text: 'Which one?', action: 'Choose', rows: [{ id: 'a', title: 'Mon' }] }, withinMs),
  sendTemplate: (recipient: ReturnType<typeof recipientByPhone>, withinMs = 5_000) =>
    provider.sendNoticeTemplate({ recipient, template, values: ['Alex'] }, withinMs),
} as const;

describe('a message', () => {
  it('with buttons names each by its id and its title', async () => {
    const { phone, recipient } = aRecipient();
    const buttons = [
      { id: 'change', title: 'Change it' },
      { id: 'cancel', title: 'Cancel it' },
    ];
    await provider.sendButtons({ recipient, text: 'See you on Tuesday.', buttons }, 5_000);
    expect(scripted.bodiesTo(phone, 'sendButton')).toEqual([{ phone, body: 'See you on Tuesday.', buttons }]);
  });

  it('with a list has its rows in one section, under the label that opens it', async () => {
    const { phone, recipient } = aRecipient();
    const rows = [
      { id: '1', title: 'Tue 6 May, 10:30', description: 'Haircut' },
      { id: '2', title: 'Wed 7 May, 9:00' },
    ];
    await provider.sendList({ recipient, text: 'Which one?', action: 'Choose', rows }, 5_000);
    expect(scripted.bodiesTo(phone, 'sendList')).toEqual([
      { phone, body: 'Which one?', action: 'Choose', sections: [{ rows }] },
    ]);
  });

  it('of a template fills in only its text, each value on one line as WhatsApp demands', async () => {
    const { phone, recipient } = aRecipient();
    await provider.sendNoticeTemplate({ recipient, template, values: ['Alex', 'Cut\n  and\twash '] }, 5_000);
    const parameters = ['Alex', 'Cut and wash'].map((text) => ({ type: 'text', text }));
    expect(scripted.bodiesTo(phone, 'sendTemplate')).toEqual([
      {
        phone,
        namespace: 'clinic',
        template: 'appointment_changed',
        language: { policy: 'deterministic', code: 'en' },
        params: [{ type: 'body', parameters }],
      },
    ]);
  });

  it('goes to the chat where no phone is known', async () => {
    const { phone, recipient } = aRecipient();
    await SENDS.sendButton({ chatId: recipient.chatId });
    expect(scripted.bodiesTo(phone, 'sendButton')).toMatchObject([{ chatId: `${phone}@c.us` }]);
  });
});

describe.each(Object.entries(SENDS))('%s', (method, send) => {
  it('answers the message’s id once the provider accepted it', async () => {
    const { phone, recipient } = aRecipient();
    expect(await send(recipient)).toMatchObject({ kind: 'accepted', messageId: expect.stringMatching(/^wamid\./) });
    expect(scripted.bodiesTo(phone, method)).toHaveLength(1);
  });

  it('answers a refusal with its reason, without the channel’s token', async () => {
    scripted.answerNext({ body: { sent: false, message: 'Dialog window is closed, channel-token' } });
    const outcome = await send(aRecipient().recipient);
    expect(outcome).toMatchObject({ kind: 'refused', failure: { reason: 'window-closed' } });
    expect(JSON.stringify(outcome)).not.toContain('channel-token');
  });

  it('does not know what became of it where no answer came', async () => {
    scripted.answerNext('hang up');
    expect(await send(aRecipient().recipient)).toEqual({ kind: 'unknown', why: 'no-answer' });
  });

  it('ends in time', async () => {
    scripted.answerNext({ body: {}, after: () => new Promise((resolve) => setTimeout(resolve, 200)) });
    expect(await send(aRecipient().recipient, 20)).toEqual({ kind: 'unknown', why: 'no-answer' });
  });
});
