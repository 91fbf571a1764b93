import { failureOf } from '../../../local/one-msg/behaviour/known-failures.ts';
import type { Dice } from '../engine/dice.ts';
import type { FetchResponse } from '../engine/runtime-fakes.ts';
import { worded } from './failure-words.ts';

export function respond(status: number, body: unknown, headers: Record<string, string> = {}): FetchResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    status,
    ok: status >= 200 && status < 300,
    headers: { get: (name) => headers[name] ?? null },
    text: async () => text,
  };
}

/** A message's outcome at the provider other than plain acceptance, and what the answer says. */
export type Mishap = {
  isTaken: boolean;
  /** Whether the answer says that definitely nothing was sent. */
  isRefused: boolean;
  /** The refusal's error code, if it has one. */
  code?: number;
  response: FetchResponse;
};

const refused = (response: FetchResponse, code?: number): Mishap => ({
  isTaken: false,
  isRefused: true,
  ...(code !== undefined && { code }),
  response,
});

/** `Retry-After` values that a faulty server may send: in milliseconds, as a time, beyond the range of dates. */
const ABSURD_WAITS = ['99999999999999999', '315360000', '8640000000001', 'Fri, 31 Dec 9999 23:59:59 GMT'] as const;

const waitOf = (dice: Dice) => (dice.chance(0.25) ? dice.pick(ABSURD_WAITS) : '5');

/** Error codes of refused send requests. */
const REFUSING = [131056, 131026, 131050, 131049, 131048, 130472, 132015, 131000] as const;

/** The fields of an answer that give the reason, and fields without information. */
function refusalWith(code: number, dice: Dice): FetchResponse {
  const text = worded(failureOf(code), dice);
  const { title, details } = failureOf(code);
  const shapes = [
    () => respond(200, { sent: false, id: null, message: text, description: null, error: null, code: null }),
    () => respond(200, { sent: false, message: `(#${code}) ${title}`, description: '' }),
    () => respond(200, { sent: false, code: String(code), message: null }),
    () => respond(400, { error: text, message: null }),
    () => respond(400, { error: { message: title, code, error_user_title: null, error_user_msg: details } }),
    () => respond(400, { error: { message: title, code: String(code) } }),
    () => respond(400, { error: { message: title, code: null } }),
    () => respond(400, { error: { message: title, code: 1e20, error_user_msg: details } }),
  ];
  return dice.pick(shapes)();
}

/** The provider's behaviours other than plain acceptance. */
export const TROUBLES = {
  'rate limit': (dice: Dice) =>
    refused(respond(429, { message: 'too many requests' }, { 'retry-after': waitOf(dice) }), 130429),
  'invalid request': () => refused(respond(400, { error: 'invalid phone' })),
  'refusal in a 200': () => refused(respond(200, { sent: false, message: '(#131056) too many' }), 131056),
  'not on WhatsApp': (dice: Dice) => {
    const code = dice.pick(REFUSING);
    return refused(refusalWith(code, dice), code);
  },
  'error before': () => ({ isTaken: false, isRefused: false, response: respond(500, { error: 'oops' }) }),
  'error after': (dice: Dice) => ({
    isTaken: true,
    isRefused: false,
    response: dice.chance(0.3) ? respond(408, 'Request Timeout') : respond(502, 'Bad gateway'),
  }),
  'queued, then taken': () => ({
    isTaken: true,
    isRefused: false,
    response: respond(200, { sent: false, jobId: '17' }),
  }),
  'queued, then lost': () => ({
    isTaken: false,
    isRefused: false,
    response: respond(200, { sent: false, jobId: '18' }),
  }),
  'unreadable answer': () => ({ isTaken: true, isRefused: false, response: respond(200, '<html>') }),
} as const satisfies Record<string, (dice: Dice) => Mishap>;
export type Trouble = keyof typeof TROUBLES;

/** Purely informative fields of an acceptance. */
const INFORMING = [
  { description: null },
  { message: null },
  { error: null },
  { code: null },
  { code: '200' },
  { error: false },
  { message: { text: 'Sent' } },
] as const;

/** The answer for an accepted message. */
export const acceptance = (id: string, dice: Dice): FetchResponse =>
  respond(200, { sent: true, id, message: 'Sent', ...(dice.chance(0.05) && dice.pick(INFORMING)) });
