import { Temporal } from 'temporal-polyfill';
import type { JsonObject } from '../text/json.ts';
import { dateInWords, languageTag, timeInWords } from '../text/local-words.ts';
import { instantAt } from '../time/instant.ts';
import { inZone } from '../time/local-time.ts';
import { type Policy, type ScreenAnswer, titleIn, type Viewer, withMessage } from './screen-answer.ts';
import { ANYONE, SCREENS } from './screen-ids.ts';
import type { Choice, ChosenStart, Typed } from './step.ts';

/** A time that is kept for a customer. `resource` is the one who gives the service, whoever was chosen. */
export type HeldTime = { start: ChosenStart; confirmId: string; resource: string };

/**
 * An input that is shown twice, of which a phone shows one: the fresh one, or the one that begins with what this phone
 * sent before. WhatsApp refuses an empty text as the beginning, and an input that is required and hidden.
 */
const inputData = (name: 'name' | 'notes', label: string, typed: string | undefined): JsonObject => ({
  [`${name}_label`]: label,
  [`is_${name}_new`]: typed === undefined,
  [`has_${name}`]: typed !== undefined,
  [`typed_${name}`]: typed ?? ANYONE,
});

/** "First visit · Ana · Tuesday, May 6, 10:30 AM", as a confirmation writes it. */
function summaryOf(policy: Policy, { language }: Viewer, service: string, { start, resource }: HeldTime, now: number) {
  const { timeZone, services = [], resources = [] } = policy;
  const locale = { language: languageTag(language), timeZone };
  const { moment } = inZone(Temporal.PlainDate.from(start.date), Temporal.PlainTime.from(start.time), timeZone);
  const startsAt = instantAt(moment.epochMilliseconds);
  const known = services.find(({ id }) => id === service);
  const parts = [
    known && titleIn(known, language),
    resources.find(({ id }) => id === resource)?.name,
    `${dateInWords(startsAt, locale, instantAt(now))}, ${timeInWords(startsAt, locale)}`,
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

/** The last screen: what is held, and who it is for. Nothing that is stored is shown: a message can be forwarded. */
export function detailsScreen(
  policy: Policy,
  viewer: Viewer,
  { choice: { service, resource = ANYONE }, typed }: { choice: Choice; typed: Typed },
  held: HeldTime,
  now: number,
  message?: string,
): ScreenAnswer {
  const { words } = viewer;
  const { fields, approval } = policy;
  const isRequest = approval === 'manual';
  const heading = viewer.isMove ? words.moveDetailsHeading : words.detailsHeading;
  const data = {
    ref: viewer.ref,
    service,
    resource,
    date: held.start.date,
    time: held.start.time,
    confirm_id: held.confirmId,
    held_resource: held.resource,
    heading: isRequest ? words.requestHeading : heading,
    summary: summaryOf(policy, viewer, service, held, now),
    ...(fields.name !== undefined && inputData('name', words.name, typed.name)),
    ...(fields.notes !== undefined && inputData('notes', words.notes, typed.notes)),
    confirm_label: isRequest ? words.request : words.confirm,
  };
  return { screen: SCREENS.details, data: withMessage(data, message) };
}
