import * as z from 'zod/mini';
import type { InvitationId } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { createFlowPhone } from '../../support/flow-phone.ts';
import { endpointPems, exchangeEvent } from '../http-events.ts';
import type { Booking, Step } from '../one-booking.ts';

const Answered = z.object({ statusCode: z.number(), body: z.string() });
const Screen = z.object({ screen: z.string(), data: z.record(z.string(), z.unknown()) });
type Screen = z.infer<typeof Screen>;
const When = z.object({ date: z.string(), times: z.array(z.object({ id: z.string() })).check(z.minLength(1)) });
const End = z.object({ extension_message_response: z.object({ params: z.record(z.string(), z.unknown()) }) });

/** Whose form is opened. */
export type Invited = { invitationId: InvitationId; phone: string; token: string };

/** Phones on which customers fill in the live form of a business, always for the same service, with anyone. */
export async function startFormPhones({ run }: Pick<Booking, 'run'>, service: string) {
  const phone = await createFlowPhone(endpointPems.newest);

  /** What a phone says, and the screen that it is answered. */
  async function exchange(steps: Step[], said: object): Promise<unknown> {
    const { body, read } = await phone.encrypt({ version: '4.0', ...said });
    const answered = Answered.parse(await run(steps, 'exchange-flow-data', exchangeEvent(body)));
    if (answered.statusCode !== 200) throw new Error(`An exchange was answered with ${answered.statusCode}.`);
    return read(answered.body);
  }

  /** A phone on which the form of an invitation was opened. */
  function open({ token, phone: number, invitationId }: Invited) {
    async function show(steps: Step[], screen: string, said: object): Promise<Screen> {
      const shown = Screen.parse(await exchange(steps, { flow_token: token, ...said }));
      if (shown.screen !== screen) throw new Error(`The form shows ${shown.screen} instead of ${screen}.`);
      return shown;
    }
    const press = (steps: Step[], from: string, to: string, data: object) =>
      show(steps, to, { action: 'data_exchange', screen: from, data });
    /** The screen of times, with the first of them chosen. */
    function chosen({ data }: Screen) {
      const { date, times } = When.parse(data);
      return { ...data, date, time: String(times[0]?.id) };
    }
    return {
      invitationId,
      number,
      token,
      init: (steps: Step[]) => show(steps, 'CHOOSE', { action: 'INIT' }),
      look: async (steps: Step[]) => chosen(await press(steps, 'CHOOSE', 'WHEN', { service, resource: '-' })),
      /** Chooses another day on the screen of times. */
      lookAt: async (steps: Step[], seen: object, date: string) =>
        chosen(await press(steps, 'WHEN', 'WHEN', { ...seen, step: 'look', date })),
      hold: async (steps: Step[], seen: object) =>
        (await press(steps, 'WHEN', 'DETAILS', { ...seen, step: 'hold' })).data,
      async confirm(steps: Step[], held: object, name = 'Alex') {
        const { data } = await press(steps, 'DETAILS', 'SUCCESS', { ...held, name, notes: 'First visit' });
        return End.parse(data).extension_message_response.params;
      },
    };
  }

  return { open, ping: (steps: Step[]) => exchange(steps, { action: 'ping' }) };
}
