import { useEffect, useState } from 'preact/hooks';
import { CustomerPage, type CustomerView } from '../../../functions/shared/http/answers/customers.ts';
import { useSession } from '../../ui/console-session.ts';

/** What is known of whoever phones. */
export type KnownCustomers = {
  /** What was looked for. */
  search: string;
  items: readonly CustomerView[];
  /** The number that was looked for, as digits with its country code. */
  phone?: string | undefined;
};

/** Whoever types is let finish a word. */
const PAUSE_MS = 250;
const SHORTEST = 2;
/** As many as are taken in at a glance. */
const SHOWN = 4;

/** Looks for customers by the start of a name or by a number, once somebody stops typing. */
export function useKnownCustomers(search: string): KnownCustomers | undefined {
  const { api } = useSession();
  const [known, setKnown] = useState<KnownCustomers>();
  const text = search.trim();
  useEffect(() => {
    if (text.length < SHORTEST) return setKnown(undefined);
    let isOver = false;
    const timer = setTimeout(async () => {
      // Who cannot be found is booked all the same.
      const found = await api.get(CustomerPage, '/customers', { q: text, limit: SHOWN }).catch(() => undefined);
      if (!isOver) setKnown(found && { search: text, items: found.items, phone: found.phone });
    }, PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [text, api]);
  return known;
}
