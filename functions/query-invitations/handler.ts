import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Temporal } from 'temporal-polyfill';
import type { ChatId } from '../shared/domain/customer/recipient.ts';
import type { Invitation } from '../shared/domain/invitation/invitation.ts';
import { recipientOf } from '../shared/domain/invitation/invitation-request.ts';
import { now } from '../shared/domain/time/instant.ts';
import { spanOfDays } from '../shared/domain/time/time-span.ts';
import { authorized } from '../shared/http/authorized.ts';
import { invitationTable } from '../shared/http/csv-columns.ts';
import { cursorsOf, listRoute } from '../shared/http/cursor.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { summaryViews } from '../shared/http/invitation-view.ts';
import { csvAnswer, listAnswer } from '../shared/http/list-answer.ts';
import { InvitationsQuery, pageSize, readListQuery } from '../shared/http/list-queries.ts';
import { setUp } from '../shared/setup.ts';
import { readAddresses } from '../shared/store/customer/chats.ts';
import { type ItemPage, listCustomer, listWorklist } from '../shared/store/table/listings.ts';
import type { Page, PageRequest } from '../shared/store/table/pages.ts';

const setup = setUp();
const { contract, keys, table } = setup;

type List = { scope: string[]; read: (request: PageRequest) => Promise<ItemPage> };

/** An invitation is listed on one day: the day it was made or, while a person has to see to it, the day of that need. */
function listOfDay(day: Temporal.PlainDate): List {
  const span = spanOfDays(day, day, contract.booking.timeZone);
  const kinds = ['invitation', 'attention', 'not-told'] as const;
  return { scope: ['day', span.from, span.to], read: (request) => listWorklist(table, kinds, span, request) };
}

const listOfCustomer = (chatId: ChatId): List => ({
  scope: ['customer', chatId],
  read: async (request) => listCustomer(table, await readAddresses(table, chatId), request),
});

/** What else may be in an index is not listed here. */
const onlyInvitations = ({ rows, hasMore }: ItemPage): Page<Invitation | undefined> => ({
  rows: rows.map(({ position, item }) => ({ position, item: item?.type === 'invitation' ? item : undefined })),
  hasMore,
});

/** `GET /invitations`: those of a customer, newest first, or those of one of the business's days, oldest first. */
async function queryInvitations(event: APIGatewayProxyEventV2) {
  const query = readListQuery(InvitationsQuery, event);
  const { phone, chatId, day } = query;
  const { scope, read } = day ? listOfDay(day) : listOfCustomer(recipientOf(phone, chatId).chatId);
  const cursors = cursorsOf(keys, listRoute(event), ...scope);
  const page = await read({ limit: pageSize(query), after: await cursors.open(query.cursor) });
  const invitations = onlyInvitations(page);
  const view = await summaryViews(setup, invitations, now());
  if (query.format !== 'csv') return listAnswer(invitations, view, cursors);
  return csvAnswer(event, invitations, view, cursors, invitationTable(contract.booking.timeZone));
}

export const handler = middy().use(httpEdge()).use(authorized(setup)).handler(queryInvitations);
