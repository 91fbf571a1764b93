import type { Dice } from '../simulation/engine/dice.ts';
import type { WireRequest } from '../support/flow-phone.ts';

/** Lengths that a genuine request never has beside those that it has, in bytes: key 256, vector 16, content above 16. */
const LENGTHS = [0, 1, 11, 12, 15, 16, 17, 24, 32, 127, 128, 255, 256, 257, 512, 1024] as const;
const TAG_BYTES = 16;

/** What base64 has no place for, or only at its end. */
const UNFIT_CHARACTERS = ['=', '==', '-', '_', ' ', '\n', '\0', '"', '%', 'é', '\ud800', '😀', ',', '.'] as const;

const FIELDS = ['encrypted_flow_data', 'encrypted_aes_key', 'initial_vector'] as const;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** One field with a character too many, too few, or of another alphabet. */
export function withBrokenBase64(dice: Dice, request: WireRequest): WireRequest {
  const field = dice.pick(FIELDS);
  const text = request[field];
  const at = dice.between(0, text.length);
  const inserted = dice.chance(0.2) ? '' : dice.pick(UNFIT_CHARACTERS);
  return { ...request, [field]: text.slice(0, at) + inserted + text.slice(at + dice.between(0, 3)) };
}

/** One field of another length, made of random bytes. */
export function withWrongLength(dice: Dice, request: WireRequest): WireRequest {
  const field = dice.pick(FIELDS);
  const genuine = Buffer.from(request[field], 'base64').length;
  const others = LENGTHS.filter((length) =>
    field === 'encrypted_flow_data' ? length <= TAG_BYTES : length !== genuine,
  );
  return { ...request, [field]: base64(dice.bytes(dice.pick(others))) };
}

/** One bit of the content or of its tag differs. */
export function withChangedBit(dice: Dice, request: WireRequest): WireRequest {
  const content = Buffer.from(request.encrypted_flow_data, 'base64');
  const at = dice.chance(0.5) ? content.length - dice.between(1, TAG_BYTES) : dice.between(0, content.length - 1);
  content[at] = (content[at] ?? 0) ^ (1 << dice.between(0, 7));
  return { ...request, encrypted_flow_data: base64(content) };
}

/** The parts of two requests. */
export const withPartOf = (dice: Dice, request: WireRequest, other: WireRequest): WireRequest => {
  const field = dice.pick(FIELDS);
  return { ...request, [field]: other[field] };
};

/** A key that none of the endpoint's private keys opens. */
export const withUnknownKey = (dice: Dice, request: WireRequest): WireRequest => ({
  ...request,
  encrypted_aes_key: base64(dice.bytes(256)),
});

/** The three fields with a value of another kind, without one of them, or with one of them twice. `value` gives JSON. */
export function withOddFields(dice: Dice, request: WireRequest, value: () => string): string {
  const odd = dice.pick(FIELDS);
  const members = FIELDS.flatMap((field) => {
    const genuine = `${JSON.stringify(field)}:${JSON.stringify(request[field])}`;
    if (field !== odd) return dice.chance(0.8) ? [genuine] : [];
    const other = `${JSON.stringify(field)}:${value()}`;
    return dice.chance(0.2) ? [genuine, other] : [other];
  });
  if (dice.chance(0.3))
    members.push(`${JSON.stringify(dice.pick(['__proto__', 'constructor', 'toString']))}:${value()}`);
  return `{${members.join()}}`;
}
