import * as z from 'zod/mini';
import { cutText, TEXT_LIMITS, textOf } from '../booking/booking.ts';
import { readWrittenDate } from '../forms/written-date.ts';
import { LocalDate, WallTime } from '../places/day.ts';
import type { JsonObject } from '../text/json.ts';
import { ConfirmId } from './confirm-id.ts';
import { SCREENS } from './screen-ids.ts';

/** What a customer has chosen; `resource` is left out where anyone will do. */
export type Choice = { service: string; resource?: string };
export type ChosenStart = { date: LocalDate; time: WallTime };
export type Details = { name?: string; notes?: string };

/** What a customer asks for next, and so what is to be done. */
export type Step =
  | { kind: 'choose' }
  | { kind: 'look'; choice: Choice; date?: LocalDate }
  | { kind: 'hold'; choice: Choice; start: ChosenStart }
  | { kind: 'confirm'; choice: Choice; start: ChosenStart; confirmId: string; details: Details };

/** Stands for "anyone" in the choice of a resource: an option needs an id, and no resource has one like it. */
export const ANYONE = '-';

const Id = z.string().check(z.minLength(1), z.maxLength(40));

type Asked = { action: string; screen: string; data: JsonObject };

function choiceIn(data: JsonObject): Choice | undefined {
  const { data: service } = Id.safeParse(data['service']);
  const { data: resource = ANYONE } = Id.safeParse(data['resource']);
  return service === undefined ? undefined : { service, ...(resource !== ANYONE && { resource }) };
}

/** The date that a calendar says: some phones say it in milliseconds at local midnight. */
function dateIn({ date }: JsonObject, timeZone: string): LocalDate | undefined {
  const said = textOf(date)?.slice(0, 80);
  const read = said === undefined ? undefined : readWrittenDate(said, { timeZone, languages: [] });
  return read && LocalDate.parse(read.toString());
}

function detailsIn(data: JsonObject): Details {
  const [name, notes] = [textOf(data['name']), textOf(data['notes'])];
  return {
    ...(name !== undefined && { name: cutText(name, TEXT_LIMITS.name) }),
    ...(notes !== undefined && { notes: cutText(notes, TEXT_LIMITS.notes) }),
  };
}

/**
 * Understands what a phone asks. BACK names the screen that is left, or by some texts the one before it: from either
 * the times are shown anew, as they may have changed. What cannot be read starts again with the choice.
 */
export function readStep({ action, screen, data }: Asked, timeZone: string): Step {
  const choice = choiceIn(data);
  if (action === 'INIT' || !choice) return { kind: 'choose' };
  if (action === 'BACK') return screen === SCREENS.details ? { kind: 'look', choice } : { kind: 'choose' };
  const date = dateIn(data, timeZone);
  const { data: time } = WallTime.safeParse(data['time']);
  const { data: confirmId } = ConfirmId.safeParse(data['confirm_id']);
  if (date && time && screen === SCREENS.details && confirmId)
    return { kind: 'confirm', choice, start: { date, time }, confirmId, details: detailsIn(data) };
  if (date && time && data['step'] === 'hold') return { kind: 'hold', choice, start: { date, time } };
  return { kind: 'look', choice, ...(date && { date }) };
}
