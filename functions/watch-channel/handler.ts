import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import { readContract } from '../shared/contract/read-contract.ts';
import { METRIC_NAMESPACE, troublesIn } from '../shared/domain/channel-health.ts';
import { lookAtChannel, mendChannel } from '../shared/operations/watch-channel.ts';
import { environment } from '../shared/runtime/environment.ts';
import { eventEdge } from '../shared/runtime/event-edge.ts';
import { derivedKeys, givenSecret } from '../shared/secrets/cached-secret.ts';
import { openTable } from '../shared/store/table.ts';

const env = environment('TABLE_NAME', 'ROOT_SECRET_ARN', 'GIVEN_SECRET_ARN', 'PROVIDER_URL', 'API_URL');
const contract = readContract();
const watching = {
  contract,
  keys: derivedKeys(env.ROOT_SECRET_ARN),
  given: givenSecret(env.GIVEN_SECRET_ARN),
  table: openTable(env.TABLE_NAME, contract.channel.id),
  apiUrl: env.API_URL,
  providerUrl: env.PROVIDER_URL,
};
const metrics = new Metrics({ namespace: METRIC_NAMESPACE });

function countTroubles(troubles: ReturnType<typeof troublesIn>): void {
  for (const [trouble, isThere] of Object.entries(troubles)) {
    metrics.addMetric(trouble, MetricUnit.Count, isThere ? 1 : 0);
  }
  metrics.publishStoredMetrics();
}

/** Every hour: whether the channel still tells this stack what happens, and mending where it does not. */
async function watchChannel(): Promise<void> {
  const look = await lookAtChannel(watching);
  countTroubles(troublesIn(look.findings));
  await mendChannel(watching, look);
}

export const handler = middy<unknown, void>().use(eventEdge()).handler(watchChannel);
