import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { request } from '../../integration/support/request.ts';
import { createFlowPhone } from '../../support/flow-phone.ts';
import { untilDecided } from './asking.ts';
import type { KillableStack } from './killable-stack.ts';

const KeyList = z.object({ data: z.array(z.object({ business_public_key: z.string() })) });
const Screen = z.object({ screen: z.string(), data: z.record(z.string(), z.unknown()) });
const End = z.object({ extension_message_response: z.object({ params: z.record(z.string(), z.unknown()) }) });

/** What a phone shows of a live form, with what the customer chose there. */
export type Shown = z.infer<typeof Screen>;

/** The phone of a customer, which is no part of the stack and of its simulator. It presses the buttons of one form. */
export type FormPhone = Awaited<ReturnType<typeof aFormPhone>>;

/** What the form leaves with the customer's phone, and comes back by a webhook. */
export const paramsOf = ({ data }: Shown): Record<string, unknown> => End.parse(data).extension_message_response.params;

export async function aFormPhone({ endpoints, channelToken }: KillableStack, token: string) {
  const authorization = `Bearer ${channelToken}`;
  const address = `${endpoints.provider}/${endpoints.channelId}/whatsapp_business_encryption`;
  const [key] = KeyList.parse((await request('GET', address, undefined, { authorization })).body).data;
  const phone = await createFlowPhone(String(key?.business_public_key));

  async function exchange(stack: KillableStack, said: object): Promise<Shown> {
    const { body, read } = await phone.encrypt({ version: '4.0', flow_token: token, ...said });
    // Whoever is shown the general error presses again.
    const { status, text } = await untilDecided(() => request('POST', String(stack.endpoints.liveForm), body));
    assert.equal(status, 200, `An exchange was answered with ${status}.`);
    return Screen.parse(await read(text));
  }
  const press = (stack: KillableStack, screen: string, data: object) =>
    exchange(stack, { action: 'data_exchange', screen, data });

  return {
    /** The form as it stands before the customer presses the button that holds a time. */
    async chooseTime(stack: KillableStack, wish: { date: string; time: string }): Promise<Shown> {
      const { data: first } = await exchange(stack, { action: 'INIT' });
      const chosen = { service: 'consultation', resource: 'ana' };
      const { data: times } = await press(stack, 'CHOOSE', { ref: first['ref'], ...chosen });
      return { screen: 'WHEN', data: { ref: times['ref'], ...chosen, ...wish } };
    },
    /** Presses the button of the screen that is shown. */
    next: (stack: KillableStack, { screen, data }: Shown): Promise<Shown> =>
      screen === 'WHEN'
        ? press(stack, screen, { ...data, step: 'hold' })
        : press(stack, screen, { ...data, step: 'confirm', name: 'Ida', notes: 'None' }),
  };
}
