import './customer-search.css';
import { useEffect, useRef } from 'preact/hooks';
import type { CustomerView } from '../../../../functions/shared/http/answers/customers.ts';
import { Empty, Fault } from '../../../ui/states.tsx';
import { useFaultSentence } from '../../../ui/use-fault-sentence.ts';
import { useWords } from '../../../ui/words/language.ts';
import { LABEL_WORDS } from '../../booking/label-words.ts';
import { keyOf, pageOf } from '../customer-key.ts';
import { CUSTOMERS_WORDS } from '../words.ts';
import { type FoundCustomers, useFoundCustomers } from './use-found-customers.ts';

/** As many as fit a phone beside its keyboard. */
const SHOWN = 8;

type SearchProps = {
  typed: string;
  type(text: string): void;
  /** Called when somebody chose a customer, whose page is then shown. */
  chosen?(): void;
};

/**
 * Finds a customer as somebody types. Enter shows the page of the first one, the arrow keys go through the others.
 */
export function CustomerSearch({ typed, type, chosen }: SearchProps) {
  const words = useWords(CUSTOMERS_WORDS);
  const faultSentence = useFaultSentence();
  const { found, more } = useFoundCustomers(typed, SHOWN);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => field.current?.focus(), []);
  const isCurrent = found?.search === typed.trim();

  /** The field and those below it, in their order. */
  function step(event: KeyboardEvent) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    const stops = [field.current, ...(list.current?.querySelectorAll('a') ?? [])];
    const next = stops[stops.findIndex((one) => one?.matches(':focus')) + by];
    event.preventDefault();
    next?.focus();
  }
  return (
    <search class="customer-search" onKeyDown={step}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isCurrent) list.current?.querySelector('a')?.click();
        }}
      >
        <label class="ui-tool">
          <span>{words.nameOrPhone}</span>
          <input
            ref={field}
            class="input"
            enterKeyHint="search"
            autocomplete="off"
            maxLength={100}
            value={typed}
            onInput={(event) => type(event.currentTarget.value)}
          />
        </label>
      </form>
      <p class="customer-search-said" role="status">
        {said(typed, found, words)}
      </p>
      <Fault>{found?.fault && faultSentence(found.fault.error)}</Fault>
      {found && found.items.length > 0 && (
        <ul ref={list} class="customer-search-found">
          {found.items.map((customer) => (
            <FoundItem key={pageOf(keyOf(customer))} customer={customer} chosen={chosen} />
          ))}
        </ul>
      )}
      {found?.cursor !== undefined && (
        <button type="button" class="button" onClick={more}>
          {words.more}
        </button>
      )}
      {isCurrent && found.items.length === 0 && found.cursor === undefined && found.fault === undefined && (
        <Empty title={words.nobody}>
          <p>{words.nobodyHint}</p>
        </Empty>
      )}
    </search>
  );
}

type Words = (typeof CUSTOMERS_WORDS)['en'];

function said(typed: string, found: FoundCustomers | undefined, words: Words): string {
  if (!found) return '';
  if (found.search !== typed.trim()) return words.looking;
  return found.items.length > 0 ? words.found(found.items.length, found.cursor !== undefined) : '';
}

function FoundItem({ customer, chosen }: { customer: CustomerView; chosen: SearchProps['chosen'] }) {
  const { noName, noNumber, counts } = useWords(LABEL_WORDS);
  const { page } = useWords(CUSTOMERS_WORDS);
  const { name, phone, chatId, optedOut, attendance } = customer;
  const { came, noShow } = attendance;
  const facts = [
    phone === undefined ? (chatId?.replace(/@.*/, '') ?? noNumber) : `+${phone}`,
    came + noShow > 0 && counts(came, noShow),
    optedOut && page.optedOut,
  ].filter(Boolean);
  return (
    <li>
      <a href={pageOf(keyOf(customer))} onClick={chosen}>
        <strong>{name ?? noName}</strong>
        <span>{facts.join(' · ')}</span>
      </a>
    </li>
  );
}
