import * as z from 'zod/mini';
import type { JsonObject } from '../text/json.ts';

/** A confirmation is named after its hold: pressed again, it is the same one. */
export const ConfirmId = z.string().check(z.regex(/^live-[0-9a-f-]{36}$/));

/** The confirmation that a message tells of after a live form has ended; `undefined` for a form that still has to be read. */
export const confirmIdToldBy = ({ kind, confirm_id }: JsonObject): string | undefined =>
  kind === 'booked' ? ConfirmId.safeParse(confirm_id).data : undefined;
