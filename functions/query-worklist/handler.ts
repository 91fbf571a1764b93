import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { now } from '../shared/domain/time/instant.ts';
import { spanOfDays } from '../shared/domain/time/time-span.ts';
import { authorized } from '../shared/http/authorized.ts';
import { cursorsOf, listRoute } from '../shared/http/cursor.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { listedViews } from '../shared/http/invitation-view.ts';
import { listAnswer } from '../shared/http/list-answer.ts';
import { daysOfWorklist, readQuery, WorklistQuery } from '../shared/http/list-queries.ts';
import { setUp } from '../shared/setup.ts';
import { KINDS_FOR_PERSON } from '../shared/store/table/keys.ts';
import { listWorklist } from '../shared/store/table/listings.ts';
import { daysListedByDay } from '../shared/store/worklist/listed-by-day.ts';
import { ANY_DAY } from '../shared/store/worklist/worklist-ranges.ts';

const setup = setUp();
const { contract, keys, table } = setup;

/** `GET /worklist`: what a day, or several, have for a person to look at, of one kind or of all, oldest first. */
async function queryWorklist(event: APIGatewayProxyEventV2) {
  const query = readQuery(WorklistQuery, event);
  const { kind, limit, cursor } = query;
  const { from, to } = daysOfWorklist(query);
  const span = spanOfDays(from, to, contract.booking.timeZone);
  const kinds = kind ? [kind] : KINDS_FOR_PERSON;
  const cursors = cursorsOf(keys, listRoute(event), kinds.join(), span.from, span.to);
  const after = await cursors.open(cursor);
  const mayHave = kind === 'invitation' ? ANY_DAY : await daysListedByDay(table, span);
  const page = await listWorklist(table, kinds, span, { limit, after }, mayHave);
  return listAnswer(page, await listedViews(setup, page, now()), cursors);
}

export const handler = middy().use(httpEdge()).use(authorized(setup)).handler(queryWorklist);
