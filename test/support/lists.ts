import type { Answer } from './world.ts';

type Listed = Record<string, unknown>;

export const itemsOf = ({ body }: Answer) => body['items'] as Listed[];

/** Reads a list page by page to its end; `between` happens after each page. Answers the pages. */
export async function readPages(
  read: (cursor: Record<string, string>) => Promise<Answer>,
  between: () => Promise<unknown> = async () => undefined,
): Promise<Listed[][]> {
  const pages: Listed[][] = [];
  let cursor: unknown;
  do {
    const answer = await read(cursor === undefined ? {} : { cursor: String(cursor) });
    if (answer.status !== 200) throw new Error(`The list answers ${answer.status}: ${answer.text}`);
    pages.push(itemsOf(answer));
    cursor = answer.body['cursor'];
    await between();
  } while (cursor !== undefined);
  return pages;
}
