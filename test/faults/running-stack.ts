import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalStack } from '../../local/start-local-stack.ts';
import { InvitationView } from '../integration/support/invitation-view.ts';
import { type Answer, request } from '../integration/support/request.ts';
import { createSimulatorControl } from '../integration/support/simulator-control.ts';
import { eventually } from '../local/support/eventually.ts';
import { clinicBooking } from '../support/clinic.ts';

const shipped = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')).context.contract;

/** A stack as `npm start` runs it, in memory, and what is done to it here. */
export type RunningStack = Awaited<ReturnType<typeof startStack>>;

/** The provider tells nothing by itself and takes every message: what is posted, and when, is decided here. */
const QUIET_PROVIDER = { drop: 'all', window: 'open' };

/** Starts with the shipped contract, or with that of a clinic whose places can be booked. */
export async function startStack(contract?: 'clinic') {
  const folder = await mkdtemp(join(tmpdir(), 'appointment-flow-faults-'));
  const file = join(folder, 'contract.json');
  if (contract) await writeFile(file, JSON.stringify({ ...shipped, booking: clinicBooking() }));
  const context = contract && { contract: file };
  const starting = startLocalStack({ port: 0, providerPort: 0, quiet: true, ...(context && { context }) });
  const local = await starting.finally(() => rm(folder, { recursive: true, force: true }));
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
