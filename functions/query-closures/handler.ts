import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { spanOfDays } from '../shared/domain/time/time-span.ts';
import { authorized } from '../shared/http/authorized.ts';
import { closureView } from '../shared/http/closure-view.ts';
import { cursorsOf, listRoute } from '../shared/http/cursor.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { listAnswer } from '../shared/http/list-answer.ts';
import { ClosuresQuery, readQuery } from '../shared/http/list-queries.ts';
import { setUp } from '../shared/setup.ts';
import { listClosures } from '../shared/store/places/closures.ts';

const setup = setUp();
const { contract, keys, table } = setup;

/** `GET /closures`: what is closed, or open at other hours, between two of the business's days. */
async function queryClosures(event: APIGatewayProxyEventV2) {
  const { from, to, limit, cursor } = readQuery(ClosuresQuery, event);
  const span = spanOfDays(from, to, contract.booking.timeZone);
  const cursors = cursorsOf(keys, listRoute(event), span.from, span.to);
  const page = await listClosures(table, span, { limit, after: await cursors.open(cursor) });
  return listAnswer(page, closureView, cursors);
}

export const handler = middy().use(httpEdge()).use(authorized(setup)).handler(queryClosures);
