import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { expect } from 'vitest';
import type { Contract } from '../../functions/shared/contract/contract.ts';
import { generateLiveForm } from '../../infra/flow/generate-live-form.ts';
import type { Line } from './direct-requests.ts';
import { anEndpointKeyPair } from './endpoint-key-pair.ts';
import { createFlowPhone } from './flow-phone.ts';
import { answerFaults, LiveFlow, screensTakenOn } from './live-form-limits.ts';
import { startWorld } from './world.ts';

/** A world whose customers have the live form of the contract, on phones that are as strict as WhatsApp. */
export async function startLiveForm(contract: Contract, line?: Line) {
  const world = await startWorld(contract, line);
  const root = 'k'.repeat(64);

  /** What the stack's root secret holds from now on; a function reads it again after five minutes. */
  function keep(keys: readonly object[], appSecrets: readonly string[] = []) {
    const secret = { root, generations: {}, endpoint: { keys, appSecrets } };
    world.secrets.on(GetSecretValueCommand, { SecretId: 'root' }).resolves({ SecretString: JSON.stringify(secret) });
  }
  const [present, next] = [anEndpointKeyPair(), anEndpointKeyPair()];
  keep([next.stored, present.stored]);
  const phone = await createFlowPhone(present.pem);

  const post = (body: unknown, more: { secret?: string; headers?: Record<string, string> } = {}) =>
    world.call({
      route: 'POST /flows/{secret}',
      path: { secret: more.secret ?? world.keys.endpoint.current },
      headers: more.headers ?? {},
      body,
    });

  /** What a phone says, and what it is answered. */
  async function exchange(said: object, by = phone) {
    const sent = await by.encrypt({ version: '4.0', ...said });
    const { status, text, headers } = await post(sent.body);
    const type = headers['content-type'];
    return { status, type, answer: type === 'text/plain' ? await sent.read(text) : undefined };
  }

  const flow = LiveFlow.parse(generateLiveForm(world.contract.booking));

  /** One customer's phone, which goes from screen to screen as the answers say. */
  async function aCustomer(invitation: object = {}) {
    const { token, id, phone: number } = await world.anInvitation(invitation);
    const at = async (screen: string, data: object, more: object = {}) => {
      const said = { action: 'data_exchange', screen, data, flow_token: token, ...more };
      const { status, answer } = await exchange(said);
      const [shown, shownData] = [answer?.['screen'], Object(answer?.['data'])];
      // What a phone does not take, or does not show, is a fault of the endpoint.
      if (status === 200) expect(screensTakenOn(flow, screen)).toContain(shown);
      if (status === 200) expect(answerFaults(flow, shown, shownData)).toEqual([]);
      return { status, screen: shown, data: shownData, over: answer?.['error_msg'] };
    };
    const hold = (date: string, time: string, more: object = {}) =>
      at('WHEN', { step: 'hold', service: 'first-visit', resource: '-', date, time, ...more });
    return {
      id,
      token,
      number,
      at,
      hold,
      open: () => at('', {}, { action: 'INIT' }),
      when: (more: object = {}) => at('CHOOSE', { service: 'first-visit', resource: '-', ...more }),
      /** Looks at the times of a date. */
      look: (date: string) => at('WHEN', { service: 'first-visit', resource: '-', step: 'look', date }),
      /** Presses the button of the last screen with what it shows and what is typed. */
      confirm: (held: { data: object }, typed: object = { name: 'Alex' }) => at('DETAILS', { ...held.data, ...typed }),
      booking: async () => (await world.invitation(id)).body['booking'] as Record<string, unknown> | undefined,
    };
  }
  type Customer = Awaited<ReturnType<typeof aCustomer>>;

  /** Chooses the first time that is free, and holds it. */
  async function holding(customer: Customer) {
    const { data } = await customer.when();
    return customer.hold(data.date, data.times[0].id);
  }

  /** A customer who booked the first time that was free. */
  async function aBooked(typed?: object) {
    const customer = await aCustomer();
    await customer.confirm(await holding(customer), typed);
    return customer;
  }

  return { world, present, next, keep, phone, post, exchange, aCustomer, holding, aBooked };
}
