/** JSON from an attacker, or from a broken writer. */
import fc, { type Arbitrary } from 'fast-check';
import { aMessageId, completionBody, echoBody, statusesBody, textBody } from './webhooks.ts';

/** Every run tests the same cases; a failure prints its seed and its path. */
export const RUNS = { seed: 7, numRuns: 300 } as const;

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

/** Words and values that break careless code. */
const TRAPS: readonly string[] = [
  '',
  ' ',
  '\0',
  'constructor',
  '__proto__',
  'hasownproperty',
  'null',
  'NaN',
  '-1',
  '1e999',
  '٣٤٦',
  '\ud800',
  '\udc00 and more',
  '\u202etxet',
  '34600000001',
  '34600000001@c.us',
  '{"flow_token":"x"}',
  '{"response_json":"{\\"flow_token\\":1}"}',
  '{"__proto__":{"flow_token":"x"}}',
  'x'.repeat(5_000),
];

/** Texts that no JavaScript value serializes to: duplicate names, too large numbers, lone surrogates, deep nesting. */
const RAW_VALUES: readonly string[] = [
  '1e999',
  '-1e999',
  '-0',
  '1795341600.5',
  '17953416000000000000',
  '"\\ud800"',
  '"\\u0000"',
  '{"id":1,"id":"wamid.twice"}',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  nested(60),
  nested(70),
  nested(5_000),
  `[${'0,'.repeat(2_000)}0]`,
];

export const hostileText: Arbitrary<string> = fc.oneof(
  fc.constantFrom(...TRAPS),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
);

/** The JSON text of one value. */
const hostileValue: Arbitrary<string> = fc.oneof(
  fc.constantFrom(...RAW_VALUES),
  hostileText.map((text) => JSON.stringify(text)),
  fc.json({ maxDepth: 3, stringUnit: 'binary' }),
);

/** The valid parts of a body that is broken elsewhere: an invited customer, and their invitation. */
type Invited = { phone: string; token: string; messageId: string };

const NOBODY: Invited = {
  phone: '34600000001',
  token: '0197a0b0-0000-7000-8000-000000000000.AAAAAAAAAAAAAAAAAAAAAA',
  messageId: 'wamid.of-nobody',
};

const FAILURE = { code: 131026, title: 'No', details: 'Not there' };

/** Every kind of webhook about a customer, in each of the provider's dialects. */
const honestBodies = ({ phone, token, messageId }: Invited): object[] => [
  ...(['normalised', 'hooks', 'raw'] as const).map((dialect) =>
    statusesBody(
      dialect,
      { id: messageId, phone, status: 'read' },
      { id: aMessageId(), phone, status: 'failed', error: FAILURE },
    ),
  ),
  ...(['normalised', 'raw'] as const).flatMap((dialect) => [
    textBody(dialect, { phone, text: 'I would like to book' }),
    completionBody(dialect, { phone, token }),
    completionBody(dialect, { phone, answers: messageId }),
  ]),
  echoBody(phone, 'Hi Alex, book your appointment:'),
];

const MARK = 'the place that is replaced';

/** The number of values in a value, itself included. */
function placesIn(value: object): number {
  let places = 0;
  JSON.stringify(value, (_, inner) => {
    places += 1;
    return inner;
  });
  return places;
}

/** A value's JSON with one of its values replaced by `json`. */
function replaced(value: object, place: number, json: string): string {
  let at = -1;
  const marked = JSON.stringify(value, (_, inner) => {
    at += 1;
    return at === place ? MARK : inner;
  });
  return marked.replace(JSON.stringify(MARK), () => json);
}

/** A webhook about a customer, with any JSON in one place. */
const aBrokenWebhook = (invited: Invited): Arbitrary<string> =>
  fc
    .constantFrom(...honestBodies(invited))
    .chain((body) =>
      fc.tuple(fc.nat(placesIn(body) - 1), hostileValue).map(([place, json]) => replaced(body, place, json)),
    );

/** Lists, and objects that may have duplicate names, of any values. */
export const anyJson: Arbitrary<string> = fc.letrec<{ json: string }>((tie) => {
  const name = fc.oneof(
    fc.constantFrom('id', 'messages', 'ack', 'hooks', 'entry', 'changes', 'value', 'statuses', 'contacts', 'body'),
    hostileText,
  );
  const member = fc.tuple(name, tie('json')).map(([key, value]) => `${JSON.stringify(key)}:${value}`);
  return {
    json: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      hostileValue,
      fc.array(tie('json'), { maxLength: 4 }).map((values) => `[${values.join()}]`),
      fc.array(member, { maxLength: 5 }).map((members) => `{${members.join()}}`),
    ),
  };
}).json;

/** A webhook's body: broken in one place, any JSON, or empty. */
export const aWebhookText = (invited: Invited = NOBODY): Arbitrary<string> =>
  fc.oneof(
    { arbitrary: aBrokenWebhook(invited), weight: 6 },
    { arbitrary: anyJson, weight: 2 },
    { arbitrary: fc.string({ unit: 'binary' }), weight: 1 },
  );
