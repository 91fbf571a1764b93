import { wholeClaimId } from './short-ids.ts';

/*
 * A value that is packed is raw deflate of its JSON, with a dictionary of what most values have in common; the most frequent
 * comes last. **The dictionary never changes**: without it nothing that was packed with it can be read. A better one needs
 * another attribute.
 */

/** Loaded when it is needed: it takes a twentieth of a function's start, and what a webhook reports of a message is not packed. */
const zlib = () => process.getBuiltinModule('node:zlib');

/** Stands before a shortened time. JSON has no control character: it writes them in other ones. */
const TIME = '\u0001';

/** What packed values have in common. */
const COMMON_WORDS = Buffer.from(
  [
    '"kind":"owner""kind":"key","keyId":"","holder":"","role":"staff""manager""kind":"system""kind":"customer"',
    '"failure":{"kind":"refused","status":"code":"message":"reason":"not-told""no-news""unknown""template"',
    '"override":{"overrideMinutes":"approveBy":"partial":true,"notesField":"notes","form-too-large""start-in-past"',
    '"outside-opening-hours""slot-taken""form-refused""none-suits""too-soon""too-many-open"{"outcome":"refused","reason":"',
    `{"kind":"cancellation","at":${TIME}{"kind":"placement","at":${TIME},"placed":{{"kind":"approval","at":${TIME}`,
    `{"kind":"change","at":${TIME},"changes":{{"kind":"booking","at":${TIME},"booking":{,"actor":{"kind":"owner"},"requestHash":"`,
    `{"days":[{"resource":"","date":"202"}]}{"since":${TIME},"count":1}`,
    `[{"kind":"reminder","key":"","startsAt":${TIME},"sendAt":${TIME},"deadline":${TIME},"createdAt":${TIME},"attempts":[]}]`,
    `[{"revision":1,"purpose":"cancelled","purpose":"changed","purpose":"booked","content":"","createdAt":${TIME},"deadline":${TIME},`,
    `"attempts":[{"claimId":"","claimedAt":${TIME},"carrier":"template","outcome":"accepted","carrier":"text","outcome":"accepted",`,
    `"settledAt":${TIME},"message":"message##"}],"end":{"state":"told","at":${TIME}},"isSettled":true}]`,
    `{"claimId":"","claimedAt":${TIME},"carrier":"flow","messageId":"wamid.","settledAt":${TIME}}`,
    '{"channelId":"","recipient":{"phone":"","chatId":"@lid@c.us"},"customerName":"","language":"es","source":"api",',
    '"language":"en","source":"api","flowId":"","requestHash":""}',
    `{"kind":"completion","at":${TIME},"fields":"{\\"date\\":\\"202\\",\\"time\\":\\":00\\",\\"service\\":\\"\\",\\"resource\\":\\"`,
    `\\",\\"name\\":\\"\\",\\"notes\\":\\"\\"}","read":{"startsAt":${TIME},"endsAt":${TIME},"attention":[],"timeZone":"America/Europe/",`,
    `"service":"","resource":"","customerName":"","notes":""},"place":{"outcome":"placed","startsAt":${TIME},"endsAt":${TIME},`,
    '"timeZone":"Europe/","service":"","serviceTitle":"","resource":"","resourceName":"","resources":[""],"resourceNames":[""]}}',
  ].join(''),
);

/** A time as `toISOString` writes it. */
const WRITTEN_TIME = /"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)"/g;
/** Milliseconds since 1970 that fit into seven characters of six bits: until 2109. */
const TIMES_END = 2 ** 42;
const SHORTENED_TIME = new RegExp(`${TIME}([\\w-]{7})`, 'g');
/** The signs of base64url, and the number for which each stands, by its code. */
const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const NUMBERS = Uint8Array.from({ length: 128 }, (_, code) => Math.max(0, SIGNS.indexOf(String.fromCharCode(code))));

/** Times are most of what does not repeat: seven characters instead of 26, which are its milliseconds in base64url. */
function shortTime(written: string, time: string): string {
  const ms = Date.parse(time);
  if (!(ms >= 0 && ms < TIMES_END) || new Date(ms).toISOString() !== time) return written;
  const bytes = Buffer.alloc(6);
  bytes.writeUIntBE(ms, 0, 6);
  // The first one of eight is always the same.
  return TIME + bytes.toString('base64url').slice(1);
}

/** An item has dozens of times: this takes a third of what a buffer and `JSON.stringify` take. */
function wholeTime(_: string, short: string): string {
  let ms = 0;
  for (let at = 0; at < short.length; at++) ms = ms * 64 + (NUMBERS[short.charCodeAt(at)] ?? 0);
  return `"${new Date(ms).toISOString()}"`;
}

/** A value in the form in which it takes less room. */
export type Packed = { z: Uint8Array };

/** Most values fit into 2 KB, packed or not: Node makes room for 16 KB each time unless it is told. */
const SETTINGS = { dictionary: COMMON_WORDS, chunkSize: 2_048 };

/**
 * Packs what no condition, no index and no filter of the stream looks at. A map may have more members beside `z`, which
 * writes may set alone: they count, whatever is packed under the same name. Takes what JSON can say, so no sets.
 */
export const packed = (value: object): Packed => ({
  z: zlib().deflateRawSync(JSON.stringify(value).replace(WRITTEN_TIME, shortTime), { ...SETTINGS, level: 9 }),
});

/** A map or a list. */
const heldIn = (bytes: Uint8Array): object =>
  JSON.parse(zlib().inflateRawSync(bytes, SETTINGS).toString().replace(SHORTENED_TIME, wholeTime));

type Attributes = Record<string, unknown>;

const isMap = (value: unknown): value is Attributes =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Set);

/** What Lambda is given of the table's stream has bytes in base64. */
const bytesIn = (value: unknown): Uint8Array | undefined =>
  typeof value === 'string' ? Buffer.from(value, 'base64') : value instanceof Uint8Array ? value : undefined;

function unpackedValue(value: unknown): unknown {
  if (!isMap(value)) return value;
  const bytes = bytesIn(value['z']);
  if (!bytes) return value;
  const whole = heldIn(bytes);
  const { z: _, ...members } = value;
  return Array.isArray(whole) ? whole : { ...whole, ...members };
}

/** The members of a map are packed by themselves, or the map is. */
function withMembers(value: unknown): unknown {
  if (!isMap(value)) return value;
  const whole = { ...value };
  for (const name in value) {
    const member = value[name];
    if (typeof member === 'object') whole[name] = unpackedValue(member);
  }
  return unpackedValue(whole);
}

/** Whose id stands in their key alone; earlier releases wrote it beside it as well. */
const NAMED_BY_KEY = /^(?:invitation|notice|reminder)#(.+)/;

/** Where an invitation has its place. */
function withWholeClaim(invitationId: string, place: unknown): { place?: unknown } {
  if (!isMap(place) || typeof place['claimId'] !== 'string') return {};
  return { place: { ...place, claimId: wholeClaimId(invitationId, place['claimId']) } };
}

/**
 * An item, or its entry in an index, as it was before it was packed: itself, its attributes and their members. What earlier
 * releases wrote stays as it is.
 */
export function unpacked(item: Attributes): Attributes {
  const invitationId = NAMED_BY_KEY.exec(String(item['pk']))?.[1];
  const bytes = bytesIn(item['z']);
  const whole: Attributes = { ...(invitationId !== undefined && { invitationId }), ...(bytes && heldIn(bytes)) };
  for (const name in item) if (name !== 'z') whole[name] = withMembers(item[name]);
  if (invitationId === undefined) return whole;
  return Object.assign(whole, withWholeClaim(invitationId, whole['place']));
}
