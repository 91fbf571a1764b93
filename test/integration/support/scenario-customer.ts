import { DAY_MS } from '../../../functions/shared/domain/time/instant.ts';
import { eventually } from '../../local/support/eventually.ts';
import { aPhone } from '../../support/webhooks.ts';
import { request } from './request.ts';
import type { RunningStack } from './running-stack.ts';
import type { SeenMessage } from './simulator-control.ts';

/** What a customer writes who wants to book, and the words of the messages that answer, by language. */
const WORDS = {
  en: { wish: 'Hi, I would like to book an appointment', invitation: /book your appointment/, name: 'Alex' },
  es: { wish: 'Hola, quiero reservar una cita', invitation: /reserva tu cita/, name: 'Alba' },
} as const;
export type Spoken = keyof typeof WORDS;

/** The labels under a message, in order. */
export const labelsOf = ({ replies }: SeenMessage): string[] => replies?.options.map(({ title }) => title) ?? [];

const WEEKEND = [0, 6];

/** A phone in the hand of somebody who reads and taps. */
export function aPhoneOf({ simulator }: RunningStack, phone: string) {
  return {
    /** The newest message of the business, once its text says this. */
    reads: (says: RegExp): Promise<SeenMessage> =>
      eventually(async () => {
        const newest = (await simulator.messages(phone)).findLast(({ from }) => from === 'business');
        return newest && says.test(newest.text) ? newest : undefined;
      }),
    /** The same of whichever message says it: what is sent at one time comes in no order. */
    readsSomewhere: (says: RegExp): Promise<SeenMessage> =>
      eventually(async () =>
        (await simulator.messages(phone)).findLast(({ from, text }) => from === 'business' && says.test(text)),
      ),
    /** Taps the button with this label. */
    async tap(message: SeenMessage, label: string): Promise<void> {
      const option = message.replies?.options.find(({ title }) => title === label);
      if (!option) throw new Error(`"${label}" is no button under "${message.text}".`);
      await simulator.tap(phone, message.id, option.id);
    },
  };
}

/** A customer of the running stack, with what they do on their phone and read there. */
export async function aScenarioCustomer(stack: RunningStack, language: Spoken) {
  const { simulator, endpoints } = stack;
  const phone = aPhone();
  const { wish, invitation, name } = WORDS[language];
  const authorization = `Bearer ${endpoints.apiKey}`;
  const { reads, tap } = aPhoneOf(stack, phone);

  await simulator.write(phone, wish, name);
  const invited = await reads(invitation);
  const accepted = await eventually(() => stack.announced('Flow Invitation Accepted', { messageId: invited.id })[0]);
  const invitationId = String(accepted['invitationId']);

  return {
    phone,
    name,
    invitationId,
    reads,
    /**
     * The customer fills in a form: that of the invitation, or one that came later. It takes them two seconds: WhatsApp
     * reports whole seconds, and a form of the second in which staff approved another would count as the older one.
     */
    async fillIn(fields: { date: string; time: string }, { id }: SeenMessage = invited): Promise<void> {
      await simulator.advance(2);
      await simulator.complete(phone, id, { service: 'consultation', name, ...fields });
    },
    tap,
    /** The staff call the API about this booking. */
    async staff(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
      const url = `${endpoints.api}/bookings/${invitationId}${path}`;
      const answer = await request(method, url, body, { authorization });
      if (answer.status !== 200)
        throw new Error(`${method} ${path} was answered with ${answer.status}: ${answer.text}`);
      return answer.body;
    },
    /** The stack announces this of the booking. */
    announced: (detailType: string) => stack.untilAnnounced(detailType, { invitationId }),
    /** What the API says of the booking. */
    booking: async () => (await stack.invitation(invitationId)).booking,
  };
}

/** Gives weekdays from a week ahead on by the stack's clock, each once: what different tests book never meets. */
export function weekdaysAhead({ clock }: RunningStack): () => string {
  let taken = 0;
  return () => {
    const day = new Date(Math.max(taken + DAY_MS, clock.now().getTime() + 7 * DAY_MS));
    while (WEEKEND.includes(day.getUTCDay())) day.setUTCDate(day.getUTCDate() + 1);
    taken = day.getTime();
    return day.toISOString().slice(0, 10);
  };
}
