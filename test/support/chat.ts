import { DAY_MS } from '../../functions/shared/domain/time/instant.ts';
import { createBookings, futureForm } from './bookings.ts';
import { readPages } from './lists.ts';
import { aPhone, completionBody, secondsAgo, type TapOptions, tapBody, textBody } from './webhooks.ts';
import type { AnnouncedEvent, World } from './world.ts';

/** More rounds than any story takes: an answer announces something, which is answered in the next round. */
const ROUNDS = 5;

/** Date and time by the clock of Madrid, so many minutes from now. */
export function inMinutes(minutes: number): { date: string; time: string } {
  const at = new Date(Date.now() + minutes * 60_000);
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Madrid', dateStyle: 'short', timeStyle: 'short' });
  const [date = '', time = ''] = parts.format(at).split(' ');
  return { date, time };
}

/** What customers write and tap in one world, and what they are answered. */
export function createChat(world: World) {
  const { provider } = world;
  const bookings = createBookings(world);

  async function deliver(event: AnnouncedEvent): Promise<void> {
    if (event.type === 'Customer Wish Detected') await world.deliverAnnounced('answer-customer', event);
    if (event.type.startsWith('Appointment ')) await world.deliverAnnounced('tell-customer', event);
  }

  /** Delivers everything announced to the functions behind it, until nothing more follows. Returns all events. */
  async function settle(): Promise<AnnouncedEvent[]> {
    const all: AnnouncedEvent[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const events = await world.answerIntents();
      for (const event of events) await deliver(event);
      all.push(...events);
      if (events.length === 0) break;
    }
    return all;
  }

  /** The messages to a phone since its form, each as the route it was sent by and its body. */
  const sentTo = (phone: string) =>
    provider.requestsTo(phone).map(({ path, body }) => ({ by: path.split('/').at(-1), ...body }));

  /** What a person has to see to. A message of a few seconds ago may be of the day before, and the day is the business's. */
  async function wishesOf(phone: string) {
    const days = [-DAY_MS, 0, DAY_MS].map((ms) => new Date(Date.now() + ms).toISOString().slice(0, 10));
    const pages = await Promise.all(
      days.map((day) => readPages((cursor) => world.list('GET /worklist', { day, kind: 'question', ...cursor }))),
    );
    return pages
      .flat(2)
      .filter(({ chatId }) => chatId === `${phone}@c.us`)
      .map(({ wish }) => wish)
      .sort();
  }

  const deliverText = (phone: string, text: string, more: object = {}) =>
    world.webhook(textBody('normalised', { phone, text, at: secondsAgo(5), ...more }), '/messages');

  const deliverTap = (options: TapOptions, dialect: 'normalised' | 'raw' = 'normalised') =>
    world.webhook(tapBody(dialect, options), '/messages');

  /** The id of the newest message to a phone, once all that follows has happened. */
  async function answered(phone: string, act: () => Promise<unknown>): Promise<string> {
    await act();
    await settle();
    return provider.requestsTo(phone).at(-1)?.accepted ?? '';
  }

  async function book(fields: object = {}, language: 'en' | 'es' = 'en', phone = aPhone()) {
    const { body } = await world.invite({ phone, language });
    const token = String(provider.requestsTo(phone).at(-1)?.body['flowToken']);
    const form = { ...futureForm, ...fields };
    await world.webhook(completionBody('raw', { phone, token, at: secondsAgo(60), fields: form }), '/flow-completion');
    await settle();
    const requests = provider.requestsTo(phone);
    return { phone, id: String(body['invitationId']), notice: requests.at(-1)?.accepted ?? '', sent: requests.length };
  }

  return {
    ...bookings,
    settle,
    sentTo,
    wishesOf,
    deliverText,
    deliverTap,
    /** A customer who booked, in this language; `notice` is the message that told them, `sent` counts all messages so far. */
    book,
    /** The customer writes; returns the id of the answer. */
    write: (phone: string, text: string, more: object = {}) => answered(phone, () => deliverText(phone, text, more)),
    /** The customer taps; returns the id of the answer. */
    tap: (options: TapOptions & { phone: string }, dialect?: 'normalised' | 'raw') =>
      answered(options.phone, () => deliverTap(options, dialect)),
    async stateOf(id: string) {
      const { body } = await world.invitation(id);
      return body['booking'] && Object(body['booking'])['state'];
    },
  };
}
