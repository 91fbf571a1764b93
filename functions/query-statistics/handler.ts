import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { LocalDate } from '../shared/domain/places/day.ts';
import type { Statistics } from '../shared/http/answers/statistics.ts';
import { authorized } from '../shared/http/authorized.ts';
import { jsonAnswer } from '../shared/http/body.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { readQuery } from '../shared/http/read-query.ts';
import { StatisticsQuery } from '../shared/http/statistics-query.ts';
import { statisticsView } from '../shared/http/statistics-view.ts';
import { showFigures } from '../shared/operations/figures/show-figures.ts';
import { setUp } from '../shared/setup.ts';

const setup = setUp();

/** `GET /statistics`: what became of the invitations of some days. */
async function queryStatistics(event: APIGatewayProxyEventV2) {
  const { from, to } = readQuery(StatisticsQuery, event);
  const days = await showFigures(setup, LocalDate.parse(from.toString()), LocalDate.parse(to.toString()));
  return jsonAnswer<Statistics>(200, statisticsView(days, setup.contract));
}

export const handler = middy().use(httpEdge()).use(authorized(setup)).handler(queryStatistics);
