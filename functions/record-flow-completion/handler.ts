import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { webhookSecret } from '../shared/http/authentication.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { webhookAnswer } from '../shared/http/webhook-answer.ts';
import { recordCompletion } from '../shared/operations/booking/record-completion.ts';
import { recordOwnUnmatched } from '../shared/operations/webhook/record-unmatched.ts';
import { setUp } from '../shared/setup.ts';

const setup = setUp();

/** `POST /webhooks/{secret}/flow-completion`: turns submitted forms into bookings. */
const recordFlowCompletion = (event: APIGatewayProxyEventV2) =>
  webhookAnswer(event, setup.contract, (receivedAt) => ({
    completion: (received) => recordCompletion(setup, setup.keys, received, receivedAt),
    unmatched: ({ unmatched }) => recordOwnUnmatched('unknown-shape', setup, unmatched, receivedAt),
  }));

export const handler = middy().use(httpEdge()).use(webhookSecret(setup.keys)).handler(recordFlowCompletion);
