import { useState } from 'preact/hooks';
import { useWords } from '../../ui/words/language.ts';
import { addressOf } from '../shell/address.ts';
import { keyIn } from './customer-key.ts';
import { CustomerPage } from './page/customer-page.tsx';
import { CustomerSearch } from './search/customer-search.tsx';
import { CUSTOMERS_WORDS } from './words.ts';

type CustomersProps = {
  /** Who is looked for (`q`), or whose page it is. */
  query: Readonly<Record<string, string>> | undefined;
};

/** Finds a customer, or shows the page of one. */
export function CustomersView({ query = {} }: CustomersProps) {
  const key = keyIn(query);
  return key ? <CustomerPage key={JSON.stringify(key)} customerKey={key} /> : <Finder start={query['q'] ?? ''} />;
}

function Finder({ start }: { start: string }) {
  const words = useWords(CUSTOMERS_WORDS);
  const [typed, setTyped] = useState(start);
  function type(text: string) {
    setTyped(text);
    // Whoever comes back from a customer finds the others again.
    const query = text.trim() === '' ? {} : { q: text };
    history.replaceState(null, '', addressOf({ view: 'customers', query }));
  }
  return (
    <div class="sections">
      <header class="view-head">
        <h2>{words.title}</h2>
      </header>
      <CustomerSearch typed={typed} type={type} />
    </div>
  );
}
