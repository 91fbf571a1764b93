/** Webhook bodies as the provider posts them, one builder for each thing that happens, in each dialect. */
import { randomUUID } from 'node:crypto';
import { FORM_DAY, secondsAgo } from './clock.ts';
import { BUSINESS_PHONE, rawBody } from './raw-body.ts';

export { secondsAgo } from './clock.ts';

export type Dialect = 'normalised' | 'hooks' | 'raw';

const INSTANCE = 'VID000000001';

export const aMessageId = (): string => `wamid.${Buffer.from(randomUUID()).toString('base64')}`;

/** Shares no factor with the number of phones, so that each of them comes once before one comes again. */
const [PHONES, PHONE_STEP] = [1e8, 61_803_399];
let lastPhone = Math.floor(Math.random() * PHONES);

/** A phone nobody else in the test run uses: Spanish, valid in form. */
export function aPhone(): string {
  lastPhone = (lastPhone + PHONE_STEP) % PHONES;
  return `346${String(lastPhone).padStart(8, '0')}`;
}

/** WhatsApp's own id of the customer behind a phone. */
export const bsuidOf = (phone: string): string => `ES.1${phone}`;

/** When what a test does not date happened, in Unix seconds: a conversation of the last minutes, in its natural order. */
const usualTime = {
  text: () => secondsAgo(500),
  echo: () => secondsAgo(490),
  status: () => secondsAgo(400),
  completion: () => secondsAgo(280),
};

export type StatusOptions = {
  id: string;
  status: string;
  phone?: string;
  /** Unix seconds; the normalised dialect has none. */
  at?: number;
  error?: { code: number; title: string; details?: string };
};

const coded = ({ id, status, phone = aPhone(), at = usualTime.status(), error }: StatusOptions) => ({
  id,
  status,
  timestamp: String(at),
  recipient_id: phone,
  ...(error && {
    errors: [{ code: error.code, title: error.title, error_data: { details: error.details ?? error.title } }],
  }),
});

/** What the provider adds to "sent" in its own dialect of coded statuses. */
const PRICE = {
  conversation: { id: 'c0000000000000000000000000000001', origin: { type: 'service' } },
  pricing: { billable: false, category: 'service', pricing_model: 'PMP' },
};

const hook = (options: StatusOptions) => ({
  ...coded(options),
  type: 'message',
  ...(options.status === 'sent' && PRICE),
});

function rawStatus(options: StatusOptions) {
  const { errors, ...status } = coded(options);
  return { ...status, ...(errors && { errors: errors.map((error) => ({ ...error, message: error.title })) }) };
}

const normalisedStatus = ({ id, status, phone = aPhone(), error }: StatusOptions) => ({
  id,
  bsuid: bsuidOf(phone),
  phone,
  chatId: `${phone}@c.us`,
  status,
  category: 'service',
  userName: null,
  ...(error && { error: error.title }),
});

/** Any number of statuses in one body. */
export function statusesBody(dialect: Dialect, ...statuses: StatusOptions[]): object {
  switch (dialect) {
    case 'normalised':
      return { instanceId: INSTANCE, ack: statuses.map(normalisedStatus) };
    case 'hooks':
      return { instanceId: INSTANCE, hooks: statuses.map(hook) };
    case 'raw':
      return rawBody({ statuses: statuses.map(rawStatus) });
  }
}

/** What `hookInfo` answers of the statuses of one message. */
export const hookInfoBody = (...statuses: StatusOptions[]): object => ({
  hooks: statuses.map((status) => ({ ...coded(status), type: 'message' })),
});

export type CompletionOptions = {
  id?: string;
  phone?: string;
  token?: string;
  answers?: string;
  at?: number;
  fields?: Record<string, unknown>;
  name?: string;
  /** Whether the customer shows no phone; the raw dialect then has only WhatsApp's own id of them. */
  hidesPhone?: boolean;
};

export const aForm = { service: 'consultation', date: FORM_DAY, time: '10:30', name: 'Alex', notes: 'First visit' };

const inChat = (phone: string, name: string) => ({
  chatId: `${phone}@c.us`,
  caption: null,
  chatName: name,
  isForwarded: false,
  quotedMsgId: null,
});

const fromCustomer = (phone: string, name: string, more: object) => ({
  ...inChat(phone, name),
  self: 0,
  fromMe: false,
  author: `${phone}@c.us`,
  authorBsuid: bsuidOf(phone),
  authorUserName: null,
  senderName: name,
  ...more,
});

/** Messages in one body of the normalised dialect. */
export const normalisedBody = (...messages: object[]): object => ({ instanceId: INSTANCE, messages });

/** A submitted form. Without `token` it is one of those where WhatsApp left the token out. */
export function completionBody(dialect: Exclude<Dialect, 'hooks'>, options: CompletionOptions): object {
  const {
    id = aMessageId(),
    phone = '34600000001',
    token,
    answers,
    at = usualTime.completion(),
    fields = aForm,
  } = options;
  const { name = 'Alex', hidesPhone = false } = options;
  const response = JSON.stringify({ ...(token && { flow_token: token }), ...fields });
  if (dialect === 'normalised') {
    const message = { id, body: response, time: String(at), type: 'interactive', quotedMsgId: answers ?? null };
    return normalisedBody(fromCustomer(phone, name, message));
  }
  return rawBody({
    contacts: [{ profile: { name }, ...(!hidesPhone && { wa_id: phone }), user_id: bsuidOf(phone) }],
    messages: [
      {
        ...(answers && { context: { from: BUSINESS_PHONE, id: answers } }),
        from: hidesPhone ? bsuidOf(phone) : phone,
        id,
        timestamp: String(at),
        type: 'interactive',
        interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: response } },
      },
    ],
  });
}

export type TextOptions = { id?: string; phone?: string; text?: string; at?: number; name?: string };

/** What a customer writes, as a message of the normalised dialect. */
export function textMessage(options: TextOptions): object {
  const { id = aMessageId(), phone = '34600000001', text = 'Hello', at = usualTime.text(), name = 'Alex' } = options;
  return fromCustomer(phone, name, { id, body: text, time: String(at), type: 'chat' });
}

/** A message of the normalised dialect of any kind, sent five seconds ago. */
export const aMessage = (phone: string, more: object): object =>
  fromCustomer(phone, 'Ana', { id: aMessageId(), time: String(secondsAgo(5)), ...more });

/** A customer writes. */
export function textBody(dialect: Exclude<Dialect, 'hooks'>, options: TextOptions = {}): object {
  if (dialect === 'normalised') return normalisedBody(textMessage(options));
  const { id = aMessageId(), phone = '34600000001', text = 'Hello', at = usualTime.text(), name = 'Alex' } = options;
  return rawBody({
    contacts: [{ profile: { name }, wa_id: phone, user_id: bsuidOf(phone) }],
    messages: [{ from: phone, id, timestamp: String(at), type: 'text', text: { body: text } }],
  });
}

/** The business's own message as it comes back. */
export const echoMessage = (phone: string, text: string, id = aMessageId(), time = usualTime.echo()): object => ({
  ...inChat(phone, 'Alex'),
  self: 1,
  fromMe: true,
  author: `${BUSINESS_PHONE}@c.us`,
  senderName: 'Clinic',
  id,
  body: text,
  time,
  type: 'interactive',
});

/** The business's own message comes back as an echo. */
export const echoBody = (phone: string, text: string, id?: string, time?: number): object =>
  normalisedBody(echoMessage(phone, text, id, time));

export type TapOptions = {
  id?: string;
  phone?: string;
  /** The message under which the button or the row stands. */
  answers: string;
  label: string;
  at?: number;
  /** `button`: of a free message. `template`: a quick reply of a template. `row`: of a list. */
  of?: 'button' | 'template' | 'row';
};

function rawTap({ label, of = 'button' }: TapOptions): object {
  if (of === 'template') return { type: 'button', button: { payload: label, text: label } };
  const kind = of === 'row' ? 'list_reply' : 'button_reply';
  return { type: 'interactive', interactive: { type: kind, [kind]: { id: '1', title: label } } };
}

/** A customer taps a button or chooses a row. The normalised dialect has its label only. */
export function tapBody(dialect: Exclude<Dialect, 'hooks'>, options: TapOptions): object {
  const { id = aMessageId(), phone = '34600000001', answers, label, at = secondsAgo(5) } = options;
  if (dialect === 'normalised') {
    const tap = { id, body: label, time: String(at), type: 'button', quotedMsgId: answers };
    return normalisedBody(fromCustomer(phone, 'Alex', tap));
  }
  return rawBody({
    contacts: [{ profile: { name: 'Alex' }, wa_id: phone, user_id: bsuidOf(phone) }],
    messages: [
      { context: { from: BUSINESS_PHONE, id: answers }, from: phone, id, timestamp: String(at), ...rawTap(options) },
    ],
  });
}
