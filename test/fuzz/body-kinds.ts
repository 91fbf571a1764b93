import type { Dice } from '../simulation/engine/dice.ts';
import type { WireRequest } from '../support/flow-phone.ts';
import {
  withBrokenBase64,
  withChangedBit,
  withOddFields,
  withPartOf,
  withUnknownKey,
  withWrongLength,
} from './envelopes.ts';
import { aForeignToken, errorReportText, type Hostile, requestText } from './requests.ts';

/** What a body is made of. */
export type Maker = {
  dice: Dice;
  hostile: Hostile;
  /** A genuine envelope of the pool, all of whose tokens are foreign. */
  envelope(): WireRequest;
  encrypt(content: string): Promise<WireRequest>;
  token(): string;
};

/** A kind of body: how many in a thousand are of it, and which answers it may get. */
export type Kind = {
  share: number;
  statuses: readonly number[];
  /** Its token verifies, so that the table may be asked. */
  isKnown?: true;
  make(maker: Maker): unknown;
};

/** Of a body, as the gateway hands it on. */
const LIMIT_BYTES = 256 * 1024;

/** As much as an encrypted body has room for, or a little less: its base64 is a third longer. */
function hugeRequest(dice: Dice, hostile: Hostile): string {
  const length = dice.between(90, 180) * 1024;
  const value = dice.chance(0.5) ? () => hostile.json(dice) : () => JSON.stringify(hostile.text(dice));
  const values: string[] = [];
  for (let left = length; left > 0; left -= Buffer.byteLength(values.at(-1) ?? '')) values.push(value());
  return `{"version":"4.0","action":"INIT","data":{"x":[${values.slice(0, -1).join()}]}}`;
}

/**
 * About a quarter of the bodies has the private key used, which takes a millisecond; the first six kinds are mostly refused
 * before. A million bodies so take about a quarter of an hour of one core.
 */
export const KINDS = {
  'random bytes': {
    share: 90,
    statuses: [400],
    make: ({ dice }) => Buffer.from(dice.bytes(dice.between(0, 400))).toString(dice.pick(['latin1', 'utf8'])),
  },
  'any JSON': { share: 160, statuses: [400], make: ({ dice, hostile }) => hostile.json(dice) },
  'odd fields': {
    share: 120,
    statuses: [200, 400, 404, 421],
    make: ({ dice, hostile, envelope }) => withOddFields(dice, envelope(), () => hostile.json(dice)),
  },
  'broken base64': {
    share: 190,
    statuses: [200, 400, 404, 421],
    make: ({ dice, envelope }) => withBrokenBase64(dice, envelope()),
  },
  'wrong length': {
    share: 200,
    statuses: [400, 421],
    make: ({ dice, envelope }) => withWrongLength(dice, envelope()),
  },
  'too large': {
    share: 4,
    statuses: [413],
    make: ({ dice, envelope }) => JSON.stringify(envelope()) + dice.pick([' ', '\0', 'é']).repeat(LIMIT_BYTES),
  },
  'an unknown key': {
    share: 15,
    statuses: [421],
    make: ({ dice, envelope }) => withUnknownKey(dice, envelope()),
  },
  'a changed bit': { share: 25, statuses: [421], make: ({ dice, envelope }) => withChangedBit(dice, envelope()) },
  'parts of two': {
    share: 15,
    statuses: [200, 400, 404, 421],
    make: ({ dice, envelope }) => withPartOf(dice, envelope(), envelope()),
  },
  'random content': {
    share: 35,
    statuses: [400],
    make: ({ dice, encrypt }) => encrypt(Buffer.from(dice.bytes(dice.between(1, 400))).toString('latin1')),
  },
  'content of any JSON': {
    share: 50,
    statuses: [400],
    make: ({ dice, hostile, encrypt }) => encrypt(hostile.json(dice)),
  },
  'huge content': {
    share: 1,
    statuses: [400, 404],
    make: ({ dice, hostile, encrypt }) => encrypt(hugeRequest(dice, hostile)),
  },
  'a request of nobody': {
    share: 65,
    statuses: [200, 400, 404],
    make: ({ dice, hostile, encrypt }) => encrypt(requestText(dice, hostile, 0.1, aForeignToken(dice, hostile))),
  },
  'a preview': {
    share: 15,
    statuses: [200, 400, 404],
    make: ({ dice, hostile, encrypt }) =>
      encrypt(requestText(dice, hostile, 0.05, `flows-builder-${hostile.text(dice)}`.slice(0, 500))),
  },
  'a report of an error': {
    share: 5,
    statuses: [200, 400],
    make: ({ dice, hostile, encrypt }) => encrypt(errorReportText(dice, hostile)),
  },
  'a known token': {
    share: 10,
    statuses: [200, 400, 404, 427],
    isKnown: true,
    make: ({ dice, hostile, encrypt, token }) => encrypt(requestText(dice, hostile, 0.03, token())),
  },
} satisfies Record<string, Kind>;
export type KindName = keyof typeof KINDS;
