import * as z from 'zod/mini';
import type { JsonObject } from '../text/json.ts';
import type { ScreenAnswer } from './screen-answer.ts';
import { SCREENS } from './screen-ids.ts';

/** A confirmation is named after its hold: pressed again, it is the same one. */
export const ConfirmId = z.string().check(z.regex(/^live-[0-9a-f-]{36}$/));

/** Whether an entry of a history is a booking that a live form made by its endpoint, before any message said so. */
export const isLiveConfirm = (id: string): boolean => ConfirmId.safeParse(id).success;

/** How a live form ends: its appointment is booked, or nothing suits the customer and a person has to answer. */
export type End = { kind: 'booked'; confirm_id: string } | { kind: 'none-suits' };

/** The end of the form: the parameters come back by webhook. */
export const endScreen = (ref: string, end: End): ScreenAnswer => ({
  screen: SCREENS.end,
  data: { extension_message_response: { params: { flow_token: ref, ...end } } },
});

/**
 * Whether a message tells of the end of a live form. What it tells was stored before the form ended: there is nothing to
 * read in it.
 */
export const tellsOfEnd = ({ kind, confirm_id }: JsonObject): boolean =>
  kind === 'none-suits' || (kind === 'booked' && ConfirmId.safeParse(confirm_id).success);
