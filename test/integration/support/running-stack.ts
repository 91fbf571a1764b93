import { afterAll, afterEach } from 'vitest';
import type { Endpoints } from '../../../local/endpoints.ts';
import { type LocalStack, startLocalStack } from '../../../local/stack.ts';
import { eventually } from '../../local/support/eventually.ts';
import { createInvitationBus } from './invitation-bus.ts';
import { InvitationView } from './invitation-view.ts';
import { type Answer, request } from './request.ts';
import { createSimulatorControl } from './simulator-control.ts';
import { synthesizedStack } from './synthesized-stack.ts';

export type WebhookKind = keyof Endpoints['webhooks'];

export type RunningStack = Awaited<ReturnType<typeof startStack>>;

/** The provider posts to a URL one webhook after the other: more at a time take more processes, which start slowly. */
const FEW_PROCESSES = { webhookConcurrency: 1 };

/** Has the provider post to the URL for all kinds, and to no other. */
async function registerSingle({ endpoints, channelToken }: LocalStack): Promise<void> {
  const address = `${endpoints.provider}/${endpoints.channelId}/webhook`;
  const headers = { authorization: `Bearer ${channelToken}` };
  const { status } = await request('POST', address, { webhookUrl: endpoints.webhooks.all }, headers);
  if (status !== 200) throw new Error(`The webhook was registered with the answer ${status}.`);
}

/**
 * The synthesized stack with its functions in processes of their own and the simulator beside it, for all tests of one
 * file; it is stopped after them, and the simulator is calm again after each.
 * @param registered whether the provider posts to the three URLs, as after `npm start`, or to the single one for all
 * kinds: a third of the work, where the tests are not about webhooks
 */
export async function startStack(registered: 'three' | 'single' = 'three') {
  const local = await startLocalStack({ port: 0, providerPort: 0, assembly: await synthesizedStack(), quiet: true });
  afterAll(local.stop);
  const { endpoints } = local;
  const simulator = createSimulatorControl(endpoints.provider, FEW_PROCESSES);
  if (registered === 'single') await registerSingle(local);
  await simulator.calm();
  afterEach(simulator.calm);
  const authorization = `Bearer ${endpoints.apiKey}`;

  const invite = (body: unknown, key?: string): Promise<Answer> => {
    const headers = { authorization, ...(key !== undefined && { 'idempotency-key': key }) };
    return request('POST', `${endpoints.api}/invitations`, body, headers);
  };

  async function invitation(id: unknown): Promise<InvitationView> {
    const answer = await request('GET', `${endpoints.api}/invitations/${id}`, undefined, { authorization });
    if (answer.status !== 200) throw new Error(`The invitation ${id} was answered with ${answer.status}`);
    return InvitationView.parse(answer.body);
  }

  /** The events on the bus of one type whose details hold these values. */
  function announced(detailType: string, holding: Record<string, unknown> = {}) {
    return local
      .events()
      .filter((event) => event['detail-type'] === detailType)
      .map(({ detail }) => detail)
      .filter((detail) => Object.entries(holding).every(([name, value]) => detail[name] === value));
  }

  const lastReconciliation = () =>
    local
      .log('reconcile')
      ?.match(/^REPORT RequestId: \S+/gm)
      ?.at(-1);

  return {
    ...local,
    simulator,
    invite,
    invitation,
    announced,
    /** Asks for invitations over the bus, one for each detail. */
    requestInvitations: createInvitationBus(local.aws.other),

    /** Unix seconds, on the clock of everything. */
    nowSeconds: () => Math.floor(local.clock.now().getTime() / 1000),

    /** Waits for such an event. */
    untilAnnounced: (detailType: string, holding: Record<string, unknown> = {}) =>
      eventually(() => announced(detailType, holding)[0]),

    /** The customer writes and is invited: the answer, with the message ready to be completed. */
    async inviteWhoWrote(phone: string, key?: string) {
      await simulator.write(phone);
      const { status, body } = await invite({ phone }, key);
      if (status !== 201) throw new Error(`The invitation was answered with ${status}`);
      return { invitationId: String(body['invitationId']), messageId: String(body['messageId']) };
    },

    /** Posts to one of the stack's webhooks, with its secret. */
    webhook: (kind: WebhookKind, body: unknown, headers?: Record<string, string>) =>
      request('POST', endpoints.webhooks[kind], body, headers),

    /** Resolves when the simulator has posted all, and the queues are empty. */
    untilQuiet: () =>
      eventually(
        async () =>
          (await simulator.hasPostedAll()) && local.queues().every(({ visible, hidden }) => visible + hidden === 0),
      ),

    /** Moves the clock by a minute or more, and waits for the run of `reconcile` that follows. */
    async passTime(seconds: number): Promise<void> {
      const before = lastReconciliation();
      await simulator.advance(seconds);
      await eventually(() => lastReconciliation() !== before);
    },
  };
}
