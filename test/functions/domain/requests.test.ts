import { describe, expect, it } from 'vitest';
import {
  readApproval,
  readBookingChange,
  readCancellation,
  readRefusal,
} from '../../../functions/shared/domain/booking/booking-request.ts';
import { readHandBooking } from '../../../functions/shared/domain/booking/hand-booking.ts';
import { readAttendance } from '../../../functions/shared/domain/booking/note-attendance.ts';
import { readCorrection } from '../../../functions/shared/domain/customer/correction.ts';
import { Refusal } from '../../../functions/shared/domain/delivery/refusal.ts';
import {
  IdempotencyKey,
  InvitationRequestBody,
  InvitationRequestDetail,
  isHashOf,
  readInvitationRequest,
  requestHash,
} from '../../../functions/shared/domain/invitation/invitation-request.ts';
import { readFinished } from '../../../functions/shared/domain/notices/finished-work.ts';
import { readResend } from '../../../functions/shared/domain/notices/resend-request.ts';
import { readKeyRequest, readSignIn } from '../../../functions/shared/domain/people/named-key.ts';
import { readClosure } from '../../../functions/shared/domain/places/closure-request.ts';
import { aContract } from '../../support/contract.ts';

const contract = aContract();

/** What a refusal names of a request: each field that is wrong, and the rule; nothing of a request that is right. */
function faultsOf(read: () => unknown): Refusal['faults'] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error).toMatchObject({ kind: 'malformed', message: 'The request is malformed.' });
    return error.faults;
  }
}

const READERS: Record<string, (body: unknown) => unknown> = {
  invitation: (body) => readInvitationRequest(InvitationRequestBody, body, contract),
  'invitation over the bus': (body) => readInvitationRequest(InvitationRequestDetail, body, contract),
  'booking by hand': (body) => readHandBooking(body, contract),
  change: readBookingChange,
  cancellation: readCancellation,
  approval: readApproval,
  refusal: readRefusal,
  attendance: readAttendance,
  correction: (body) => readCorrection(body, contract),
  closure: readClosure,
  'finished work': readFinished,
  resend: readResend,
  'new key': readKeyRequest,
  'sign-in': readSignIn,
};

describe('any request', () => {
  it.each(Object.entries(READERS))('has to be an object: %s', (_, read) => {
    for (const body of [[], null, 'text', 7]) {
      const rule = read === READERS['finished work'] ? expect.stringMatching(/^must be /) : 'must be an object';
      expect(faultsOf(() => read(body))).toEqual([{ field: '(body)', rule }]);
    }
  });

  it.each(Object.entries(READERS))(
    'names its fields that nobody knows, unless it comes over the bus: %s',
    (kind, read) => {
      const faults = faultsOf(() => read({ colour: 'red', size: 'L' }));
      const unknown = ['colour', 'size'].map((field) => ({ field, rule: 'is not a known field' }));
      const isStrict = kind !== 'invitation over the bus' && kind !== 'finished work';
      expect(faults.filter(({ rule }) => rule === 'is not a known field')).toEqual(isStrict ? unknown : []);
    },
  );

  it('names a field within another by its path', () => {
    const times = { from: '2031-05-06T09:00', to: '2031-05-06T12:00' };
    const hours = [
      { from: '09:00', to: '10:00' },
      { from: 'nine', to: '12:00' },
    ];
    expect(faultsOf(() => readClosure({ ...times, hours }))).toMatchObject([{ field: 'hours.1.from' }]);
  });
});

describe('a request for an invitation', () => {
  const phone = '+34 600 000 001';
  const read = (body: object) => readInvitationRequest(InvitationRequestBody, body, contract).request;
  const rulesOf = (body: object) => faultsOf(() => read(body)).map(({ field, rule }) => [field, rule]);

  it('needs no more than whom: the rest is the contract’s', () => {
    const recipient = { phone: '34600000001', chatId: '34600000001@c.us' };
    expect(read({ phone })).toEqual({ recipient, language: 'en', flowId: contract.flow.id });
    expect(read({ phone: 34600000001 }).recipient).toEqual(recipient);
    expect(read({ chatId: 'ES.13491208655302741@lid' }).recipient).toEqual({ chatId: 'ES.13491208655302741@lid' });
  });

  it('is taken as it says', () => {
    const asked = { language: 'es', flowId: '12345', customerName: '', data: { clinic: ['North', null] } };
    expect(read({ phone, ...asked })).toMatchObject(asked);
    expect(read({ phone, customerName: 'x'.repeat(200), flowId: '1'.repeat(25) })).toMatchObject({
      customerName: 'x'.repeat(200),
    });
    expect(read({ phone, data: { a: 'x'.repeat(8_192 - '{"a":""}'.length) } })).toHaveProperty('data.a');
  });

  it.each([
    [{}, '(body)', 'give exactly one of phone and chatId'],
    [{ phone, chatId: '34600000001@c.us' }, '(body)', 'give exactly one of phone and chatId'],
    [{ phone: true }, 'phone', 'must be a phone number with country code, as text or digits'],
    [{ phone: -1 }, 'phone', 'must be a phone number with country code, as text or digits'],
    [{ phone: '3'.repeat(41) }, 'phone', 'must be a phone number with country code, as text or digits'],
    [{ chatId: 7 }, 'chatId', 'must be text'],
    [{ phone, customerName: 7 }, 'customerName', 'must be text'],
    [{ phone, customerName: 'x'.repeat(201) }, 'customerName', 'must be at most 200 characters'],
    [{ phone, language: 7 }, 'language', 'must be text'],
    [{ phone, language: 'fr' }, 'language', 'must be one of en, es'],
    [{ phone, language: 'toString' }, 'language', 'must be one of en, es'],
    [{ phone, flowId: 7 }, 'flowId', 'must be text'],
    [{ phone, flowId: '1234' }, 'flowId', 'must be the numeric id of a Flow'],
    [{ phone, flowId: '1'.repeat(26) }, 'flowId', 'must be the numeric id of a Flow'],
    [{ phone, flowId: 'a12345' }, 'flowId', 'must be the numeric id of a Flow'],
    [{ phone, flowId: '12345a' }, 'flowId', 'must be the numeric id of a Flow'],
    [{ phone, data: [] }, 'data', 'must be an object'],
    [{ phone, data: {} }, 'data', 'must not be empty when it is given'],
    [{ phone, data: { a: 'x'.repeat(8_185) } }, 'data', 'must be at most 8192 characters of JSON'],
  ])('names the field that is wrong, and the rule: %j', (body, field, rule) => {
    expect(rulesOf(body)).toEqual([[field, rule]]);
  });

  it.each(['', 'two words', 'ñ', 'x'.repeat(256), 'tab\t', ' a', 'a '])('has no key like %j', (key) => {
    expect(IdempotencyKey.safeParse(key).error?.issues[0]?.message).toBe('must be 1 to 255 visible ASCII characters');
  });

  it.each(['!', '~', 'x'.repeat(255)])('may have the key %j', (key) => {
    expect(IdempotencyKey.safeParse(key).success).toBe(true);
  });

  it('brings its key with it over the bus', () => {
    const detail = { phone, idempotencyKey: 'key', colour: 'red' };
    const { body } = readInvitationRequest(InvitationRequestDetail, detail, contract);
    expect(body.idempotencyKey).toBe('key');
  });

  it('is another one in each of its parts, and the same in whatever order its JSON comes', () => {
    const data = { b: [{ d: 1, c: 2 }], a: null };
    const one = read({ phone, data, customerName: 'Ana' });
    expect(requestHash(read({ phone, customerName: 'Ana', data: { a: null, b: [{ c: 2, d: 1 }] } }))).toBe(
      requestHash(one),
    );
    const hashes = [
      ...[one, { ...one, language: 'es' }, { ...one, flowId: '99999' }, { ...one, customerName: 'Ben' }],
      ...[read({ phone: '+34 600 000 002', data, customerName: 'Ana' }), read({ phone, data }), read({ phone })],
      ...[read({ chatId: 'ES.1@lid' }), read({ chatId: 'ES.2@lid' })],
      ...[read({ phone, customerName: 'Ana', data: { b: [{ d: 1, c: 2 }] } })],
      ...[
        read({ phone, customerName: 'Ana', data: { b: [1, 2] } }),
        read({ phone, customerName: 'Ana', data: { b: [2, 1] } }),
      ],
    ].map(requestHash);
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(isHashOf(requestHash(one), one)).toBe(true);
    expect(isHashOf(requestHash(read({ phone })), one)).toBe(false);
  });
});

describe('a correction of a customer', () => {
  const read = (body: object) => readCorrection(body, contract);

  it('is a name, a language or both', () => {
    expect(read({ name: '  Ana ' })).toEqual({ name: 'Ana' });
    expect(read({ name: 'x'.repeat(200), language: 'es' })).toEqual({ name: 'x'.repeat(200), language: 'es' });
    expect(read({ language: 'en' })).toEqual({ language: 'en' });
  });

  it.each([
    [{}, '(body)', 'must give name or language'],
    [{ name: 7 }, 'name', 'must be text'],
    [{ name: '  ' }, 'name', 'must not be empty when it is given'],
    [{ name: 'x'.repeat(201) }, 'name', 'must be at most 200 characters'],
    [{ language: 7 }, 'language', 'must be text'],
    [{ language: 'fr' }, 'language', 'must be one of en, es'],
  ])('names the field that is wrong, and the rule: %j', (body, field, rule) => {
    expect(faultsOf(() => read(body))).toEqual([{ field, rule }]);
  });
});
