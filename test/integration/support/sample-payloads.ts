/** One webhook body of each shape the provider is known to post (docs/provider.md, section 2), ids and times put in. */
import { BUSINESS_PHONE, rawBody } from '../../support/raw-body.ts';
import { bsuidOf } from '../../support/webhooks.ts';

/** A message of ours, and the customer who got it. */
export type SentMessage = { messageId: string; phone: string; flowToken: string };

export type Facts = {
  first: SentMessage;
  second: SentMessage;
  /** The id of the customer's own message. */
  incomingId: string;
  /** Unix seconds. */
  at: number;
  /** The day of the appointment, as a form gives it. */
  day: string;
};

const CHANNEL = 'VID000000001';
const formWithToken = ({ first, day }: Pick<Facts, 'first' | 'day'>) =>
  JSON.stringify({
    flow_token: first.flowToken,
    service: 'consultation',
    date: day,
    time: '10:30',
    name: 'Alex',
    notes: 'First visit',
  });

const formWithoutToken = ({ day }: Pick<Facts, 'day'>) =>
  JSON.stringify({ service: 'consultation', date: day, time: '09:00', name: 'Alex' });

const fromCustomer = ({ phone }: SentMessage, message: object) => ({
  self: 0,
  author: `${phone}@c.us`,
  authorBsuid: bsuidOf(phone),
  authorUserName: null,
  chatId: `${phone}@c.us`,
  fromMe: false,
  caption: null,
  chatName: 'Alex',
  senderName: 'Alex',
  isForwarded: false,
  ...message,
});

const ack = ({ messageId, phone }: SentMessage, more: object) => ({
  id: messageId,
  bsuid: bsuidOf(phone),
  phone,
  chatId: `${phone}@c.us`,
  category: 'service',
  userName: null,
  ...more,
});

const hook = ({ messageId, phone }: SentMessage, status: string, at: number, more: object = {}) => ({
  id: messageId,
  type: 'message',
  status,
  timestamp: String(at),
  recipient_id: phone,
  ...more,
});

const rawStatus = ({ messageId, phone }: SentMessage, status: string, at: number, more: object = {}) => ({
  id: messageId,
  status,
  timestamp: String(at),
  recipient_id: phone,
  ...more,
});

/** Dialect A: the first message is delivered, the second failed. */
export const ackNormalised = ({ first, second }: Facts) => ({
  instanceId: CHANNEL,
  ack: [
    ack(first, { status: 'delivered' }),
    ack(second, { status: 'failed', error: "User's number is part of an experiment" }),
  ],
});

/** Dialect A: the customer of the first message writes, and that message comes back as an echo. */
export const messageTextNormalised = ({ first, incomingId, at }: Facts) => ({
  instanceId: CHANNEL,
  messages: [
    fromCustomer(first, {
      id: incomingId,
      body: 'Hi, I would like to book an appointment',
      time: String(at),
      type: 'chat',
      quotedMsgId: null,
    }),
    {
      id: first.messageId,
      body: 'Hi Alex, book your appointment:',
      self: 1,
      time: at + 10,
      type: 'interactive',
      author: `${BUSINESS_PHONE}@c.us`,
      chatId: `${first.phone}@c.us`,
      fromMe: true,
      caption: null,
      chatName: 'Alex',
      senderName: 'Clinic',
      isForwarded: false,
      quotedMsgId: null,
    },
  ],
});

/** Dialect A: the first message's form. */
export const completionNormalised = ({ first, incomingId, at, day }: Facts) => ({
  instanceId: CHANNEL,
  messages: [
    fromCustomer(first, {
      id: incomingId,
      body: formWithToken({ first, day }),
      time: String(at),
      type: 'interactive',
      quotedMsgId: first.messageId,
    }),
  ],
});

/** Dialect B: the first message is sent, the second undeliverable. */
export const hooks = ({ first, second, at }: Facts) => ({
  instanceId: CHANNEL,
  hooks: [
    hook(first, 'sent', at, {
      conversation: { id: 'c0000000000000000000000000000001', origin: { type: 'service' } },
      pricing: { billable: false, category: 'service', pricing_model: 'PMP' },
    }),
    hook(second, 'undelivered', at + 5, {
      errors: [{ code: 131026, title: 'Message undeliverable', error_data: { details: 'Unable to deliver message.' } }],
    }),
  ],
});

/** What `hookInfo` answers, posted as a webhook: the first message is sent, then delivered. */
export const hookInfo = ({ first, at }: Facts) => ({
  hooks: [hook(first, 'sent', at), hook(first, 'delivered', at + 4)],
});

/** Dialect C: the first message is read, the second failed because the window was closed. */
export const statusesRaw = ({ first, second, at }: Facts) =>
  rawBody({
    statuses: [
      rawStatus(first, 'read', at),
      rawStatus(second, 'failed', at + 1, {
        errors: [
          {
            code: 131047,
            title: 'Re-engagement message',
            message: 'Re-engagement message',
            error_data: {
              details:
                'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
            },
          },
        ],
      }),
    ],
  });

/** Dialect C: the first message's form. */
export const completionRaw = ({ first, incomingId, at, day }: Facts) =>
  rawBody({
    contacts: [{ profile: { name: 'Alex' }, wa_id: first.phone, user_id: bsuidOf(first.phone) }],
    messages: [
      {
        context: { from: BUSINESS_PHONE, id: first.messageId },
        from: first.phone,
        id: incomingId,
        timestamp: String(at),
        type: 'interactive',
        interactive: {
          type: 'nfm_reply',
          nfm_reply: { name: 'flow', body: 'Sent', response_json: formWithToken({ first, day }) },
        },
      },
    ],
  });

/** Dialect C: the first message's form from a customer without a visible phone, and without its token. */
export const completionRawWithoutToken = ({ first, incomingId, at, day }: Facts) =>
  rawBody({
    contacts: [{ profile: { name: 'Alex' }, user_id: bsuidOf(first.phone) }],
    messages: [
      {
        context: { from: BUSINESS_PHONE, id: first.messageId },
        from: bsuidOf(first.phone),
        id: incomingId,
        timestamp: String(at),
        type: 'interactive',
        interactive: {
          type: 'nfm_reply',
          nfm_reply: { response_json: formWithoutToken({ day }), body: 'Sent', name: 'flow' },
        },
      },
    ],
  });
