import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, inject } from 'vitest';
import type { Endpoints } from '../../../local/endpoints.ts';
import { type LocalStack, startLocalStack } from '../../../local/start-local-stack.ts';
import { eventually } from '../../local/support/eventually.ts';
import { aClinicContract } from '../../support/clinic.ts';
import { noteSecret } from '../../support/printed/kept-output.ts';
import { type StackContract, synthesizedStack } from '../../support/synthesized-stack.ts';
import { createInvitationBus } from './invitation-bus.ts';
import { InvitationView } from './invitation-view.ts';
import { type Answer, request } from './request.ts';
import { createSimulatorControl } from './simulator-control.ts';

export type WebhookKind = keyof Endpoints['webhooks'];

/**
 * Whether the provider posts to the three URLs, as after `npm start`, or to the single one for all kinds: a third of
 * the work, where the tests are not about webhooks.
 */
export type Registered = 'three' | 'single';

export type RunningStack = Awaited<ReturnType<typeof follow>>;

const USUAL_BEHAVIOUR = {
  // One webhook after the other to a URL: more at a time take more processes, which start slowly.
  webhookConcurrency: 1,
  // Bookings are confirmed in their own time: a fault that a test asks for is for the invitation it sends.
  faultMethods: ['sendFlow', 'sendTemplate'],
};

/** Which of the stack's URLs the provider posts to. */
async function register(registered: Registered, { endpoints, channelToken }: LocalStack): Promise<void> {
  const address = `${endpoints.provider}/${endpoints.channelId}/webhook`;
  const { all, messages, delivery, flowCompletion } = endpoints.webhooks;
  const webhookUrl = registered === 'single' ? all : [messages, delivery, flowCompletion].join(',');
  const { status } = await request('POST', address, { webhookUrl }, { authorization: `Bearer ${channelToken}` });
  if (status !== 200) throw new Error(`The webhooks were registered with the answer ${status}.`);
}

async function startLocal(assembly: string): Promise<LocalStack> {
  const printed = inject('printed');
  const logDirectory = await mkdtemp(join(printed, 'stack-'));
  // A shared stack is never stopped, and the scan of what was printed takes its folder away.
  const mailDirectory = join(logDirectory, 'mail');
  const local = await startLocalStack({
    port: 0,
    providerPort: 0,
    assembly,
    logDirectory,
    mailDirectory,
    quiet: true,
  });
  noteSecret(printed, local.channelToken);
  return local;
}

let shared: Promise<LocalStack> | undefined;

/**
 * The synthesized stack with its functions in processes of their own and the simulator beside it, for all test files
 * that run in this worker; it ends with the worker. A file finds it at rest and sees only what happened in its own
 * time; the clock may be ahead, and what earlier files left undone is still due.
 */
export async function shareStack(registered?: Registered) {
  shared ??= synthesizedStack().then(startLocal);
  return follow(await shared, registered);
}

/**
 * The same, started for one test file and stopped after it: for those who measure it, leave traces in it, or want
 * another contract.
 */
export async function startStack(registered?: Registered, contract?: StackContract) {
  const local = await startLocal(await synthesizedStack(contract));
  afterAll(local.stop);
  return follow(local, registered);
}

/**
 * The same for a small clinic, whose places are given once: `test/support/clinic.ts`, with parts of its booking, and `others`
 * of its contract, replaced.
 */
export async function startClinic(registered?: Registered, changes: object = {}, others: object = {}) {
  const local = await startLocal(await synthesizedStack(aClinicContract(changes, others)));
  afterAll(local.stop);
  return follow(local, registered);
}

/** What a test file does with a running stack and sees of it; the simulator is calm again after each test. */
async function follow(local: LocalStack, registered: Registered = 'three') {
  const { endpoints } = local;
  const simulator = createSimulatorControl(endpoints.provider, USUAL_BEHAVIOUR);

  const areQueuesEmpty = () => local.queues().every(({ visible, hidden }) => visible + hidden === 0);
  /** Resolves when the simulator has posted all, and the queues are empty: what was posted may have filled them. */
  const untilQuiet = () =>
    eventually(async () => areQueuesEmpty() && (await simulator.hasPostedAll()) && areQueuesEmpty());
  await untilQuiet();
  await simulator.forget();
  await simulator.calm();
  afterEach(simulator.calm);
  await register(registered, local);

  const lastEvent = local.events().at(-1);
  const events = () => {
    const all = local.events();
    return lastEvent ? all.slice(all.lastIndexOf(lastEvent) + 1) : all;
  };
  const failuresBefore = local.failures().length;

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
    return events()
      .filter((event) => event['detail-type'] === detailType)
      .map(({ detail }) => detail)
      .filter((detail) => Object.entries(holding).every(([name, value]) => detail[name] === value));
  }

  const reconciliations = () => local.log('reconcile')?.match(/^REPORT RequestId: \S+/gm) ?? [];

  return {
    ...local,
    /** The events of this file's time that are among the newest thousand. */
    events,
    /** What was given up in this file's time. */
    failures: () => local.failures().slice(failuresBefore),
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

    untilQuiet,

    /** Moves the clock by a minute or more, and waits for the run of `reconcile` that follows. */
    async passTime(seconds: number): Promise<void> {
      const before = new Set(reconciliations());
      await simulator.advance(seconds);
      await eventually(() => reconciliations().some((run) => !before.has(run)));
    },
  };
}
