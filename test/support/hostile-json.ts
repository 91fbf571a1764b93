/** JSON as somebody would write it who wants to break its reader, or whose own writer is broken. */
import fc, { type Arbitrary } from 'fast-check';
import { aMessageId, completionBody, echoBody, statusesBody, textBody } from './webhooks.ts';

/** Every run tries the same; a failure prints its seed and its path. */
export const RUNS = { seed: 7, numRuns: 300 } as const;

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

/** Words and values on which careless code stumbles. */
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

/** What JSON text can say and no value can: names given twice, numbers too large, lone surrogates, any depth. */
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

/** What is real in a body that is broken elsewhere: somebody who was invited, and by what. */
type Invited = { phone: string; token: string; messageId: string };

const NOBODY: Invited = {
  phone: '34600000001',
  token: '0197a0b0-0000-7000-8000-000000000000.AAAAAAAAAAAAAAAAAAAAAA',
  messageId: 'wamid.of-nobody',
};

const FAILURE = { code: 131026, title: 'No', details: 'Not there' };

/** Everything the provider posts about somebody, in each of its dialects. */
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

/** How many values there are in a value, itself among them. */
function placesIn(value: object): number {
  let places = 0;
  JSON.stringify(value, (_, inner) => {
    places += 1;
    return inner;
  });
  return places;
}

/** The JSON of a value in which one of the values has given way to `json`. */
function replaced(value: object, place: number, json: string): string {
  let at = -1;
  const marked = JSON.stringify(value, (_, inner) => {
    at += 1;
    return at === place ? MARK : inner;
  });
  return marked.replace(JSON.stringify(MARK), () => json);
}

/** What the provider posts about somebody, with anything in one place of it. */
const aBrokenWebhook = (invited: Invited): Arbitrary<string> =>
  fc
    .constantFrom(...honestBodies(invited))
    .chain((body) =>
      fc.tuple(fc.nat(placesIn(body) - 1), hostileValue).map(([place, json]) => replaced(body, place, json)),
    );

/** Objects whose names may come twice, and lists, of anything. */
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

/** The text of a webhook's body: broken in one place, any JSON, or none. */
export const aWebhookText = (invited: Invited = NOBODY): Arbitrary<string> =>
  fc.oneof(
    { arbitrary: aBrokenWebhook(invited), weight: 6 },
    { arbitrary: anyJson, weight: 2 },
    { arbitrary: fc.string({ unit: 'binary' }), weight: 1 },
  );
