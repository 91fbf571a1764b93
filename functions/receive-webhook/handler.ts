import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { webhookSecret } from '../shared/http/authentication.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { webhookAnswer } from '../shared/http/webhook-answer.ts';
import { recordCompletion } from '../shared/operations/booking/record-completion.ts';
import { recordStatusReport } from '../shared/operations/delivery/record-status.ts';
import { recordEcho, recordInboundMessage, recordPresence } from '../shared/operations/webhook/record-inbound.ts';
import { recordUnmatched } from '../shared/operations/webhook/record-unmatched.ts';
import { setUp } from '../shared/setup.ts';

const setup = setUp();

/** `POST /webhooks/{secret}`: everything behind one URL, for channels with few places left in their webhook list. */
const receiveWebhook = (event: APIGatewayProxyEventV2) =>
  webhookAnswer(event, setup.contract, (receivedAt) => ({
    status: ({ status }) => recordStatusReport(setup, status, receivedAt),
    message: ({ message }) => recordInboundMessage(setup, message, receivedAt),
    presence: ({ message }) => recordPresence(setup, message, receivedAt),
    completion: async (received) => {
      await recordPresence(setup, received.message, receivedAt);
      return recordCompletion(setup, setup.keys, received, receivedAt);
    },
    echo: ({ echo }) => recordEcho(setup, echo, receivedAt),
    unmatched: ({ unmatched }) => recordUnmatched(setup, unmatched, receivedAt),
  }));

export const handler = middy().use(httpEdge()).use(webhookSecret(setup.keys)).handler(receiveWebhook);
