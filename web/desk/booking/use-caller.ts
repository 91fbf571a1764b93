import { useState } from 'preact/hooks';
import type { CustomerView } from '../../../functions/shared/http/answers/customers.ts';
import { useSession } from '../../ui/console-session.ts';
import { useFoundCustomers } from '../customers/search/use-found-customers.ts';

/** Who somebody is, as they say it on the phone. `language`: the one in which they are written to. */
export type Caller = { name: string; phone: string; language: string };

/** What is known of a customer before anybody asked them. */
export type CallerStart = { [Fact in keyof Caller]?: Caller[Fact] | undefined } & {
  /** Their chat, where WhatsApp hides the number. */
  chatId?: string | undefined;
};

/** As many as are taken in at a glance. */
const SUGGESTED = 4;

/**
 * A caller whom somebody writes down, and who that may be: `suggested` has those who fit what is written so far,
 * `customer` the one whose number it is. `address` is the number, with its country code as soon as it is read, else the
 * chat, if there is one.
 */
export function useCaller(start: CallerStart) {
  const { contract } = useSession();
  const [caller, setCaller] = useState<Caller>({
    name: start.name ?? '',
    phone: start.phone ?? '',
    language: start.language ?? contract.languages[0] ?? '',
  });
  const typed = caller.phone.trim();
  const { found: byPhone } = useFoundCustomers(typed, SUGGESTED);
  const { found: byName } = useFoundCustomers(typed === '' ? caller.name : '', SUGGESTED);
  const read = byPhone?.search === typed ? byPhone : undefined;
  const phone = read?.phone === undefined ? typed : `+${read.phone}`;
  const chat = start.chatId === undefined ? {} : { chatId: start.chatId };

  /** The person at the desk recognises somebody. */
  function recognise({ name, phone, language }: CustomerView): void {
    setCaller({
      name: name ?? caller.name,
      phone: phone === undefined ? caller.phone : `+${phone}`,
      language: language ?? caller.language,
    });
  }
  const suggested = (read ?? byName)?.items.filter(
    ({ name, phone }) => phone !== undefined && (name !== caller.name || `+${phone}` !== typed),
  );
  return {
    caller,
    setCaller,
    recognise,
    address: phone === '' ? chat : { phone },
    /** Whether it is known whose number it is, if anybody's. */
    isRead: read?.phone !== undefined,
    customer: read?.items[0],
    suggested: suggested ?? [],
  };
}

export type KnownCaller = ReturnType<typeof useCaller>;
