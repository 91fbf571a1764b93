import type { LocalDate } from '../places/day.ts';
import { addDays, dateShown } from '../places/local-days.ts';
import { DEFAULT_RULES, type PlaceTerms, type Service } from '../places/service.ts';
import type { Slot } from '../places/slots.ts';
import type { JsonObject } from '../text/json.ts';
import { SCREENS } from './screen-ids.ts';
import { ANYONE, type Choice, type ChosenStart } from './step.ts';
import { type LiveWords, liveWords } from './words.ts';

/** What is shown next. Every answer replaces the whole data of its screen, so all that the screen declares is in it. */
export type ScreenAnswer = { screen: string; data: JsonObject };

/** For whom a form is shown: `ref` is the signed token, which every screen carries as some phones send none. */
export type Viewer = { ref: string; language: string };
export type Policy = PlaceTerms & { readonly timeZone: string };

const withMessage = (data: JsonObject, message: string | undefined): JsonObject =>
  message === undefined ? data : { ...data, error_message: message };

const titleIn = ({ title, id }: Service, language: string): string => title[language] ?? id;

/** Those whom a customer may choose for a service, or for any. */
function choices({ services = [], resources = [] }: Policy, service: string | undefined, { anyone }: LiveWords) {
  const meant = services.filter(({ id }) => service === undefined || id === service);
  const ids = new Set(meant.flatMap(({ needs }) => needs[0] ?? []));
  const named = resources.filter(({ id }) => ids.has(id)).map(({ id, name }) => ({ id: String(id), title: name }));
  return [{ id: ANYONE, title: anyone }, ...named];
}

/** The first screen: what there is, and nothing that could be stale when the message is opened days later. */
export function chooseScreen(policy: Policy, viewer: Viewer, service?: string, message?: string): ScreenAnswer {
  const words = liveWords(viewer.language);
  const { services = [] } = policy;
  const resources = choices(policy, service, words);
  const data = {
    ref: viewer.ref,
    heading: words.heading,
    service_label: words.service,
    services: services.map((one) => ({ id: String(one.id), title: titleIn(one, viewer.language) })),
    resource_label: words.resource,
    resources,
    has_resources: resources.length > 2,
    next_label: words.next,
  };
  return { screen: SCREENS.choose, data: withMessage(data, message) };
}

const chosen = ({ service, resource = ANYONE }: Choice) => ({ service, resource });

/** The second screen: the days and times that are free at `now`. `wished` is the date whose times are shown. */
export function whenScreen(
  policy: Policy,
  viewer: Viewer,
  choice: Choice,
  { slots, now, wished }: { slots: readonly Slot[]; now: number; wished?: LocalDate | undefined },
  message?: string,
): ScreenAnswer {
  const words = liveWords(viewer.language);
  const free = new Set(slots.map(({ date }) => date));
  const first = dateShown(policy.timeZone, now);
  const last = addDays(first, policy.horizonDays ?? DEFAULT_RULES.horizonDays);
  const date = wished ?? slots[0]?.date ?? first;
  const times = slots.filter((slot) => slot.date === date).map(({ time }) => ({ id: String(time), title: time }));
  const closed: string[] = [addDays(first, -1)];
  for (let day = first; day <= last; day = addDays(day, 1)) if (!free.has(day)) closed.push(day);
  const data = {
    ref: viewer.ref,
    ...chosen(choice),
    heading: words.heading,
    day_label: words.day,
    min_date: first,
    max_date: last,
    unavailable_dates: closed,
    date,
    time_label: words.time,
    // WhatsApp refuses an empty list: with nothing to choose from it is hidden.
    times: times.length > 0 ? times : [{ id: ANYONE, title: ANYONE }],
    has_times: times.length > 0,
    next_label: words.next,
  };
  return { screen: SCREENS.when, data: withMessage(data, message ?? (times.length > 0 ? undefined : words.noTimes)) };
}

/** The last screen: what is held, and who it is for. Nothing that is stored is shown: a message can be forwarded. */
export function detailsScreen(
  policy: Policy,
  viewer: Viewer,
  choice: Choice,
  held: { start: ChosenStart; confirmId: string; resourceName: string },
  message?: string,
): ScreenAnswer {
  const words = liveWords(viewer.language);
  const service = policy.services?.find(({ id }) => id === choice.service);
  const { start, confirmId, resourceName } = held;
  const data = {
    ref: viewer.ref,
    ...chosen(choice),
    date: start.date,
    time: start.time,
    confirm_id: confirmId,
    summary: [service && titleIn(service, viewer.language), resourceName, `${start.date} ${start.time}`]
      .filter(Boolean)
      .join(' · '),
    name_label: words.name,
    notes_label: words.notes,
    confirm_label: words.confirm,
  };
  return { screen: SCREENS.details, data: withMessage(data, message) };
}

/** The end of the form: the parameters come back by webhook, and tell that this form is booked already. */
export const endScreen = (ref: string, confirmId: string): ScreenAnswer => ({
  screen: SCREENS.end,
  data: { extension_message_response: { params: { flow_token: ref, kind: 'booked', confirm_id: confirmId } } },
});
