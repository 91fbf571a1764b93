import { Contract } from '../../functions/shared/contract/contract.ts';
import { STAFF_EVENTS } from '../../functions/shared/domain/events/staff-event.ts';
import { createBookings } from './bookings.ts';
import { createChat } from './chat.ts';
import { aContract } from './contract.ts';
import { aPhone, secondsAgo, type TapOptions, tapBody, textBody } from './webhooks.ts';
import type { AnnouncedEvent, World } from './world.ts';

/** Two members of staff, who read English and Spanish. */
export const STAFF_PHONES = { en: aPhone(), es: aPhone() } as const;

const template = (name: string, buttons: object) => ({ name, namespace: 'c0ffee', language: 'en', buttons });

/** The English member has templates, the Spanish one has none. */
const TEMPLATES = {
  en: {
    news: template('staff_news', { call: 'Call them' }),
    toApprove: template('staff_to_approve', { approve: 'Yes', refuse: 'No', call: 'Call them' }),
  },
};

/** A contract with two members of staff on WhatsApp, and parts of it replaced where a test is about them. */
export const staffContract = (more: object = {}): Contract =>
  Contract.parse({
    ...aContract(),
    staff: {
      phones: Object.entries(STAFF_PHONES).map(([language, phone]) => ({ phone: `+${phone}`, language })),
      templates: TEMPLATES,
    },
    ...more,
  });

const isNews = ({ type }: AnnouncedEvent) => STAFF_EVENTS.some((name) => name === type);

/** What members of staff write, tap and are told in one world. */
export function createStaff(world: World) {
  const chat = createChat(world);
  const bookings = createBookings(world);

  /** Passes to the functions for staff what the rules would. Returns the ids of what they want again. */
  const tellStaff = async (events: AnnouncedEvent[]): Promise<string[]> =>
    (await Promise.all(events.filter(isNews).map((event) => world.deliverAnnounced('message-staff', event)))).flat();

  const answerStaff = (events: AnnouncedEvent[]): Promise<string[]> =>
    world.deliverAnnounced('answer-staff', ...events.filter(({ type }) => type === 'Staff Button Tapped'));

  /** Delivers everything announced, also to the functions for staff. Returns all events. */
  async function settle(): Promise<AnnouncedEvent[]> {
    const events = await chat.settle();
    await tellStaff(events);
    await answerStaff(events);
    return events;
  }

  const write = (phone: string, text: string, more: object = {}, dialect: 'normalised' | 'raw' = 'normalised') =>
    world.webhook(textBody(dialect, { phone, text, at: secondsAgo(5), ...more }), '/messages');

  return {
    ...bookings,
    ...chat,
    tellStaff,
    answerStaff,
    settle,
    write,
    /** What follows from what was stored, except what staff are told of it. Returns all events. */
    announceAll: chat.settle,
    /** Opens the session windows of both members. */
    async openWindows(): Promise<void> {
      for (const phone of Object.values(STAFF_PHONES)) await write(phone, 'Good morning');
    },
    newestTo: (phone: string) => chat.sentTo(phone).at(-1),
    /** What the newest message to a phone says. */
    textTo: (phone: string) => world.provider.requestsTo(phone).at(-1)?.body['body'],
    /** The token of the newest form that was sent to a phone. */
    tokenTo: (phone: string) => String(world.provider.requestsTo(phone).at(-1)?.body['flowToken']),
    /** The id of the newest message to a phone. */
    newestIdTo: (phone: string) => world.provider.requestsTo(phone).at(-1)?.accepted ?? '',
    /** A member taps, and all that follows happens. Returns the events. */
    async tap(options: TapOptions & { phone: string }, dialect: 'normalised' | 'raw' = 'normalised') {
      await world.webhook(tapBody(dialect, options), '/messages');
      return settle();
    },
  };
}
