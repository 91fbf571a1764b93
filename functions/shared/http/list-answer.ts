import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Page, Position } from '../store/table/pages.ts';
import { jsonAnswer } from './body.ts';
import type { Cursors } from './cursor.ts';

/** Bytes of items in one answer. A function may answer with 6 MB, and quotes double where JSON stands in JSON. */
const ITEMS_LIMIT_BYTES = 2_500_000;

/**
 * A page of a list: `{items, cursor?}`. Without a cursor there is nothing after it. A page of very large items ends
 * before the requested limit. Items that disappeared since the index was read are left out.
 */
export async function listAnswer<Item>(
  { rows, hasMore }: Page<Item | undefined>,
  view: (item: Item) => unknown,
  cursors: Cursors,
): Promise<APIGatewayProxyStructuredResultV2> {
  const items: unknown[] = [];
  let bytes = 0;
  let last: Position | undefined;
  for (const { position, item } of rows) {
    const shown = item && view(item);
    bytes += shown ? Buffer.byteLength(JSON.stringify(shown)) : 0;
    if (bytes > ITEMS_LIMIT_BYTES && items.length > 0) break;
    if (shown) items.push(shown);
    last = position;
  }
  const isCut = last !== rows.at(-1)?.position;
  return jsonAnswer(200, { items, ...((hasMore || isCut) && last && { cursor: await cursors.seal(last) }) });
}
