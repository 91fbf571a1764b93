import './customer-page.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CustomerView } from '../../../../functions/shared/http/answers/customers.ts';
import { useSession } from '../../../ui/console-session.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Empty, Fault, Reading, Unread } from '../../../ui/states.tsx';
import { useLoaded } from '../../../ui/use-loaded.ts';
import { useTimes } from '../../../ui/use-times.ts';
import { Tag } from '../../../ui/views/tag.tsx';
import { useWords } from '../../../ui/words/language.ts';
import { useLanguageName } from '../../../ui/words/use-language-name.ts';
import { LABEL_WORDS } from '../../booking/label-words.ts';
import { CustomerLinks } from '../../booking/panel/customer-links.tsx';
import { go } from '../../shell/route.ts';
import type { CustomerKey } from '../customer-key.ts';
import { CUSTOMERS_WORDS } from '../words.ts';
import { CorrectionForm } from './correction-form.tsx';
import { CustomerActs } from './customer-acts.tsx';
import { CustomerBookings } from './customer-bookings.tsx';
import { EraseDialog } from './erase-dialog.tsx';
import { readCustomer } from './read-customer.ts';
import { Told } from './told.tsx';

/** As many invitations as are read at first, and each time when older ones are asked for. */
const STEP = 25;

/** One customer: who they are, how they are reached, their bookings, and what can be done for them. */
export function CustomerPage({ customerKey }: { customerKey: CustomerKey }) {
  const { api } = useSession();
  const words = useWords(CUSTOMERS_WORDS);
  const [count, setCount] = useState(STEP);
  // What became of an erasure is read when the customer is known no more.
  const [erasing, setErasing] = useState<CustomerView>();
  const { value, fault, reload } = useLoaded(JSON.stringify(customerKey), () => readCustomer(api, customerKey, count));
  useEffect(() => {
    if (count > STEP) reload();
  }, [count]);

  return (
    <div class="sections customer">
      <button type="button" class="button is-quiet customer-back" onClick={goBack}>
        <Icon name="arrow-left" />
        {words.back}
      </button>
      {!value && (fault ? <Unread fault={fault} again={reload} /> : <Reading />)}
      {value && <Fault>{fault}</Fault>}
      {value && !value.customer && (
        <Empty title={words.unknown}>
          <p>{words.unknownHint}</p>
        </Empty>
      )}
      {value?.customer && (
        <>
          <Head customer={value.customer} changed={reload} />
          <CustomerActs customer={value.customer} changed={reload} erase={() => setErasing(value.customer)} />
          <CustomerBookings known={value} older={() => setCount(value.invitations.length + STEP)} />
          <Told invitations={value.invitations} />
        </>
      )}
      {erasing && <EraseDialog customer={erasing} close={() => setErasing(undefined)} />}
    </div>
  );
}

/** Returns to where somebody came from; whoever opened this very address came from nowhere. */
function goBack(): void {
  if (history.length > 1) history.back();
  else go({ view: 'customers' });
}

type HeadProps = { customer: CustomerView; changed(): void };

/** Who it is, and how they are reached. */
function Head({ customer, changed }: HeadProps) {
  const words = useWords(CUSTOMERS_WORDS);
  const { noName, counts } = useWords(LABEL_WORDS);
  const { role } = useSession();
  const { dayAndTime } = useTimes();
  const languageName = useLanguageName();
  const [isCorrecting, setCorrecting] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { name, chatId, language, lastInboundAt, optedOut, attendance } = customer;
  const { came, noShow } = attendance;

  function end(isSaved: boolean) {
    setCorrecting(false);
    heading.current?.focus();
    if (isSaved) changed();
  }
  return (
    <header class="customer-head">
      <h2 ref={heading} tabIndex={-1}>
        {name ?? noName}
      </h2>
      {optedOut && <Tag tone="bad">{words.page.optedOut}</Tag>}
      {came + noShow > 0 && <Tag tone={noShow > 0 ? 'warn' : 'good'}>{counts(came, noShow)}</Tag>}
      <CustomerLinks recipient={chatId && { chatId }} />
      {isCorrecting ? (
        <CorrectionForm customer={customer} close={end} />
      ) : (
        <p class="customer-facts">
          {language !== undefined && <span>{`${words.page.writtenIn}: ${languageName(language)}`}</span>}
          {chatId && (
            <span>{lastInboundAt ? words.page.wroteLast(dayAndTime(lastInboundAt)) : words.page.neverWrote}</span>
          )}
          {!chatId && <span>{words.page.noAddress}</span>}
          {chatId && role !== 'read' && (
            <button type="button" class="button" onClick={() => setCorrecting(true)}>
              {words.page.correct}
            </button>
          )}
        </p>
      )}
    </header>
  );
}
