import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { FoundCustomer } from '../shared/domain/customer/found-customer.ts';
import { nameWords } from '../shared/domain/customer/known-names.ts';
import { isNumber, phonesMeant } from '../shared/domain/customer/phone-search.ts';
import { recipientOf } from '../shared/domain/invitation/invitation-request.ts';
import { spanOfDays } from '../shared/domain/time/time-span.ts';
import { authorized } from '../shared/http/authorized.ts';
import { CUSTOMER_TABLE } from '../shared/http/csv-columns.ts';
import { cursorsOf, listRoute } from '../shared/http/cursor.ts';
import { CustomersQuery } from '../shared/http/customer-queries.ts';
import { customerView } from '../shared/http/customer-view.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { csvAnswer, listAnswer } from '../shared/http/list-answer.ts';
import { pageSize, readListQuery } from '../shared/http/list-queries.ts';
import { customersOfDays } from '../shared/operations/customer/customers-of-days.ts';
import { findByAddress, findByBooking, findByPhones } from '../shared/operations/customer/find-by-address.ts';
import { findByName } from '../shared/operations/customer/find-by-name.ts';
import { setUp } from '../shared/setup.ts';
import { ALL_TIME, type Page, type PageRequest } from '../shared/store/table/pages.ts';

const setup = setUp();
const { contract, keys, table } = setup;

type CustomerPage = Page<FoundCustomer | undefined>;
type List = {
  scope: string[];
  read: (request: PageRequest) => Promise<CustomerPage>;
  /** The number that was looked for. */
  phone?: string | undefined;
};

/** The few customers that are found at once: there is no further page, whatever their places are. */
const whole = (customers: readonly (FoundCustomer | undefined)[]): CustomerPage => ({
  rows: customers.map((item) => ({ position: { partition: '', at: ALL_TIME.from, pk: '' }, item })),
  hasMore: false,
});

async function listOfNumber(typed: string): Promise<List> {
  const phones = phonesMeant(typed, contract.country);
  const customers = await findByPhones(setup, phones);
  const found = phones.find((phone) => customers.some(({ chatId }) => chatId === `${phone}@c.us`));
  return { scope: ['number', typed], read: async () => whole(customers), phone: found ?? phones[0] };
}

function listOfName(typed: string): List {
  const words = nameWords(typed);
  return { scope: ['name', ...words], read: (request) => findByName(table, words, request) };
}

const listOfOne = (scope: string[], find: () => Promise<FoundCustomer | undefined>): List => ({
  scope,
  read: async () => whole([await find()]),
});

function listOf({ q, phone, chatId, invitationId, from, to }: CustomersQuery): List | Promise<List> {
  if (q !== undefined) return isNumber(q) ? listOfNumber(q) : listOfName(q);
  if (from && to) {
    const span = spanOfDays(from, to, contract.booking.timeZone);
    return { scope: ['days', span.from, span.to], read: (request) => customersOfDays(table, span, request) };
  }
  if (invitationId !== undefined) {
    return listOfOne(['booking', invitationId], () => findByBooking(setup, invitationId));
  }
  const recipient = recipientOf(phone, chatId);
  return listOfOne(['customer', recipient.chatId], () => findByAddress(setup, recipient.chatId));
}

/** `GET /customers`: those with a name or number that begins so, one of them, or those with bookings on some days. */
async function queryCustomers(event: APIGatewayProxyEventV2) {
  const query = readListQuery(CustomersQuery, event);
  const { scope, read, phone } = await listOf(query);
  const cursors = cursorsOf(keys, listRoute(event), ...scope);
  const page = await read({ limit: pageSize(query), after: await cursors.open(query.cursor) });
  if (query.format === 'csv') return csvAnswer(event, page, customerView, cursors, CUSTOMER_TABLE);
  return listAnswer(page, customerView, cursors, phone === undefined ? {} : { phone });
}

export const handler = middy().use(httpEdge()).use(authorized(setup)).handler(queryCustomers);
