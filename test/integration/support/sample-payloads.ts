/** One webhook body of each shape the provider is known to post (docs/provider.md, section 2), ids and times put in. */
import {
  completionBody,
  echoMessage,
  hookInfoBody,
  normalisedBody,
  statusesBody,
  textMessage,
} from '../../support/webhooks.ts';

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

const EXPERIMENT = { code: 130472, title: "User's number is part of an experiment" };
const UNDELIVERABLE = { code: 131026, title: 'Message undeliverable', details: 'Unable to deliver message.' };
const WINDOW_CLOSED = {
  code: 131047,
  title: 'Re-engagement message',
  details:
    'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
};

const sent = ({ messageId: id, phone }: SentMessage) => ({ id, phone });

/** The form that answers the first message. */
const completion = ({ first, incomingId, at, day }: Facts) => ({
  id: incomingId,
  phone: first.phone,
  answers: first.messageId,
  at,
  token: first.flowToken,
  fields: { service: 'consultation', date: day, time: '10:30', name: 'Alex', notes: 'First visit' },
});

/** Dialect A: the first message is delivered, the second failed. */
export const ackNormalised = ({ first, second }: Facts) =>
  statusesBody(
    'normalised',
    { ...sent(first), status: 'delivered' },
    { ...sent(second), status: 'failed', error: EXPERIMENT },
  );

/** Dialect A: the customer of the first message writes, and that message comes back as an echo. */
export const messageTextNormalised = ({ first: { messageId, phone }, incomingId, at }: Facts) =>
  normalisedBody(
    textMessage({ id: incomingId, phone, text: 'Hi, I would like to book an appointment', at }),
    echoMessage(phone, 'Hi Alex, book your appointment:', messageId, at + 10),
  );

/** Dialect A: the first message's form. */
export const completionNormalised = (facts: Facts) => completionBody('normalised', completion(facts));

/** Dialect B: the first message is sent, the second undeliverable. */
export const hooks = ({ first, second, at }: Facts) =>
  statusesBody(
    'hooks',
    { ...sent(first), status: 'sent', at },
    { ...sent(second), status: 'undelivered', at: at + 5, error: UNDELIVERABLE },
  );

/** What `hookInfo` answers, posted as a webhook: the first message is sent, then delivered. */
export const hookInfo = ({ first, at }: Facts) =>
  hookInfoBody({ ...sent(first), status: 'sent', at }, { ...sent(first), status: 'delivered', at: at + 4 });

/** Dialect C: the first message is read, the second failed because the window was closed. */
export const statusesRaw = ({ first, second, at }: Facts) =>
  statusesBody(
    'raw',
    { ...sent(first), status: 'read', at },
    { ...sent(second), status: 'failed', at: at + 1, error: WINDOW_CLOSED },
  );

/** Dialect C: the first message's form. */
export const completionRaw = (facts: Facts) => completionBody('raw', completion(facts));

/** Dialect C: the first message's form from a customer without a visible phone, and without its token. */
export function completionRawWithoutToken(facts: Facts) {
  const { token: _, ...form } = completion(facts);
  const fields = { service: 'consultation', date: facts.day, time: '09:00', name: 'Alex' };
  return completionBody('raw', { ...form, fields, hidesPhone: true });
}
