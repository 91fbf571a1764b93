import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { wholeClaimId } from './short-ids.ts';

/*
 * A value that is packed is raw deflate of its JSON, with a dictionary of what most values have in common; the most frequent
 * comes last. **No dictionary ever changes**: without it nothing that was packed with it can be read. A better one needs
 * another attribute.
 */

/** What `packed` has in common. It is read and not written any more. */
const FORMER_WORDS = Buffer.from(
  [
    '"kind":"owner""kind":"key","keyId":"","holder":"","role":"staff""manager""kind":"system""kind":"customer"',
    '"failure":{"kind":"refused","status":"code":"message":"reason":"not-told""no-news""unknown""template"',
    '"override":{"overrideMinutes":"approveBy":"partial":true,"notesField":"notes","form-too-large""start-in-past"',
    '"outside-opening-hours""slot-taken""form-refused""none-suits""too-soon""too-many-open"{"outcome":"refused","reason":"',
    '{"kind":"cancellation","at":"20{"kind":"placement","at":"20,"placed":{{"kind":"approval","at":"20',
    '{"kind":"change","at":"20,"changes":{{"kind":"booking","at":"20,"booking":{,"actor":{"kind":"owner"},"requestHash":"',
    '[{"createdAt":"20,"deadline":"20,"attempts":[{"claimId":"","claimedAt":"20,"carrier":"template","carrier":"text",',
    '"outcome":"accepted","settledAt":"20,"message":"message#"}],"revision":1,"purpose":"cancelled""changed""booked",',
    '"content":"","end":{"state":"told","at":"20"},"isSettled":true}]"kind":"reminder","key":"","startsAt":"20,"sendAt":"20',
    '{"channelId":"","recipient":{"phone":"","chatId":"@lid@c.us"},"customerName":"","language":"en""es","flowId":"',
    '","source":"api","requestHash":""}{"claimedAt":"20,"carrier":"flow","settledAt":"20,"messageId":"wamid."}',
    '{"kind":"completion","at":"20,"fields":"{\\"date\\":\\"20\\",\\"time\\":\\"\\",\\"service\\":\\"\\",\\"resource\\":\\"',
    '\\",\\"name\\":\\"\\",\\"notes\\":\\"\\"}","read":{"startsAt":"20:00.000Z","endsAt":"20:00.000Z","attention":[],',
    '"timeZone":"America/Europe/","service":"","customerName":"","notes":""},"place":{"outcome":"placed","startsAt":"20',
    ':00:00.000Z","endsAt":"20:30:00.000Z","timeZone":"Europe/","service":"","serviceTitle":"","resource":"',
    '","resourceName":"","resources":[""],"resourceNames":[""]}}',
  ].join(''),
);

/** Stands before a shortened time. JSON has no control character: it writes them in other ones. */
const TIME = '\u0001';

/** What `z` has in common. */
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
/** Milliseconds since 1970 that fit into seven characters: until 2109. */
const TIMES_END = 2 ** 42;
const SHORTENED_TIME = new RegExp(`${TIME}([\\w-]{7})`, 'g');

/** Times are most of what does not repeat: seven characters instead of 26. The first one of eight is always the same. */
function shortTime(written: string, time: string): string {
  const ms = Date.parse(time);
  if (!(ms >= 0 && ms < TIMES_END) || new Date(ms).toISOString() !== time) return written;
  const bytes = Buffer.alloc(6);
  bytes.writeUIntBE(ms, 0, 6);
  return TIME + bytes.toString('base64url').slice(1);
}

const wholeTime = (_: string, short: string): string =>
  JSON.stringify(new Date(Buffer.from(`A${short}`, 'base64url').readUIntBE(0, 6)));

/** A value in the form in which it takes less room. */
export type Packed = { z: Uint8Array };

/**
 * Packs what no condition, no index and no filter of the stream looks at. A map may have more members beside `z`, which
 * writes may set alone: they count, whatever is packed under the same name. Takes what JSON can say, so no sets.
 */
export const packed = (value: object): Packed => ({
  z: deflateRawSync(JSON.stringify(value).replace(WRITTEN_TIME, shortTime), { dictionary: COMMON_WORDS, level: 9 }),
});

const inflated = (bytes: Uint8Array, dictionary: Buffer): string => inflateRawSync(bytes, { dictionary }).toString();

/** Where values are packed, and how they are read: maps or lists. */
const PACKED_IN: readonly [name: string, read: (bytes: Uint8Array) => object][] = [
  ['z', (bytes) => JSON.parse(inflated(bytes, COMMON_WORDS).replace(SHORTENED_TIME, wholeTime))],
  ['packed', (bytes) => JSON.parse(inflated(bytes, FORMER_WORDS))],
];

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Set);

/** What Lambda is given of the table's stream has bytes in base64. */
const bytesIn = (value: unknown): Uint8Array | undefined =>
  typeof value === 'string' ? Buffer.from(value, 'base64') : value instanceof Uint8Array ? value : undefined;

/** What is packed in a map, and the members beside it; `undefined` if nothing is. */
function heldIn(map: Record<string, unknown>): { whole: object; members: Record<string, unknown> } | undefined {
  for (const [name, read] of PACKED_IN) {
    const bytes = bytesIn(map[name]);
    if (!bytes) continue;
    const { [name]: _, ...members } = map;
    return { whole: read(bytes), members };
  }
  return undefined;
}

function unpackedValue(value: unknown): unknown {
  const held = isMap(value) ? heldIn(value) : undefined;
  if (!held) return value;
  return Array.isArray(held.whole) ? held.whole : { ...held.whole, ...held.members };
}

/** The members of a map are packed by themselves, or the map is. */
function withMembers(value: unknown): unknown {
  if (!isMap(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [name, unpackedValue(member)]);
  return unpackedValue(Object.fromEntries(members));
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
export function unpacked(item: Record<string, unknown>): Record<string, unknown> {
  const { whole = {}, members = item } = heldIn(item) ?? {};
  const attributes = Object.fromEntries(Object.entries(members).map(([name, value]) => [name, withMembers(value)]));
  const invitationId = NAMED_BY_KEY.exec(String(item['pk']))?.[1];
  if (invitationId === undefined) return { ...whole, ...attributes };
  return { invitationId, ...whole, ...attributes, ...withWholeClaim(invitationId, attributes['place']) };
}
