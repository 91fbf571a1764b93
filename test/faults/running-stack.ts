import { startLocalStack } from '../../local/start-local-stack.ts';
import { InvitationView } from '../integration/support/invitation-view.ts';
import { type Answer, request } from '../integration/support/request.ts';
import { createSimulatorControl } from '../integration/support/simulator-control.ts';
import { eventually } from '../local/support/eventually.ts';

/** A stack as `npm start` runs it, in memory, and what is done to it here. */
export type RunningStack = Awaited<ReturnType<typeof startStack>>;

/** The provider tells nothing by itself and takes every message: what is posted, and when, is decided here. */
const QUIET_PROVIDER = { drop: 'all', window: 'open' };

export async function startStack() {
  const local = await startLocalStack({ port: 0, providerPort: 0, quiet: true });
  const { endpoints } = local;
  const simulator = createSimulatorControl(endpoints.provider, QUIET_PROVIDER);
  await simulator.calm();
  const authorization = `Bearer ${endpoints.apiKey}`;

  return {
    ...local,
    simulator,
    nowSeconds: () => Math.floor(local.clock.now().getTime() / 1000),

    invite: (phone: string, key: string): Promise<Answer> =>
      request('POST', `${endpoints.api}/invitations`, { phone }, { authorization, 'idempotency-key': key }),

    async invitation(id: string): Promise<InvitationView> {
      const { body } = await request('GET', `${endpoints.api}/invitations/${id}`, undefined, { authorization });
      return InvitationView.parse(body);
    },

    webhook: (kind: keyof typeof endpoints.webhooks, body: unknown): Promise<Answer> =>
      request('POST', endpoints.webhooks[kind], body),

    untilQuiet: () => eventually(() => local.queues().every(({ visible, hidden }) => visible + hidden === 0)),
  };
}
