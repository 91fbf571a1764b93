import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { authorized } from '../shared/http/authorized.ts';
import { taggedAnswer } from '../shared/http/entity-tag.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { setUp } from '../shared/setup.ts';
import { watchChanges } from '../shared/store/channel/changes.ts';

const setup = setUp();

/** `GET /changes`: an open desk asks every second. A tag other than the one it has says that something changed. */
async function queryChanges(event: APIGatewayProxyEventV2) {
  const etag = `"${await watchChanges(setup.table)}"`;
  return taggedAnswer({ etag, type: 'application/json', body: '{}' }, event);
}

export const handler = middy().use(httpEdge()).use(authorized(setup)).handler(queryChanges);
