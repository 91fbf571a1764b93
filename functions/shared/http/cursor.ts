import { createHmac } from 'node:crypto';
import { malformed } from '../domain/malformed.ts';
import type { CachedSecret } from '../secrets/cached-secret.ts';
import type { DerivedKeys, KeyRing } from '../secrets/derived-keys.ts';
import { matchesKey } from '../secrets/matches-key.ts';
import { Position } from '../store/table/pages.ts';

/** 128 bits of the HMAC, in base64url. */
const MAC_CHARACTERS = 22;

/** What all cursors look like: base64url of the MAC, and of a position behind it. */
export const CURSOR_FORM = new RegExp(`^[A-Za-z0-9_-]{${MAC_CHARACTERS + 1},1024}$`);
export const CURSOR_RULE = 'must be a cursor that this list gave, for the same parameters';

/** The signing key signs flow tokens as well: nothing that is signed for one of the two can pass for the other. */
const PURPOSE = 'cursor';

/** What a list is called: by the route that reads it, which HEAD asks after. */
export const listRoute = ({ routeKey }: { routeKey: string }): string => routeKey.replace(/^HEAD /, 'GET ');

/** The cursors of one list. */
export type Cursors = {
  /** The position a cursor was made for. Throws Refusal `malformed` for all but a cursor of this very list, unchanged. */
  open(cursor: string | undefined): Promise<Position | undefined>;
  seal(position: Position): Promise<string>;
};

/** The cursors of the list that `scope` names in full: its route, and whatever of its parameters says what is in it. */
export function cursorsOf(keys: CachedSecret<DerivedKeys>, ...scope: string[]): Cursors {
  function signed(payload: string, key: string): string {
    const mac = createHmac('sha256', key).update(JSON.stringify([PURPOSE, ...scope, payload]));
    return mac.digest('base64url').slice(0, MAC_CHARACTERS) + payload;
  }

  /** Compared as the whole text: more than one text stands for the same bytes in base64url. */
  function isGenuine(cursor: string, { accepted }: KeyRing): boolean {
    const payload = cursor.slice(MAC_CHARACTERS);
    const genuine = accepted.map((key) => signed(payload, key));
    return matchesKey(cursor, genuine);
  }

  async function open(cursor: string): Promise<Position> {
    const known = isGenuine(cursor, (await keys.get()).signing);
    const newer = known ? undefined : await keys.getNewer();
    if (known || (newer && isGenuine(cursor, newer.signing))) {
      return Position.parse(JSON.parse(Buffer.from(cursor.slice(MAC_CHARACTERS), 'base64url').toString()));
    }
    throw malformed({ field: 'cursor', rule: CURSOR_RULE });
  }

  return {
    open: async (cursor) => (cursor === undefined ? undefined : open(cursor)),
    async seal(position) {
      const payload = Buffer.from(JSON.stringify(position)).toString('base64url');
      return signed(payload, (await keys.get()).signing.current);
    },
  };
}
