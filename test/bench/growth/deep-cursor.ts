import * as z from 'zod/mini';
import type { FunctionHost } from '../function-host.ts';
import { apiCall } from './subjects.ts';

const Answer = z.object({ statusCode: z.literal(200), body: z.string() });
const Page = z.object({ items: z.array(z.unknown()), cursor: z.optional(z.string()) });

const LARGEST_PAGE = 100;
/** More than a page of the usual 25, so that the page which is measured is a full one, and has another behind it. */
const LEFT = 30;

/** Walks through a day's invitations, as a caller would, to where 30 of them are left. Answers the cursor there. */
export async function walkToEnd(host: FunctionHost, day: string): Promise<string> {
  async function pageAfter(cursor: string | undefined, limit: number) {
    const query = { day, limit: String(limit), ...(cursor && { cursor }) };
    const { result } = await host.invoke('query-invitations', apiCall('GET /invitations', { query }));
    return Page.parse(JSON.parse(Answer.parse(result).body));
  }

  const cursors: (string | undefined)[] = [undefined];
  let count = 0;
  for (;;) {
    const { items, cursor } = await pageAfter(cursors.at(-1), LARGEST_PAGE);
    count += items.length;
    if (!cursor) break;
    cursors.push(cursor);
  }
  const skipped = count - LEFT;
  const { cursor } = await pageAfter(
    cursors[Math.floor(skipped / LARGEST_PAGE)],
    skipped % LARGEST_PAGE || LARGEST_PAGE,
  );
  if (!cursor) throw new Error(`The list of ${day} ends where it should go on.`);
  return cursor;
}
