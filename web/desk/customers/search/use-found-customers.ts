import { useEffect, useState } from 'preact/hooks';
import { CustomerPage, type CustomerView } from '../../../../functions/shared/http/answers/customers.ts';
import { type Connection, NotGranted } from '../../../ui/connection.ts';
import { useSession } from '../../../ui/console-session.ts';
import { keyOf, pageOf } from '../customer-key.ts';

/** Who fits a search, as far as they are read. */
export type FoundCustomers = {
  /** What was looked for. */
  search: string;
  items: readonly CustomerView[];
  /** The number that was looked for, as digits with its country code. */
  phone?: string | undefined;
  /** Given if there may be more. */
  cursor?: string | undefined;
  /** Why nobody could be looked for. */
  fault?: { error: unknown } | undefined;
};

/** Whoever types is let finish a word. */
const PAUSE_MS = 250;
const SHORTEST = 2;
/** A page may have nobody and still not be the last one. */
const MOST_PAGES = 3;
/** What the API answers to a search of single letters. */
const TOO_SHORT = 422;

/** One customer may stand in several pages, under several names. */
const distinct = (customers: readonly CustomerView[]): CustomerView[] => [
  ...new Map(customers.map((customer) => [pageOf(keyOf(customer)), customer])).values(),
];

async function readFurther(api: Connection, before: FoundCustomers, limit: number): Promise<FoundCustomers> {
  let found = before;
  const wanted = before.items.length + limit;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const { search: q, cursor } = found;
    const page = await api.get(CustomerPage, '/customers', { q, limit, cursor });
    const items = distinct([...found.items, ...page.items]);
    found = { search: q, items, phone: page.phone, cursor: page.cursor };
    if (page.cursor === undefined || items.length >= wanted) break;
  }
  return found;
}

/**
 * Looks for customers by the start of a name or by a number, once somebody stops typing.
 * @param limit how many are shown at first, and how many more `more` reads
 */
export function useFoundCustomers(search: string, limit: number) {
  const { api } = useSession();
  const [found, setFound] = useState<FoundCustomers>();
  const text = search.trim();

  async function read(before: FoundCustomers): Promise<FoundCustomers | undefined> {
    try {
      return await readFurther(api, before, limit);
    } catch (error) {
      if (error instanceof NotGranted && error.status === TOO_SHORT) return undefined;
      return { ...before, fault: { error } };
    }
  }
  useEffect(() => {
    if (text.length < SHORTEST) return setFound(undefined);
    let isOver = false;
    const timer = setTimeout(async () => {
      const next = await read({ search: text, items: [] });
      if (!isOver) setFound(next);
    }, PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [text, api]);

  async function more(): Promise<void> {
    const next = found && (await read(found));
    // Meanwhile somebody else may be looked for.
    setFound((now) => (now === found ? next : now));
  }
  return { found, more };
}
