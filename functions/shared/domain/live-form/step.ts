import * as z from 'zod/mini';
import { cutText, TEXT_LIMITS, textOf, writtenIn } from '../booking/booking.ts';
import { readWrittenDate } from '../forms/written-date.ts';
import { LocalDate, WallTime } from '../places/day.ts';
import { isJsonObject, type JsonObject, parseJson } from '../text/json.ts';
import { ConfirmId } from './end-of-form.ts';
import { ANYONE, SCREENS } from './screen-ids.ts';

/** What a customer has chosen; `resource` is left out where anyone will do. */
export type Choice = { service: string; resource?: string };
export type ChosenStart = { date: LocalDate; time: WallTime };
/** What a customer typed on this phone. */
export type Typed = { name?: string; notes?: string };

/** The screen that a phone is on: it takes that one again, the next one, or the one before, and no other. */
export type PresentScreen = (typeof SCREENS)['choose' | 'when' | 'details'];

/** What a customer asks for next, and so what is to be done. */
export type Step = { at: PresentScreen } & (
  | { kind: 'choose' }
  | { kind: 'look'; choice: Choice; date?: LocalDate; typed: Typed }
  | { kind: 'hold'; choice: Choice; start: ChosenStart; typed: Typed }
  | { kind: 'none-suits'; choice: Choice }
  | { kind: 'confirm'; choice: Choice; start: ChosenStart; confirmId: string; heldResource: string; typed: Typed }
);
export type StepOf<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>;

const Id = z.string().check(z.minLength(1), z.maxLength(40));
/** Far more than both texts in JSON. */
const TYPED_CHARACTERS = 20_000;

/** What a phone says; an empty screen for INIT. */
export type Asked = { action: string; screen: string; data: JsonObject };

function choiceIn(data: JsonObject): Choice | undefined {
  const { data: service } = Id.safeParse(data['service']);
  const { data: resource = ANYONE } = Id.safeParse(data['resource']);
  return service === undefined ? undefined : { service, ...(resource !== ANYONE && { resource }) };
}

/** The date that a calendar says: some phones say it in milliseconds at local midnight. */
function dateIn({ date }: JsonObject, timeZone: string): LocalDate | undefined {
  const read = readWrittenDate(writtenIn(date), { timeZone, languages: [] });
  return read && LocalDate.parse(read.toString());
}

function typedOf({ name, notes }: { name?: unknown; notes?: unknown }): Typed {
  const [nameText, notesText] = [textOf(name), textOf(notes)];
  return {
    ...(nameText !== undefined && { name: cutText(nameText, TEXT_LIMITS.name) }),
    ...(notesText !== undefined && { notes: cutText(notesText, TEXT_LIMITS.notes) }),
  };
}

/** What is typed on the last screen: each input is there twice, and `has_…` says which of them was shown. */
const typedOnDetails = (data: JsonObject): Typed =>
  typedOf({
    name: data['has_name'] === true ? data['kept_name'] : data['name'],
    notes: data['has_notes'] === true ? data['kept_notes'] : data['notes'],
  });

/** What was typed, as one text that is never empty, for the way through a screen that does not show it. */
export const typedText = (typed: Typed): string => JSON.stringify(typed);

function typedIn({ typed }: JsonObject): Typed {
  const read = typeof typed === 'string' && typed.length <= TYPED_CHARACTERS ? parseJson(typed) : undefined;
  return isJsonObject(read) ? typedOf(read) : {};
}

/** Only the last screen asks when it is left backwards; by some texts the phone then names the screen before it. */
function presentScreen({ action, screen }: Asked): PresentScreen {
  if (action === 'INIT') return SCREENS.choose;
  if (action === 'BACK') return screen === SCREENS.choose ? SCREENS.when : SCREENS.details;
  return [SCREENS.when, SCREENS.details].find((known) => known === screen) ?? SCREENS.choose;
}

function stepOnWhen(data: JsonObject, choice: Choice, timeZone: string): Step {
  const at = SCREENS.when;
  if (data['step'] === 'none-suits') return { at, kind: 'none-suits', choice };
  const [date, typed] = [dateIn(data, timeZone), typedIn(data)];
  const { data: time } = WallTime.safeParse(data['time']);
  if (date && time && data['step'] === 'hold') return { at, kind: 'hold', choice, start: { date, time }, typed };
  return { at, kind: 'look', choice, ...(date && { date }), typed };
}

function stepOnDetails(data: JsonObject, choice: Choice, timeZone: string): Step {
  const at = SCREENS.details;
  const [date, typed] = [dateIn(data, timeZone), typedOnDetails(data)];
  const { data: time } = WallTime.safeParse(data['time']);
  const { data: confirmId } = ConfirmId.safeParse(data['confirm_id']);
  const { data: heldResource = ANYONE } = Id.safeParse(data['held_resource']);
  if (date && time && confirmId)
    return { at, kind: 'confirm', choice, start: { date, time }, confirmId, heldResource, typed };
  return { at, kind: 'look', choice, typed };
}

/**
 * Understands what a phone asks. What cannot be read starts again with the choice, or with the times where the phone
 * would not take the choice. `known` is the choice that the invitation's hold is for: a phone that goes back may say
 * nothing but that.
 */
export function readStep(asked: Asked, timeZone: string, known?: Choice): Step {
  const { action, data } = asked;
  const at = presentScreen(asked);
  const choice = choiceIn(data) ?? known ?? { service: ANYONE };
  if (action === 'INIT' || (action === 'BACK' && at === SCREENS.when)) return { at, kind: 'choose' };
  if (action === 'BACK') return { at, kind: 'look', choice, typed: typedOnDetails(data) };
  if (at === SCREENS.details) return stepOnDetails(data, choice, timeZone);
  if (choiceIn(data) === undefined) return { at, kind: 'choose' };
  return at === SCREENS.when ? stepOnWhen(data, choice, timeZone) : { at, kind: 'look', choice, typed: {} };
}
