import middy from '@middy/core';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { recipientOf } from '../shared/domain/invitation/invitation-request.ts';
import { authorized } from '../shared/http/authorized.ts';
import { jsonAnswer } from '../shared/http/body.ts';
import { CustomerQuery } from '../shared/http/customer-queries.ts';
import { erasureAnswer } from '../shared/http/erasure-answer.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { readQuery } from '../shared/http/read-query.ts';
import { eraseCustomer } from '../shared/operations/erasure/erase-customer.ts';
import { eraseUnaddressed } from '../shared/operations/erasure/erase-unaddressed.ts';
import { setUp } from '../shared/setup.ts';

const setup = setUp();

/** `DELETE /customers`: erases one customer. It can be repeated, and continues where time ran out. */
async function eraseOneCustomer(event: APIGatewayProxyEventV2, context: Context) {
  const { phone, chatId, invitationId } = readQuery(CustomerQuery, event);
  const erasure =
    invitationId === undefined
      ? await eraseCustomer(setup, recipientOf(phone, chatId).chatId, () => context.getRemainingTimeInMillis())
      : await eraseUnaddressed(setup, invitationId);
  return jsonAnswer(200, erasureAnswer(erasure, setup.contract));
}

export const handler = middy().use(httpEdge()).use(authorized(setup)).handler(eraseOneCustomer);
