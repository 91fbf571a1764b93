import { useEffect, useState } from 'preact/hooks';
import { phoneOf } from '../../../functions/shared/domain/customer/recipient.ts';
import type { LocalDate } from '../../../functions/shared/domain/places/day.ts';
import { BookingPage } from '../../../functions/shared/http/answers/lists.ts';
import type { Connection } from '../../ui/connection.ts';
import { useSession } from '../../ui/console-session.ts';
import { useSay } from '../../ui/toasts.tsx';
import { useWords } from '../../ui/words/language.ts';
import { TODAY_WORDS } from './words.ts';

const LIMIT = 100;

/** By the invitations. They are read for paper only: each costs the stack a read of its own. */
type Phones = ReadonlyMap<string, string>;

async function readPhones(api: Connection, date: LocalDate): Promise<Phones> {
  const phones = new Map<string, string>();
  let cursor: string | undefined;
  do {
    const query = { from: date, to: date, limit: LIMIT, recipients: 'true', cursor };
    const page = await api.get(BookingPage, '/bookings', query);
    for (const { invitationId, recipient } of page.items) {
      const phone = recipient && phoneOf(recipient);
      if (phone) phones.set(invitationId, `+${phone}`);
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return phones;
}

/** Prints a day once its phones are read, also for whoever presses the browser's own keys. */
export function usePrint(date: LocalDate) {
  const { api } = useSession();
  const say = useSay();
  const words = useWords(TODAY_WORDS);
  const [state, setState] = useState<'idle' | 'reading' | { readonly phones: Phones }>('idle');
  const print = () => setState('reading');

  useEffect(() => {
    if (state === 'idle') return;
    if (state === 'reading') {
      readPhones(api, date).then(
        (phones) => setState({ phones }),
        () => {
          say(words.phonesUnread, 'bad');
          setState('idle');
        },
      );
      return;
    }
    window.print();
    setState('idle');
  }, [state]);

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'p' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      print();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);

  return { print, isPrinting: state !== 'idle', phones: typeof state === 'object' ? state.phones : new Map() };
}
