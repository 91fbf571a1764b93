import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { webhookSecret } from '../shared/http/authentication.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { webhookAnswer } from '../shared/http/webhook-answer.ts';
import { recordEcho, recordInboundMessage, recordPresence } from '../shared/operations/webhook/record-inbound.ts';
import { recordOwnUnmatched } from '../shared/operations/webhook/record-unmatched.ts';
import { setUp } from '../shared/setup.ts';

const setup = setUp();

/** `POST /webhooks/{secret}/messages`: remembers who wrote and when. A submitted form is a message of the customer too. */
const recordInboundMessages = (event: APIGatewayProxyEventV2) =>
  webhookAnswer(event, setup.contract, (receivedAt) => ({
    message: ({ message }) => recordInboundMessage(setup, message, receivedAt),
    presence: ({ message }) => recordPresence(setup, message, receivedAt),
    completion: ({ message }) => recordPresence(setup, message, receivedAt),
    echo: ({ echo }) => recordEcho(setup, echo, receivedAt),
    unmatched: ({ unmatched }) => recordOwnUnmatched('unreadable-message', setup, unmatched, receivedAt),
  }));

export const handler = middy().use(httpEdge()).use(webhookSecret(setup.keys)).handler(recordInboundMessages);
