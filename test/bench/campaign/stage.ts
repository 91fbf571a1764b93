import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { BusEvent } from '../../../local/aws/eventbridge/bus.ts';
import { startLocalStack } from '../../../local/start-local-stack.ts';
import { createInvitationBus } from '../../integration/support/invitation-bus.ts';
import { request } from '../../integration/support/request.ts';
import { contractWithoutServices } from '../../support/contract.ts';
import { sum } from '../cost-model.ts';
import { onReadMessage } from './read-messages.ts';
import { countItems } from './table-counts.ts';

/**
 * The provider tells of every status of every message, and waits for each answer as long as it takes: a machine that is slow
 * loses no webhook.
 */
const BEHAVIOUR = {
  window: 'open',
  autoRead: true,
  webhookConcurrency: 8,
  webhookTimeoutMs: 60_000,
  webhookFailureLimit: 1_000_000,
};

/** How often the bus is looked at: it remembers its newest thousand events. */
const LOOK_EVERY_MS = 100;
/** On a busy machine a server closes an idle connection in the moment in which a request takes it, which nobody can repeat. */
const ITS_OWN_CONNECTION = { connection: 'close' };

const Messages = z.array(z.object({ from: z.enum(['customer', 'business']) }));

export type Stage = Awaited<ReturnType<typeof setStage>>;

/** A business that books whatever a form asks for and confirms nothing, so that each customer gets one message. */
async function contractIn(folder: string, perSecond: number): Promise<string> {
  const { languages, ...contract } = contractWithoutServices();
  const { confirmation: _en, ...en } = languages.en;
  const { confirmation: _es, ...es } = languages.es;
  const sending = { maxAttempts: 4, perSecond };
  const file = join(folder, 'campaign.json');
  await writeFile(file, JSON.stringify({ ...contract, languages: { en, es }, concurrency: 'standard', sending }));
  return file;
}

/** Counts the bookings that the bus told of, each once, however often it is told. */
function countBooked(events: () => BusEvent[]) {
  const booked = new Set<unknown>();
  let last: BusEvent | undefined;
  const look = () => {
    const all = events();
    for (const { 'detail-type': type, detail } of all.slice(last ? all.lastIndexOf(last) + 1 : 0)) {
      if (type === 'Appointment Booked') booked.add(detail['invitationId']);
    }
    last = all.at(-1);
    return booked.size;
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return { count: look, stop: () => clearInterval(timer) };
}

/** The local stack with the deployed bundles, and a provider that posts everything to its one webhook URL. */
export async function setStage(folder: string, perSecond: number) {
  const context = { contract: await contractIn(folder, perSecond) };
  const local = await startLocalStack({ port: 0, providerPort: 0, quiet: true, context });
  const { endpoints, channelToken } = local;
  const address = `${endpoints.provider}/${endpoints.channelId}/webhook`;
  await request('POST', address, { webhookUrl: endpoints.webhooks.all }, { authorization: `Bearer ${channelToken}` });
  async function ask(method: string, path: string, body?: object) {
    const answer = await request(method, `${endpoints.provider}/_sim/${path}`, body, ITS_OWN_CONNECTION);
    if (answer.status >= 300) throw new Error(`The simulator answered ${answer.status}: ${answer.text}`);
    return answer;
  }
  await ask('PUT', 'behaviour', { ...BEHAVIOUR, ratePerSecond: 2 * perSecond });
  const deadLetters = new Set(endpoints.inspection.queues.deadLetters.map(({ name }) => name));
  const isDeadLetter = (name: string) => [...deadLetters].some((id) => name.endsWith(id));
  const isSetAside = (name: string) => isDeadLetter(name) && !name.includes('FailedRuns');
  const messagesIn = (isMeant: (name: string) => boolean) =>
    sum(local.queues().map(({ name, visible, hidden }) => (isMeant(name) ? visible + hidden : 0)));
  const booked = countBooked(local.events);
  return {
    /** How many messages of the business are on a customer's phone. */
    async countMessages(phone: string): Promise<number> {
      const { text } = await ask('GET', `customers/${phone}/messages`);
      return Messages.parse(JSON.parse(text)).filter(({ from }) => from === 'business').length;
    },
    onRead: (tell: Parameters<typeof onReadMessage>[1]) => onReadMessage(endpoints.provider, tell),
    /** The customer sends the form behind a message. */
    complete: (phone: string, messageId: string, fields: object) =>
      ask('POST', `customers/${phone}/messages/${encodeURIComponent(messageId)}/complete`, { fields }),
    invite: createInvitationBus(endpoints.events.endpoint),
    webhook: (body: object) => request('POST', endpoints.webhooks.all, body, ITS_OWN_CONNECTION),
    /** The invitations whose bookings were announced. */
    booked: booked.count,
    /** What was given up after all tries. A run of a schedule is none: the next one does its work. */
    givenUp: () => local.failures().length + messagesIn(isSetAside),
    /** How many messages wait for a function. */
    waiting: () => messagesIn((name) => !isDeadLetter(name)),
    countItems: () => countItems(endpoints.inspection.table),
    async strike(): Promise<void> {
      booked.stop();
      await local.stop();
    },
  };
}
