import type { Contract } from '../contract/contract.ts';
import type { ContractLanguage } from '../contract/language.ts';
import type { Recipient } from '../domain/customer/recipient.ts';
import type { JsonObject } from '../domain/text/json.ts';
import type { CachedSecret, GivenSecret } from '../secrets/cached-secret.ts';
import { postMessage, unreachable } from './post-message.ts';
import type { SendOutcome } from './send-outcome.ts';

/** How a form opens: with its first screen and data for it, or with what its endpoint answers. */
export type FormOpening = {
  action: 'navigate' | 'data_exchange';
  screen?: string | undefined;
  data?: JsonObject | undefined;
};

export type FlowMessage = {
  recipient: Recipient;
  greeting: string;
  cta: string;
  flowId: string;
  flowToken: string;
  opening: FormOpening;
};

export type TemplateMessage = {
  recipient: Recipient;
  template: NonNullable<ContractLanguage['template']>;
  customerName: string;
  flowToken: string;
  /** Data for the first screen. */
  data?: JsonObject;
};

export type TextMessage = { recipient: Recipient; text: string };

/** A reply button. WhatsApp shows `title` of 20 characters at most; titles and ids of one message differ. */
export type Button = { id: string; title: string };

/** A text of 1,024 characters at most with 1 to 3 buttons under it. */
export type ButtonsMessage = { recipient: Recipient; text: string; buttons: readonly Button[] };

/** A row of a list: `title` has 24 characters at most, `description` 72. Ids of one message differ. */
export type ListRow = { id: string; title: string; description?: string };

/** A text with 1 to 10 rows, which open under a button with the label `action` (20 characters at most). */
export type ListMessage = { recipient: Recipient; text: string; action: string; rows: readonly ListRow[] };

/** An approved template without a Flow. Its labels are fixed in the template; `values` fill its body in order. */
export type NoticeTemplateMessage = {
  recipient: Recipient;
  template: { name: string; namespace: string; language: string };
  values: readonly string[];
};

/** Sends messages. All methods return within `withinMs` and never throw. */
export type Provider = {
  /** Sends the invitation as an approved template, also outside the session window. */
  sendTemplate(message: TemplateMessage, withinMs: number): Promise<SendOutcome>;
  /** Sends the invitation as a flow message, inside the session window only. */
  sendFlow(message: FlowMessage, withinMs: number): Promise<SendOutcome>;
  /** Sends plain text, inside the session window only. */
  sendMessage(message: TextMessage, withinMs: number): Promise<SendOutcome>;
  /** Sends a text with buttons, inside the session window only. */
  sendButtons(message: ButtonsMessage, withinMs: number): Promise<SendOutcome>;
  /** Sends a text with a list of rows, inside the session window only. */
  sendList(message: ListMessage, withinMs: number): Promise<SendOutcome>;
  /** Sends an approved template without a Flow, also outside the session window. */
  sendNoticeTemplate(message: NoticeTemplateMessage, withinMs: number): Promise<SendOutcome>;
};

type FlowMode = Contract['flow']['mode'];

/** The recipient by phone if the request named one, else by chat id. The provider accepts exactly one of them. */
const addressOf = ({ phone, chatId }: Recipient) => (phone ? { phone } : { chatId });

function sendFlowBody({ recipient, greeting, cta, flowId, flowToken, opening }: FlowMessage, mode: FlowMode) {
  const { action, screen, data } = opening;
  const payload = {
    ...(screen !== undefined && { screen }),
    ...(data && Object.keys(data).length > 0 && { data }),
  };
  const withPayload = action === 'navigate' && Object.keys(payload).length > 0;
  return {
    ...addressOf(recipient),
    body: greeting,
    flowId,
    flowToken,
    flowCta: cta,
    flowAction: action,
    ...(withPayload && { flowActionPayload: payload }),
    ...(mode && { mode }),
  };
}

const templateFields = ({ namespace, name, language }: NoticeTemplateMessage['template']) => ({
  namespace,
  template: name,
  language: { policy: 'deterministic', code: language },
});

function sendTemplateBody({ recipient, template, customerName, flowToken, data }: TemplateMessage): JsonObject {
  const name = { type: 'body', parameters: [{ type: 'text', text: customerName }] };
  const button = {
    type: 'button',
    sub_type: 'flow',
    index: '0',
    parameters: [{ type: 'action', action: { flow_token: flowToken, ...(data && { flow_action_data: data }) } }],
  };
  return {
    ...addressOf(recipient),
    ...templateFields(template),
    params: template.namesCustomer ? [name, button] : [button],
  };
}

/** WhatsApp refuses a variable with a line break, a tab or a run of spaces. */
const onOneLine = (value: string): string => value.replace(/\s+/g, ' ').trim();

const sendNoticeTemplateBody = ({ recipient, template, values }: NoticeTemplateMessage): JsonObject => ({
  ...addressOf(recipient),
  ...templateFields(template),
  params: [{ type: 'body', parameters: values.map((value) => ({ type: 'text', text: onOneLine(value) })) }],
});

/**
 * The provider documents two forms of buttons: `sections` in Meta's form, and `buttons` of `{id, title}`
 * (1MSG SDK 2.0.3, SendButtonRequest). The stack sends the second, which its integration guides also name.
 */
const sendButtonBody = ({ recipient, text, buttons }: ButtonsMessage): JsonObject => ({
  ...addressOf(recipient),
  body: text,
  buttons: buttons.map(({ id, title }) => ({ id, title })),
});

/** A single section needs no title. Source: 1MSG SDK, SendListRequest. */
const sendListBody = ({ recipient, text, action, rows }: ListMessage): JsonObject => ({
  ...addressOf(recipient),
  body: text,
  action,
  sections: [
    {
      rows: rows.map(({ id, title, description }) => ({
        id,
        title,
        ...(description !== undefined && { description }),
      })),
    },
  ],
});

const isCredentialsRefusal = (outcome: SendOutcome) =>
  outcome.kind === 'refused' && outcome.failure.reason === 'credentials';

/** The provider 1MSG for one channel. `url` is the base of its API, without the channel. */
export function oneMsg(
  url: string,
  contract: Pick<Contract, 'channel' | 'flow'>,
  secret: CachedSecret<GivenSecret>,
): Provider {
  /** After a 401, which proves that nothing was sent, tries once more with a newer token if there is one. */
  async function send(method: string, body: JsonObject, withinMs: number): Promise<SendOutcome> {
    const target = `${url}/${contract.channel.id}/${method}`;
    const deadline = Date.now() + withinMs;
    const { channelToken } = await secret.get().catch(() => ({ channelToken: undefined }));
    if (channelToken === undefined) return unreachable('The channel token could not be read.');
    const outcome = await postMessage(target, body, channelToken, Math.max(1, deadline - Date.now()));
    const newer = isCredentialsRefusal(outcome) ? await secret.getNewer().catch(() => undefined) : undefined;
    if (!newer || newer.channelToken === channelToken) return outcome;
    return postMessage(target, body, newer.channelToken, Math.max(1, deadline - Date.now()));
  }

  return {
    sendTemplate: (message, withinMs) => send('sendTemplate', sendTemplateBody(message), withinMs),
    sendFlow: (message, withinMs) => send('sendFlow', sendFlowBody(message, contract.flow.mode), withinMs),
    sendMessage: ({ recipient, text }, withinMs) =>
      send('sendMessage', { ...addressOf(recipient), body: text }, withinMs),
    sendButtons: (message, withinMs) => send('sendButton', sendButtonBody(message), withinMs),
    sendList: (message, withinMs) => send('sendList', sendListBody(message), withinMs),
    sendNoticeTemplate: (message, withinMs) => send('sendTemplate', sendNoticeTemplateBody(message), withinMs),
  };
}
