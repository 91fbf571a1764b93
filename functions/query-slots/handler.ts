import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { wishFor } from '../shared/domain/places/wish.ts';
import type { SlotList } from '../shared/http/answers/slots.ts';
import { authorized } from '../shared/http/authorized.ts';
import { jsonAnswer } from '../shared/http/body.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { readQuery, SlotsQuery } from '../shared/http/list-queries.ts';
import { slotView } from '../shared/http/slot-view.ts';
import { findSlots } from '../shared/operations/places/find-slots.ts';
import { wishOfMoved } from '../shared/operations/places/wish-of-moved.ts';
import { setUp } from '../shared/setup.ts';

const setup = setUp();
const { contract, table } = setup;

/** `GET /slots`: when a service can be had, from one of the business's days to another. */
async function querySlots(event: APIGatewayProxyEventV2) {
  const { from, to, by, moved, ...wished } = readQuery(SlotsQuery, event);
  const wish = moved ? await wishOfMoved(setup, moved, wished) : wishFor(contract.booking, wished);
  const slots = await findSlots(table, { ...wish, by }, from, to);
  return jsonAnswer<SlotList>(200, { items: slots.map(slotView) });
}

export const handler = middy().use(httpEdge()).use(authorized(setup)).handler(querySlots);
