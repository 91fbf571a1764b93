import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { UnmatchedReason } from '../../../functions/shared/domain/customer/inbound.ts';
import { ChatId } from '../../../functions/shared/domain/customer/recipient.ts';
import { DeliveryStatus, MessageId } from '../../../functions/shared/domain/delivery/delivery.ts';
import { Failure } from '../../../functions/shared/domain/delivery/failure.ts';
import type { JsonObject } from '../../../functions/shared/domain/text/json.ts';
import { Instant, instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { findForm } from '../../../functions/shared/provider/webhook/find-form.ts';
import { readRawMessages } from '../../../functions/shared/provider/webhook/raw-messages.ts';
import { readWebhook } from '../../../functions/shared/provider/webhook/read-webhook.ts';
import { aWebhookText, hostileText, RUNS } from '../../support/hostile-json.ts';
import { aForm, completionBody, statusesBody } from '../../support/webhooks.ts';

const RECEIVED_AT = instantAt(Date.UTC(2026, 10, 22, 14));
const read = (body: string) => readWebhook(body, RECEIVED_AT, 'VID000000001');

const Message = z.strictObject({
  messageId: MessageId,
  chatId: ChatId,
  at: Instant,
  displayName: z.optional(z.string()),
  text: z.optional(z.string()),
  buttonPayload: z.optional(z.string()),
  alias: z.optional(ChatId),
  tap: z.optional(
    z.strictObject({ answers: MessageId, label: z.string().check(z.minLength(1)), payload: z.optional(z.string()) }),
  ),
});

/** What everybody who gets an element relies on. */
const Element = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('status'),
    status: z.strictObject({
      messageId: MessageId,
      status: DeliveryStatus,
      at: z.optional(Instant),
      failure: z.optional(Failure),
      reportedAs: z.array(ChatId),
    }),
  }),
  z.strictObject({ kind: z.literal('message'), message: Message }),
  z.strictObject({ kind: z.literal('presence'), message: Message }),
  z.strictObject({ kind: z.literal('unrelated') }),
  z.strictObject({
    kind: z.literal('completion'),
    completion: z.strictObject({
      messageId: MessageId,
      at: Instant,
      form: z.record(z.string(), z.unknown()),
      flowToken: z.optional(z.string()),
      answeredMessageId: z.optional(MessageId),
    }),
    message: Message,
    text: z.string(),
  }),
  z.strictObject({
    kind: z.literal('echo'),
    echo: z.strictObject({ messageId: MessageId, chatId: ChatId, at: Instant, text: z.string() }),
  }),
  z.strictObject({
    kind: z.literal('unmatched'),
    unmatched: z.strictObject({ reason: UnmatchedReason, text: z.string() }),
  }),
]);

afterEach(() => vi.restoreAllMocks());

describe('a webhook body', () => {
  it('comes out as sound elements, whatever it says', () => {
    const property = fc.property(aWebhookText(), (text) => {
      const elements = read(text);
      for (const element of elements) expect(Element.safeParse(element).error?.issues ?? []).toEqual([]);
      expect(Object.keys(Object.prototype)).toEqual([]);
      expect(read(text)).toEqual(elements);
    });
    fc.assert(property, { ...RUNS, numRuns: 600 });
  });

  it('loses nothing that stands in a list', () => {
    const anything = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant({ id: 'wamid.1', status: 'read' }));
    const list = fc.array(anything, { maxLength: 6 });
    const property = fc.property(list, list, list, list, (ack, hooks, messages, statuses) => {
      const entry = [{ changes: [{ value: { statuses } }] }];
      const elements = read(JSON.stringify({ ack, hooks, messages, entry, other: 1 }));
      expect(elements).toHaveLength(ack.length + hooks.length + messages.length + statuses.length);
    });
    fc.assert(property, RUNS);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'exploded', ''])(
    'does not take the word %j for a status',
    (status) => {
      const [element] = read(JSON.stringify({ ack: [{ id: 'wamid.1', status }] }));
      expect(element).toMatchObject({ kind: 'unmatched', unmatched: { reason: 'unreadable-status' } });
    },
  );

  it.each(['\ud800', 'wamid.\udc00', '__proto__'])(
    'takes for an id only what the table can keep things under (%#)',
    (id) => {
      const [element] = read(JSON.stringify({ ack: [{ id, status: 'read' }] }));
      expect(element).toMatchObject({ kind: 'unmatched', unmatched: { reason: 'unreadable-status' } });
    },
  );

  it('says the same with numbers as text', () => {
    const hooks = (timestamp: unknown, code: unknown) =>
      read(JSON.stringify({ hooks: [{ id: 'wamid.1', status: 'failed', timestamp, errors: [{ code, title: 'x' }] }] }));
    const property = fc.property(
      fc.integer({ min: 1_500_000_000, max: 1_800_000_000 }),
      fc.nat(200_000),
      (at, code) => {
        expect(hooks(String(at), String(code))).toEqual(hooks(at, code));
      },
    );
    fc.assert(property, RUNS);
  });

  it('is kept whole when it holds more than a hundred things that nobody can read', () => {
    const honest = { id: 'wamid.1', status: 'read' };
    const body = (junk: number) => JSON.stringify({ ack: [...Array.from({ length: junk }, (_, at) => at), honest] });
    expect(read(body(100))).toHaveLength(101);
    const elements = read(body(20_000));
    expect(elements).toEqual([
      expect.objectContaining({ kind: 'status' }),
      { kind: 'unmatched', unmatched: { reason: 'unknown-shape', text: body(20_000) } },
    ]);
  });
});

describe('the work that a body makes', () => {
  /** How many characters were read as JSON while something is done. */
  function parsedCharacters(work: () => unknown): number {
    const parse = vi.spyOn(JSON, 'parse');
    work();
    return parse.mock.calls.reduce((sum, [text]) => sum + text.length, 0);
  }

  it('is a small multiple of its length, however forms are wrapped in one another', () => {
    const wrapped = (levels: number): string =>
      JSON.stringify({ flow: levels === 0 ? aForm : wrapped(levels - 1), '"flow_token"': 0 });
    const many = Array.from({ length: 3_000 }, (_, at) => JSON.stringify({ '"flow_token"': 1, at }));
    for (const body of [wrapped(10), many, JSON.stringify(many), { many }, [[many, many], wrapped(6)]]) {
      const text = JSON.stringify({
        messages: [{ id: 'wamid.1', chatId: '34600000001@c.us', type: 'interactive', body }],
      });
      expect(parsedCharacters(() => read(text))).toBeLessThan(10 * text.length);
      vi.restoreAllMocks();
    }
  });

  it('does not grow with what a form has beside it, once a thousand values were looked at', () => {
    let looks = 0;
    const watched = (depth: number): JsonObject => {
      const members = Array.from({ length: 30 }, (_, at) => [`m${at}`, depth === 0 ? at : watched(depth - 1)]);
      return new Proxy<JsonObject>(Object.fromEntries(members), {
        get(target, name) {
          if (name === 'response_json') looks += 1;
          return Reflect.get(target, name);
        },
      });
    };
    expect(findForm(watched(2))).toBeUndefined();
    expect(looks).toBeLessThanOrEqual(1_000);
  });

  it('reads each contact once, however many messages there are', () => {
    let looks = 0;
    const contacts = Array.from({ length: 500 }, (_, at) => ({
      get wa_id() {
        looks += 1;
        return String(34_600_000_000 + at);
      },
      profile: { name: `Customer ${at}` },
    }));
    const messages = Array.from({ length: 500 }, (_, at) => ({ id: `wamid.${at}`, from: String(34_600_000_000 + at) }));
    const elements = readRawMessages(messages, contacts, { businessPhone: undefined, receivedAt: RECEIVED_AT });
    expect(elements.at(-1)).toMatchObject({ message: { displayName: 'Customer 499' } });
    expect(looks).toBeLessThan(2_000);
  });
});

describe('the search for a form', () => {
  const WRAPPERS: ((form: JsonObject) => JsonObject)[] = [
    (form) => form,
    (form) => ({ response_json: JSON.stringify(form) }),
    (form) => ({ response_json: form }),
    (form) => ({ body: JSON.stringify(form) }),
    (form) => ({ interactive: { nfm_reply: { response_json: JSON.stringify(form) } } }),
    (form) => ({ meta: [{ deep: { deeper: JSON.stringify({ response_json: JSON.stringify(form) }) } }] }),
  ];

  it('finds every form in every place it may stand, to the letter', () => {
    const fields = fc.dictionary(
      hostileText.filter((name) => !['flow_token', 'response_json', '__proto__'].includes(name)),
      fc.jsonValue({ maxDepth: 2, stringUnit: 'binary' }),
      { maxKeys: 5 },
    );
    const token = fc.string({ minLength: 1, unit: 'grapheme-ascii' }).filter((text) => text !== 'unused');
    const property = fc.property(fields, token, fc.constantFrom(...WRAPPERS), (form, flowToken, wrap) => {
      // What JSON cannot tell apart, such as 0 and -0.
      const written: JsonObject = JSON.parse(JSON.stringify(form));
      const found = findForm({ id: 'wamid.1', type: 'interactive', ...wrap({ ...written, flow_token: flowToken }) });
      expect(found?.flowToken).toBe(flowToken);
      expect(found?.form).toMatchObject(written);
    });
    fc.assert(property, RUNS);
  });

  it('finds none in what merely speaks of one', () => {
    const texts = ['flow_token', '"flow_token"', 'my "response_json" is {', '["flow_token"]'];
    for (const body of texts) expect(findForm({ id: 'wamid.1', body })).toBeUndefined();
  });
});

describe('a tap', () => {
  const ANSWERED = 'wamid.our-message';
  const context = { from: '34910000000', id: ANSWERED };
  const rawMessage = (more: object) =>
    JSON.stringify({
      entry: [{ changes: [{ value: { messages: [{ id: 'wamid.tap', from: '34600000001', ...more }] } }] }],
    });
  const normalisedMessage = (more: object) =>
    JSON.stringify({ messages: [{ id: 'wamid.tap', chatId: '34600000001@c.us', ...more }] });
  const tapOf = (body: string) => {
    const [element] = read(body);
    return element?.kind === 'message' ? element.message.tap : element?.kind;
  };

  const reply = (kind: 'button_reply' | 'list_reply') => ({
    type: 'interactive',
    interactive: { type: kind, [kind]: { id: 'cancel', title: 'Cancel it' } },
  });

  it.each<[string, string, object]>([
    [
      'a template’s quick reply (raw)',
      rawMessage({ type: 'button', button: { payload: 'cancel', text: 'Cancel it' }, context }),
      { payload: 'cancel' },
    ],
    ['a button under a text (raw)', rawMessage({ ...reply('button_reply'), context }), { payload: 'cancel' }],
    ['a row of a list (raw)', rawMessage({ ...reply('list_reply'), context }), { payload: 'cancel' }],
    [
      'a quick reply without a payload (raw)',
      rawMessage({ type: 'button', button: { text: 'Cancel it' }, context }),
      {},
    ],
    ['a button', normalisedMessage({ type: 'button', body: 'Cancel it', quotedMsgId: ANSWERED }), {}],
    ['a row', normalisedMessage({ type: 'list_reply', body: 'Cancel it', quotedMsgId: ANSWERED }), {}],
    ['an interactive reply', normalisedMessage({ type: 'interactive', body: 'Cancel it', quotedMsgId: ANSWERED }), {}],
    [
      'a button with its payload',
      normalisedMessage({ type: 'button', body: 'Cancel it', quotedMsgId: ANSWERED, meta: { payload: 'cancel' } }),
      { payload: 'cancel' },
    ],
    [
      'a label in the tap only',
      normalisedMessage({ ...reply('button_reply'), quotedMsgId: ANSWERED }),
      { payload: 'cancel' },
    ],
  ])('is %s, with the message that it answers', (_, body, more) => {
    expect(tapOf(body)).toEqual({ answers: ANSWERED, label: 'Cancel it', ...more });
  });

  it.each([
    ['words that quote a message', normalisedMessage({ type: 'chat', body: 'Cancel it', quotedMsgId: ANSWERED })],
    ['words that quote a message (raw)', rawMessage({ type: 'text', text: { body: 'Cancel it' }, context })],
    ['a message of no type', normalisedMessage({ body: 'Cancel it', quotedMsgId: ANSWERED })],
    ['a button that answers nothing', normalisedMessage({ type: 'button', body: 'Cancel it', quotedMsgId: null })],
    ['a button that answers nothing (raw)', rawMessage(reply('button_reply'))],
    ['a button without a label', normalisedMessage({ type: 'button', quotedMsgId: ANSWERED })],
    ['a caption', rawMessage({ type: 'image', image: { caption: 'Cancel it' }, context })],
    ['a reaction', normalisedMessage({ type: 'reaction', body: 'Cancel it', quotedMsgId: ANSWERED })],
  ])('is not %s', (_, body) => {
    expect(['presence', undefined]).toContain(tapOf(body));
  });

  it.each(['raw', 'normalised'] as const)('is not a submitted form (%s)', (dialect) => {
    const [element] = read(JSON.stringify(completionBody(dialect, { answers: ANSWERED })));
    expect(element).toMatchObject({ kind: 'completion', completion: { answeredMessageId: ANSWERED } });
    expect(element).not.toHaveProperty('message.tap');
  });
});

it('a body that says honest things twice says the same as one that says them once', () => {
  const once = {
    ...statusesBody('hooks', { id: 'wamid.1', status: 'read' }),
    ...completionBody('normalised', { id: 'wamid.2' }),
  };
  const text = JSON.stringify(once);
  expect(read(`{"hooks":[],"messages":7,${text.slice(1)}`)).toEqual(read(text));
});
