import middy from '@middy/core';
import { readContract } from '../shared/contract/read-contract.ts';
import { troublesIn } from '../shared/domain/channel/channel-health.ts';
import { checkChannel, repairChannel } from '../shared/operations/channel/watch-channel.ts';
import { environment } from '../shared/runtime/environment.ts';
import { eventEdge } from '../shared/runtime/event-edge.ts';
import { emitMetrics } from '../shared/runtime/metrics.ts';
import { derivedKeys, givenSecret } from '../shared/secrets/cached-secret.ts';
import { openCustomerTable } from '../shared/store/table/table.ts';

const env = environment('TABLE_NAME', 'ROOT_SECRET_ARN', 'GIVEN_SECRET_ARN', 'PROVIDER_URL', 'API_URL');
const contract = readContract();
const keys = derivedKeys(env.ROOT_SECRET_ARN);
const watching = {
  contract,
  keys,
  given: givenSecret(env.GIVEN_SECRET_ARN),
  table: openCustomerTable(env.TABLE_NAME, contract.channel.id, keys),
  apiUrl: env.API_URL,
  providerUrl: env.PROVIDER_URL,
};

/** Every hour: whether the channel still tells this stack what happens, and mending where it does not. */
async function watchChannel(): Promise<void> {
  const look = await checkChannel(watching);
  const troubles = Object.entries(troublesIn(look.findings));
  emitMetrics(Object.fromEntries(troubles.map(([trouble, isThere]) => [trouble, isThere ? 1 : 0])));
  await repairChannel(watching, look);
}

export const handler = middy<unknown, void>().use(eventEdge()).handler(watchChannel);
