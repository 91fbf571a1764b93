import type { Customer, Message } from '../../../local/one-msg/channel-state.ts';
import type { ChannelEvent } from '../../../local/one-msg/chat/channel-events.ts';
import { chatIdOf } from '../../../local/one-msg/chat/customer-book.ts';
import type { Dice } from '../engine/dice.ts';
import type { Scheduler } from '../engine/scheduler.ts';
import type { Wish } from '../story/people.ts';
import type { Oddity } from '../story/story.ts';
import {
  ANSWERS,
  CODES,
  DELIVERY_SCRIPTS,
  FAILED_AT_ONCE,
  NOTICE_DELIVERY_SCRIPTS,
  ODD_CODES,
  type Status,
  SWIFT_DELIVERY_SCRIPTS,
} from './delivery-scripts.ts';
import { failureInWords } from './failure-words.ts';
import { anOddMessage } from './odd-messages.ts';
import { instantOf, type Reported, secondOf } from './reported.ts';

export type WhatsAppSurroundings = {
  scheduler: Scheduler;
  diceFor(key: string): Dice;
  mayHappen(key: string, what: string): boolean;
  /** Messages arrive and customers answer within minutes, and nothing fails. */
  isSwift: boolean;
  /** The customer whose phone answers every message by itself, if there is one. */
  machine: string | undefined;
  /** What happens on the channel is reported to its webhooks. `key` names it. */
  tell(key: string, event: ChannelEvent, reported: Reported): void;
  /** The same of what no event of the channel describes. */
  tellRaw(key: string, body: string, reported: Reported): void;
  channelId: string;
  /** What customers may say in a form. */
  wishes: readonly Wish[];
};

/** A button or a row that a customer tapped, and the message under which it stands. */
export type Tap = { messageId: string; customerId: string; at: number; label: string; answered: Message };

const MOST_MACHINE_ANSWERS = 60;

const HOUR = 3_600_000;
const base64 = (text: string) => Buffer.from(text).toString('base64url');

export type WhatsApp = ReturnType<typeof createWhatsApp>;

/** The truth about the channel: who wrote what to whom, what arrived, and what customers do about it. */
export function createWhatsApp(customers: Customer[], surroundings: WhatsAppSurroundings) {
  const { scheduler, diceFor, mayHappen, isSwift, tell, tellRaw, channelId, wishes, machine } = surroundings;
  const sent = new Map<string, Message>();
  const taps: Tap[] = [];
  let count = 0;
  let machineAnswers = 0;

  /** Like a real one, it spells the address it belongs to, and names its place in the story. */
  const messageId = (customer: Customer, key: string) => `wamid.${base64(`${customer.phone} ${key}`)}`;

  const addressesOf = (customer: Customer): (string | undefined)[] => [
    customer.phone,
    customer.reportedPhone,
    `${customer.phone}@c.us`,
    `${customer.reportedPhone}@c.us`,
    `${customer.bsuid}@lid`,
  ];

  function customerAt(asked: { phone?: string | undefined; chatId?: string | undefined }): Customer | undefined {
    const address = asked.phone ?? asked.chatId;
    return address === undefined ? undefined : customers.find((one) => addressesOf(one).includes(address));
  }

  const hasOpenWindow = ({ lastWroteAt }: Customer) =>
    lastWroteAt !== undefined && scheduler.now() < lastWroteAt + 24 * HOUR;

  function reportStatus(message: Message, customer: Customer, status: Status, code: number): void {
    const at = scheduler.now();
    const odd = diceFor(`telling ${message.id} ${status}`);
    const change = { status, at, ...(status === 'failed' && { failure: failureInWords(code, odd) }) };
    message.history.push(change);
    // Its webhook never comes: who wants to know has to ask.
    if (status === 'failed' && odd.chance(0.04) && mayHappen(`${message.id} untold`, 'failure told when asked only'))
      return;
    const reported: Reported = {
      customerId: customer.id,
      kind: 'status',
      messageId: message.id,
      status,
      at: instantOf(secondOf(at)),
      ...(status === 'failed' && { code }),
    };
    tell(`${message.id} ${status}`, { kind: 'status', message, customer, change }, reported);
  }

  function live(message: Message, customer: Customer, scripts: typeof DELIVERY_SCRIPTS): void {
    const dice = diceFor(`fate ${message.id}`);
    const usual = dice.pick(isSwift ? SWIFT_DELIVERY_SCRIPTS : scripts);
    const usualCode = dice.pick(CODES);
    const odd = diceFor(`odd fate ${message.id}`);
    const isOdd = !isSwift && odd.chance(0.06);
    const script = isOdd ? FAILED_AT_ONCE : usual;
    const code = isOdd ? odd.pick(ODD_CODES) : usualCode;
    let afterMs = 0;
    for (const [status, least, most] of script) {
      afterMs += dice.between(least, most);
      scheduler.after(afterMs, `${message.id} ${status}`, () => reportStatus(message, customer, status, code));
    }
    const hasArrived = script.some(([status]) => status === 'delivered' || status === 'read') || script.length < 2;
    if (hasArrived) react(message, customer, afterMs);
  }

  /** What a customer does about a message that arrived so many ms after it was sent. */
  function react(message: Message, customer: Customer, afterMs: number): void {
    if (message.flow) answer(message, customer, afterMs);
    else if (customer.id === machine) answerByMachine(message, customer, afterMs);
    if (message.replies) tapLater(message, customer, afterMs);
  }

  /** Taps a button or a row, soon or a day later, and at times another one or the same again. */
  function tapLater(message: Message, customer: Customer, afterMs: number): void {
    const dice = diceFor(`taps ${message.id}`);
    const times = dice.pick([0, 1, 1, 1, 2]);
    for (let index = 0; index < times; index += 1) {
      const key = `${message.id} tap ${index}`;
      const reply = dice.pick(message.replies?.options ?? []);
      const lateMs = dice.chance(0.7) ? dice.between(500, 60_000) : dice.between(0, 30 * HOUR);
      if (!mayHappen(key, 'the customer taps')) continue;
      scheduler.after(afterMs + lateMs, key, () => tap(key, customer, message, reply));
    }
  }

  function tap(key: string, customer: Customer, answered: Message, { id, title }: { id: string; title: string }): void {
    const at = scheduler.now();
    customer.lastWroteAt = at;
    const message: Message = {
      id: messageId(customer, key),
      customerId: customer.id,
      fromCustomer: true,
      kind: 'button',
      body: title,
      at,
      quotedMessageId: answered.id,
      buttonPayload: id,
      chosenFrom: answered.replies,
      history: [],
    };
    taps.push({ messageId: message.id, customerId: customer.id, at, label: title, answered });
    const [chatId, when] = [chatIdOf(customer), instantOf(secondOf(at))];
    const reported: Reported = { customerId: customer.id, kind: 'media', messageId: message.id, chatId, at: when };
    tell(key, { kind: 'message', message, customer }, reported);
  }

  /** Answers any message with the same words, until its battery is empty. */
  function answerByMachine(message: Message, customer: Customer, afterMs: number): void {
    machineAnswers += 1;
    const key = `${message.id} machine`;
    if (machineAnswers > MOST_MACHINE_ANSWERS || !mayHappen(key, 'a machine answers')) return;
    scheduler.after(afterMs + 2_000, key, () => write(key, customer, 'Please cancel'));
  }

  function answer(message: Message, customer: Customer, afterMs: number): void {
    const dice = diceFor(`answer ${message.id}`);
    const times = dice.pick(ANSWERS);
    for (const [index, hours] of times.entries()) {
      const key = `${message.id} form ${index}`;
      const lateMs = isSwift || dice.chance(0.5) ? dice.between(500, 60_000) : dice.between(0, hours * HOUR);
      const withToken = dice.chance(0.7);
      const wish = dice.pick(wishes);
      if (!mayHappen(key, 'the customer sends the form')) continue;
      scheduler.after(afterMs + lateMs, key, () => complete(key, customer, { wish, message, withToken }));
    }
  }

  function complete(key: string, customer: Customer, how: { wish: Wish; message: Message; withToken: boolean }): void {
    const token = how.withToken ? how.message.flow?.token : undefined;
    submit(key, customer, how.wish, { token: token ? 'ours' : 'none', flowToken: token, answers: how.message.id });
  }

  /** The message with the form that somebody got last. */
  const lastForm = (customer: Customer): Message | undefined =>
    [...sent.values()].findLast(({ customerId, flow }) => customerId === customer.id && flow?.token);

  type SentForm = { fields: Record<string, unknown>; flowToken?: string | undefined; answers?: string | undefined };

  /** The message by which a customer sends a form: they were here. */
  function formOf(key: string, customer: Customer, { fields, flowToken, answers }: SentForm): Message {
    const at = scheduler.now();
    customer.lastWroteAt = at;
    return {
      id: messageId(customer, key),
      customerId: customer.id,
      fromCustomer: true,
      kind: 'completion',
      body: 'Sent',
      at,
      ...(answers !== undefined && { quotedMessageId: answers }),
      form: { fields, ...(flowToken !== undefined && { flowToken }) },
      history: [],
    };
  }

  /** A customer's form reaches the channel, whoever made its token. */
  function submit(
    key: string,
    customer: Customer,
    wish: Wish,
    form: { token: 'ours' | 'foreign' | 'none'; flowToken?: string | undefined; answers?: string | undefined },
  ): void {
    const { flowToken, answers } = form;
    const message = formOf(key, customer, { fields: { ...wish.fields, name: customer.name }, flowToken, answers });
    const { at } = message;
    const reported: Reported = {
      customerId: customer.id,
      kind: 'form',
      messageId: message.id,
      chatId: chatIdOf(customer),
      at: instantOf(secondOf(at)),
      wish,
      token: form.token,
      ...(flowToken !== undefined && { flowToken }),
      ...(answers !== undefined && { answers }),
    };
    tell(key, { kind: 'message', message, customer }, reported);
  }

  /** A live form has ended on a phone: what the endpoint answered last comes as a message of the customer. */
  function endForm(key: string, customer: Customer, answered: Message, params: Record<string, string>): void {
    const { flow_token: flowToken, ...fields } = params;
    const message = formOf(key, customer, { fields, flowToken, answers: answered.id });
    const [chatId, when] = [chatIdOf(customer), instantOf(secondOf(message.at))];
    const reported: Reported = { customerId: customer.id, kind: 'media', messageId: message.id, chatId, at: when };
    tell(key, { kind: 'message', message, customer }, reported);
  }

  /** A customer writes. */
  function write(key: string, customer: Customer, text: string): void {
    const at = scheduler.now();
    customer.lastWroteAt = at;
    const id = messageId(customer, key);
    const message: Message = {
      id,
      customerId: customer.id,
      fromCustomer: true,
      kind: 'text',
      body: text,
      at,
      history: [],
    };
    const when = instantOf(secondOf(at));
    const reported: Reported = {
      customerId: customer.id,
      kind: 'text',
      messageId: id,
      chatId: chatIdOf(customer),
      at: when,
      text,
    };
    tell(key, { kind: 'message', message, customer }, reported);
  }

  return {
    /** What customers tapped, in order. */
    taps: taps as readonly Tap[],
    sent: sent as ReadonlyMap<string, Message>,
    customers: customers as readonly Customer[],
    customerAt,
    hasOpenWindow,
    submit,
    endForm,
    lastForm,

    /** Sends the form that somebody got last; `false` if they have none. */
    completeLast(key: string, customer: Customer, wish: Wish, withToken: boolean): boolean {
      const message = lastForm(customer);
      if (message) complete(key, customer, { wish, message, withToken });
      return message !== undefined;
    },

    /** The provider takes a message of the business: it lives on from here. Answers its id. */
    accept(
      customer: Customer,
      key: string,
      what: Pick<Message, 'kind' | 'body' | 'flow' | 'template' | 'replies'>,
      isNotice: boolean,
    ): string {
      count += 1;
      const message: Message = {
        id: messageId(customer, `${key} ${count}`),
        customerId: customer.id,
        fromCustomer: false,
        at: scheduler.now(),
        history: [],
        ...what,
      };
      sent.set(message.id, message);
      live(message, customer, isNotice ? NOTICE_DELIVERY_SCRIPTS : DELIVERY_SCRIPTS);
      if (diceFor(`echo ${message.id}`).chance(0.3)) {
        const reported: Reported = {
          customerId: customer.id,
          kind: 'echo',
          messageId: message.id,
          chatId: chatIdOf(customer),
        };
        tell(`${message.id} echo`, { kind: 'message', message, customer }, reported);
      }
      return message.id;
    },

    write,

    /** Something that is neither words nor a form. */
    sendOdd(key: string, customer: Customer, oddity: Oddity): void {
      const at = scheduler.now();
      const isVisit = oddity !== 'group' && oddity !== 'notice';
      if (isVisit) customer.lastWroteAt = at;
      const quotes = [...sent.values()].findLast(({ customerId }) => customerId === customer.id)?.id;
      const message = { id: messageId(customer, key), customer, at, quotes, channelId };
      const { body, reported } = anOddMessage(oddity, message, diceFor(`odd ${key}`));
      tellRaw(key, body, reported);
    },

    /** Somebody else's message to a customer, by hand or by another tool on the same channel. */
    writeForeign(key: string, customer: Customer): void {
      const id = messageId(customer, key);
      const at = scheduler.now();
      const body = 'Hi Somebody Else, book your appointment:';
      const message: Message = {
        id,
        customerId: customer.id,
        fromCustomer: false,
        kind: 'text',
        body,
        at,
        history: [],
      };
      const reported: Reported = { customerId: customer.id, kind: 'echo', messageId: id, chatId: chatIdOf(customer) };
      tell(key, { kind: 'message', message, customer }, reported);
      scheduler.after(1_000, `${key} delivered`, () => reportStatus(message, customer, 'delivered', 0));
    },
  };
}
