import { deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * What the packed values have in common: their names, and texts that most of them have; the most frequent ones last. **It
 * never changes**: without it nothing that was packed with it can be read. A better one needs another attribute than `packed`.
 */
const COMMON_WORDS = Buffer.from(
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

/** A value in the form in which it takes less room: raw deflate of its JSON. */
export type Packed = { packed: Uint8Array };

/**
 * Packs what no condition, no index and no filter of the stream looks at. A map may have more members beside `packed`, which
 * writes may set alone: they count, whatever is packed under the same name. Takes what JSON can say, so no sets.
 */
export const packed = (value: object): Packed => ({
  packed: deflateRawSync(JSON.stringify(value), { dictionary: COMMON_WORDS, level: 9 }),
});

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Set);

/** What Lambda is given of the table's stream has bytes in base64. */
const bytesIn = (value: unknown): Uint8Array | undefined =>
  typeof value === 'string' ? Buffer.from(value, 'base64') : value instanceof Uint8Array ? value : undefined;

/** A map or a list. */
const heldIn = (bytes: Uint8Array): object =>
  JSON.parse(inflateRawSync(bytes, { dictionary: COMMON_WORDS }).toString());

function unpackedValue(value: unknown): unknown {
  if (!isMap(value)) return value;
  const { packed: held, ...members } = value;
  const bytes = bytesIn(held);
  if (!bytes) return value;
  const whole = heldIn(bytes);
  return Array.isArray(whole) ? whole : { ...whole, ...members };
}

/** The members of a map are packed by themselves, or the map is. */
function withMembers(value: unknown): unknown {
  if (!isMap(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [name, unpackedValue(member)]);
  return unpackedValue(Object.fromEntries(members));
}

/** Whose id stands in their key alone; earlier releases wrote it beside it as well. */
const NAMED_BY_KEY = /^(?:invitation|notice|reminder)#(.+)/;

/**
 * An item, or its entry in an index, as it was before it was packed: itself, its attributes and their members. What earlier
 * releases wrote stays as it is.
 */
export function unpacked({ packed: held, ...attributes }: Record<string, unknown>): Record<string, unknown> {
  const bytes = bytesIn(held);
  const whole: Record<string, unknown> = { ...(bytes && heldIn(bytes)) };
  for (const [name, value] of Object.entries(attributes)) whole[name] = withMembers(value);
  const invitationId = NAMED_BY_KEY.exec(String(attributes['pk']))?.[1];
  return invitationId === undefined ? whole : { invitationId, ...whole };
}
