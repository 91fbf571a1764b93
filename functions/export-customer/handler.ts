import middy from '@middy/core';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { recipientOf } from '../shared/domain/invitation/invitation-request.ts';
import type { CustomerExport } from '../shared/http/answers/customers.ts';
import { authorized } from '../shared/http/authorized.ts';
import { jsonAnswer } from '../shared/http/body.ts';
import { cursorsOf, listRoute } from '../shared/http/cursor.ts';
import { ExportQuery } from '../shared/http/customer-queries.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { readQuery } from '../shared/http/read-query.ts';
import { exportCaller, exportPerson } from '../shared/operations/customer/export-customer.ts';
import { setUp } from '../shared/setup.ts';
import type { Position } from '../shared/store/table/pages.ts';

const setup = setUp();
const { keys, table } = setup;

/** What of a customer is read at a time: an invitation may have 400 KB, and an answer 6 MB. */
const PART = 10;

/** Whom a request means, and how to read a part of what is kept about them. */
function exportOf({ phone, chatId, invitationId }: ExportQuery, context: Context) {
  if (invitationId !== undefined) {
    return { scope: invitationId, read: () => exportCaller(table, invitationId) };
  }
  const asked = recipientOf(phone, chatId).chatId;
  return {
    scope: asked,
    read: (after: Position | undefined) =>
      exportPerson(table, asked, { limit: PART, after }, () => context.getRemainingTimeInMillis()),
  };
}

/** `GET /customers/export`: all that is kept about one customer, part by part. */
async function exportCustomer(event: APIGatewayProxyEventV2, context: Context) {
  const query = readQuery(ExportQuery, event);
  const { scope, read } = exportOf(query, context);
  const cursors = cursorsOf(keys, listRoute(event), scope);
  const { items, end } = await read(await cursors.open(query.cursor));
  return jsonAnswer<CustomerExport>(200, { items, ...(end && { cursor: await cursors.seal(end) }) });
}

export const handler = middy().use(httpEdge()).use(authorized(setup)).handler(exportCustomer);
