import middy from '@middy/core';
import { RebuildRequest, type RebuiltPage, rebuildClaims } from '../shared/operations/claims/rebuild-claims.ts';
import { eventEdge } from '../shared/runtime/event-edge.ts';
import { setUp } from '../shared/setup.ts';

const setup = setUp();

/** Invoked by `npm run channel -- claims rebuild`, page by page. */
const rebuildPage = (event: unknown): Promise<RebuiltPage> => rebuildClaims(setup, RebuildRequest.parse(event));

export const handler = middy<unknown, RebuiltPage>().use(eventEdge()).handler(rebuildPage);
