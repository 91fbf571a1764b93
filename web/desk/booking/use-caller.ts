import { useState } from 'preact/hooks';
import type { CustomerView } from '../../../functions/shared/http/answers/customers.ts';
import { useSession } from '../../ui/console-session.ts';
import { useKnownCustomers } from './use-known-customers.ts';

/** Who somebody is, as they say it on the phone. `language`: the one in which they are written to. */
export type Caller = { name: string; phone: string; language: string };

/** What is known of a customer before anybody asked them. */
export type CallerStart = { [Fact in keyof Caller]?: Caller[Fact] | undefined };

/**
 * A caller whom somebody writes down, and who that may be: `suggested` has those who fit what is written so far,
 * `customer` the one whose number it is. `phone` is the number with its country code as soon as it is read.
 */
export function useCaller(start: CallerStart) {
  const { contract } = useSession();
  const [caller, setCaller] = useState<Caller>({
    name: start.name ?? '',
    phone: start.phone ?? '',
    language: start.language ?? contract.languages[0] ?? '',
  });
  const typed = caller.phone.trim();
  const byPhone = useKnownCustomers(typed);
  const byName = useKnownCustomers(typed === '' ? caller.name : '');
  const read = byPhone?.search === typed ? byPhone : undefined;

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
    phone: read?.phone === undefined ? typed : `+${read.phone}`,
    /** Whether it is known whose number it is, if anybody's. */
    isRead: read?.phone !== undefined,
    customer: read?.items[0],
    suggested: suggested ?? [],
  };
}

export type KnownCaller = ReturnType<typeof useCaller>;
