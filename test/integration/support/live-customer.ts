import * as z from 'zod/mini';
import { DAY_MS } from '../../../functions/shared/domain/time/instant.ts';
import type { RunningStack } from './running-stack.ts';
import type { Outcome } from './simulator-control.ts';

export type Screen = Extract<Outcome, { kind: 'screen' }>;

/** The screen that a phone shows; throws if it shows something else. */
export function shown(outcome: Outcome): Screen {
  if (outcome.kind === 'screen') return outcome;
  throw new Error(`The phone shows no screen: ${JSON.stringify(outcome)}`);
}

const Options = z.array(z.object({ id: z.string(), title: z.string() }));

/** The ids of the options that a screen's data offers under a name. */
export const offered = ({ data }: Screen, name: string): string[] => Options.parse(data[name]).map(({ id }) => id);

const Days = z.object({ min_date: z.iso.date(), max_date: z.iso.date(), unavailable_dates: z.array(z.string()) });

/** The days that the calendar of a screen lets a customer choose. */
export function freeDays({ data }: Screen): string[] {
  const { min_date, max_date, unavailable_dates } = Days.parse(data);
  const days: string[] = [];
  for (let day = new Date(min_date); ; day = new Date(day.getTime() + DAY_MS)) {
    const date = day.toISOString().slice(0, 10);
    if (date > max_date) return days;
    if (!unavailable_dates.includes(date)) days.push(date);
  }
}

/** A customer with an invitation, and what they do in its live form; each step gives what the phone shows next. */
export async function liveCustomer(stack: RunningStack, phone: string) {
  const { simulator } = stack;
  const { invitationId, messageId } = await stack.inviteWhoWrote(phone);
  const ask = (screen: string, data: Record<string, unknown>) =>
    simulator.exchange(phone, messageId, { action: 'data_exchange', screen, data });

  const form = {
    /** The first screen: it is in the message, or else the endpoint is asked for it. */
    async open(): Promise<Screen> {
      const button = (await simulator.messages(phone)).find(({ id }) => id === messageId)?.flow;
      if (button?.screen !== undefined) return { kind: 'screen', screen: button.screen, data: button.data ?? {} };
      return shown(await simulator.exchange(phone, messageId, { action: 'INIT' }));
    },
    choose: ({ data: { ref } }: Screen, service: string, resource: string) => ask('CHOOSE', { ref, service, resource }),
    lookAt: ({ data: { ref, service, resource } }: Screen, date: string) =>
      ask('WHEN', { ref, service, resource, step: 'look', date }),
    hold: ({ data: { ref, service, resource, date } }: Screen, time: string) =>
      ask('WHEN', { ref, service, resource, step: 'hold', date, time }),
    confirm: ({ data: { ref, service, resource, date, time, confirm_id } }: Screen) =>
      ask('DETAILS', { ref, service, resource, date, time, confirm_id, step: 'confirm', name: 'Alex', notes: 'None' }),
  };
  return {
    ...form,
    phone,
    messageId,
    /** What the API says of the customer's booking. */
    booking: async () => (await stack.invitation(invitationId)).booking,
    invitationId,
    /** The times of the third free day: none of them ends while a test runs. */
    async atTheTimes(resource = '-'): Promise<{ times: Screen; last: string }> {
      const first = shown(await form.choose(await form.open(), 'consultation', resource));
      const times = shown(await form.lookAt(first, freeDays(first)[2] ?? ''));
      return { times, last: offered(times, 'times').at(-1) ?? '' };
    },
  };
}
