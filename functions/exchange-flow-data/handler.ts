import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { endpointSecret } from '../shared/http/authentication.ts';
import { answerExchange, openExchange } from '../shared/http/flow-exchange.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { endpointKeys } from '../shared/secrets/endpoint-keys.ts';
import { setUpWith } from '../shared/setup.ts';
import { warmPing } from './warm-ping.ts';

const setup = setUpWith(endpointKeys, []);

/** The phone waits for ten seconds, the function may run for nine: this much before that it answers by itself. */
const ANSWER_BEFORE_END_MS = 1_000;

/** `POST /flows/{secret}`: what WhatsApp asks while a customer fills in the live form. */
async function exchangeFlowData(event: APIGatewayProxyEventV2) {
  const opened = await openExchange(event, setup.keys);
  return 'refused' in opened ? opened.refused : answerExchange(setup, opened);
}

export const handler = middy({ timeoutEarlyInMillis: ANSWER_BEFORE_END_MS })
  .use(warmPing(setup.keys))
  .use(httpEdge())
  .use(endpointSecret(setup.keys))
  .handler(exchangeFlowData);
