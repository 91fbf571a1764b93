import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { readCorrection } from '../shared/domain/customer/correction.ts';
import { recipientOf } from '../shared/domain/invitation/invitation-request.ts';
import { authorized } from '../shared/http/authorized.ts';
import { jsonAnswer, jsonBody } from '../shared/http/body.ts';
import { callerOf } from '../shared/http/caller.ts';
import { CorrectionQuery } from '../shared/http/customer-queries.ts';
import { customerView } from '../shared/http/customer-view.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { expectedRevision } from '../shared/http/if-match.ts';
import { readQuery } from '../shared/http/read-query.ts';
import { correctCustomer } from '../shared/operations/customer/correct-customer.ts';
import { setUp } from '../shared/setup.ts';

const setup = setUp();

/** `PATCH /customers`: corrects the name or the language of one customer. */
async function changeCustomer(event: APIGatewayProxyEventV2) {
  const { phone, chatId } = readQuery(CorrectionQuery, event);
  const correction = readCorrection(jsonBody(event), setup.contract);
  const correcting = { actor: callerOf(event).actor, expected: expectedRevision(event.headers) };
  const corrected = await correctCustomer(setup, recipientOf(phone, chatId).chatId, correction, correcting);
  return jsonAnswer(200, customerView(corrected));
}

export const handler = middy().use(httpEdge()).use(authorized(setup)).handler(changeCustomer);
