import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Contract } from '../contract/contract.ts';
import { type Instant, now } from '../domain/time/instant.ts';
import { type Recorders, recordElements } from '../operations/webhook/record-elements.ts';
import { readWebhook } from '../provider/webhook/read-webhook.ts';
import type { TallyAnswer } from './answers/tally.ts';
import { bodyText, jsonAnswer } from './body.ts';

/** Records the elements of a webhook's body and answers how many were recorded, known, ignored and unmatched. */
export async function webhookAnswer(
  event: APIGatewayProxyEventV2,
  { channel }: Pick<Contract, 'channel'>,
  recordersAt: (receivedAt: Instant) => Recorders,
): Promise<APIGatewayProxyStructuredResultV2> {
  const receivedAt = now();
  const elements = readWebhook(bodyText(event), receivedAt, channel.id);
  return jsonAnswer<TallyAnswer>(200, await recordElements(elements, recordersAt(receivedAt)));
}
