import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { webhookSecret } from '../shared/http/authentication.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { webhookAnswer } from '../shared/http/webhook-answer.ts';
import { recordStatusReport } from '../shared/operations/delivery/record-status.ts';
import { recordOwnUnmatched } from '../shared/operations/webhook/record-unmatched.ts';
import { setUp } from '../shared/setup.ts';

const setup = setUp();

/** `POST /webhooks/{secret}/delivery`: follows the messages on their way. */
const recordDeliveryStatus = (event: APIGatewayProxyEventV2) =>
  webhookAnswer(event, setup.contract, (receivedAt) => ({
    status: ({ status }) => recordStatusReport(setup, status, receivedAt),
    unmatched: ({ unmatched }) => recordOwnUnmatched('unreadable-status', setup, unmatched, receivedAt),
  }));

export const handler = middy().use(httpEdge()).use(webhookSecret(setup.keys)).handler(recordDeliveryStatus);
