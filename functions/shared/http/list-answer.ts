import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Page, Position } from '../store/table/pages.ts';
import { jsonAnswer } from './body.ts';
import { type Column, csvOf } from './csv.ts';
import type { Cursors } from './cursor.ts';

/** Bytes of items in one answer. A function may answer with 6 MB, and quotes double where JSON stands in JSON. */
const ITEMS_LIMIT_BYTES = 2_500_000;

/** As many items as fit into one answer, and the cursor of those behind them, if there are any. */
async function itemsThatFit<Item, View>(
  { rows, hasMore }: Page<Item | undefined>,
  view: (item: Item) => View,
  cursors: Cursors,
): Promise<{ items: View[]; cursor: string | undefined }> {
  const items: View[] = [];
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
  return { items, cursor: (hasMore || isCut) && last ? await cursors.seal(last) : undefined };
}

/**
 * A page of a list: `{items, cursor?}`, and `more` beside them. Without a cursor there is nothing after it. A page of very
 * large items ends before the requested limit. Items that disappeared since the index was read are left out.
 */
export async function listAnswer<Item>(
  page: Page<Item | undefined>,
  view: (item: Item) => unknown,
  cursors: Cursors,
  more: Record<string, unknown> = {},
): Promise<APIGatewayProxyStructuredResultV2> {
  const { items, cursor } = await itemsThatFit(page, view, cursors);
  return jsonAnswer(200, { items, ...(cursor !== undefined && { cursor }), ...more });
}

/** What a list is called where it is saved as a file, and its columns. */
export type Table<View> = { name: string; columns: readonly Column<View>[] };

/** The same request for what comes after, as a reference relative to its own address (RFC 8288). */
function nextPart({ queryStringParameters }: APIGatewayProxyEventV2, cursor: string): string {
  return `<?${new URLSearchParams({ ...queryStringParameters, format: 'csv', cursor })}>; rel="next"`;
}

/**
 * The same page as a part of a CSV file. If there is more, `Link` names the next part, which has no first line: the parts
 * behind one another are the whole file.
 */
export async function csvAnswer<Item, View>(
  event: APIGatewayProxyEventV2,
  page: Page<Item | undefined>,
  view: (item: Item) => View,
  cursors: Cursors,
  { name, columns }: Table<View>,
): Promise<APIGatewayProxyStructuredResultV2> {
  const { items, cursor } = await itemsThatFit(page, view, cursors);
  const isFirst = event.queryStringParameters?.['cursor'] === undefined;
  return {
    statusCode: 200,
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
      'cache-control': 'no-store',
      ...(cursor !== undefined && { link: nextPart(event, cursor) }),
    },
    body: csvOf(columns, items, isFirst),
  };
}
