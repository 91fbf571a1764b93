import middy from '@middy/core';
import { readContract } from '../shared/contract/read-contract.ts';
import { RebuildRequest, type RebuiltPage, rebuildClaims } from '../shared/operations/claims/rebuild-claims.ts';
import { environment } from '../shared/runtime/environment.ts';
import { eventEdge } from '../shared/runtime/event-edge.ts';
import { openTable } from '../shared/store/table/table.ts';

const contract = readContract();
const table = openTable(environment('TABLE_NAME').TABLE_NAME, contract.channel.id);

/** Invoked by `npm run channel -- claims rebuild`, page by page. */
const rebuildPage = (event: unknown): Promise<RebuiltPage> =>
  rebuildClaims({ table, contract }, RebuildRequest.parse(event));

export const handler = middy<unknown, RebuiltPage>().use(eventEdge()).handler(rebuildPage);
