import middy from '@middy/core';
import { troublesIn } from '../shared/domain/channel/channel-health.ts';
import { checkChannel, repairChannel } from '../shared/operations/channel/watch-channel.ts';
import { emitMetrics } from '../shared/runtime/emit-metrics.ts';
import { eventEdge } from '../shared/runtime/event-edge.ts';
import { setUpForProvider } from '../shared/setup.ts';

const setup = setUpForProvider('API_URL');
const watchContext = { ...setup, apiUrl: setup.env.API_URL };

/** Every hour: checks whether the channel still reports to this stack, and repairs what it can. */
async function watchChannel(): Promise<void> {
  const check = await checkChannel(watchContext);
  const troubles = Object.entries(troublesIn(check.findings));
  emitMetrics(Object.fromEntries(troubles.map(([trouble, isThere]) => [trouble, isThere ? 1 : 0])));
  await repairChannel(watchContext, check);
}

export const handler = middy<unknown, void>().use(eventEdge()).handler(watchChannel);
