import * as z from 'zod/mini';

/** The claim of a day in full. */
const Claim = z.looseObject({
  kind: z.string(),
  invitationId: z.string(),
  from: z.number(),
  to: z.number(),
  units: z.number(),
  until: z.optional(z.number()),
  overridden: z.optional(z.array(z.string())),
});

const idInFull = (stored: string): string =>
  stored.replace(/~([\w-]{22})/g, (_, short: string) => {
    const hex = Buffer.from(short, 'base64url').toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  });

function claimInFull(claimId: string, stored: object) {
  const kind = 'until' in stored ? 'hold' : 'booking';
  return { kind, invitationId: claimId.slice(0, 36), units: 1, ...stored };
}

/**
 * The claims of a day's item by their ids, read apart from the product: what is random is short in the item, and what
 * follows from the rest is left out.
 */
export const Claims = z.pipe(
  z.pipe(
    z.record(z.string(), z.looseObject({})),
    z.transform((stored) =>
      Object.fromEntries(Object.entries(stored).map(([id, claim]) => [idInFull(id), claimInFull(idInFull(id), claim)])),
    ),
  ),
  z.record(z.string(), Claim),
);
