import { useState } from 'preact/hooks';
import type { CustomerView } from '../../../../functions/shared/http/answers/customers.ts';
import { useSession } from '../../../ui/console-session.ts';
import { Icon } from '../../../ui/icon.tsx';
import { saveAs } from '../../../ui/save-as.ts';
import { useSay } from '../../../ui/toasts.tsx';
import { useFaultSentence } from '../../../ui/use-fault-sentence.ts';
import { useWords } from '../../../ui/words/language.ts';
import { BookDialog } from '../../booking/book-dialog.tsx';
import { InviteDialog } from '../../booking/invite-dialog.tsx';
import { openBooking } from '../../shell/route.ts';
import { keyOf } from '../customer-key.ts';
import { CUSTOMERS_WORDS } from '../words.ts';
import { readExport } from './read-export.ts';

type ActsProps = { customer: CustomerView; changed(): void; erase(): void };

/** What can be done for a customer, and with what is kept about them. */
export function CustomerActs({ customer, changed, erase }: ActsProps) {
  const { api, role } = useSession();
  const { page: words } = useWords(CUSTOMERS_WORDS);
  const faultSentence = useFaultSentence();
  const say = useSay();
  const [asked, ask] = useState<'book' | 'invite'>();
  const [isExporting, setExporting] = useState(false);
  const { name, phone, chatId, language } = customer;
  const caller = { name, language, ...(phone === undefined ? { chatId } : { phone: `+${phone}` }) };

  async function saveAll() {
    setExporting(true);
    try {
      const items = await readExport(api, keyOf(customer));
      saveAs('customer.json', JSON.stringify(items, undefined, 2), 'application/json');
      say(words.exported);
    } catch (error) {
      say(words.notExported(faultSentence(error)), 'bad');
    } finally {
      setExporting(false);
    }
  }
  function end(invitationId: string | undefined) {
    ask(undefined);
    changed();
    if (invitationId !== undefined) openBooking(invitationId);
  }
  return (
    <div class="customer-acts">
      {role !== 'read' && (
        <>
          <button type="button" class="button is-primary" onClick={() => ask('book')}>
            <Icon name="plus" />
            {words.book}
          </button>
          <button type="button" class="button" onClick={() => ask('invite')}>
            <Icon name="send" />
            {words.invite}
          </button>
        </>
      )}
      <button type="button" class="button" disabled={isExporting} onClick={saveAll}>
        <Icon name="download" />
        {words.export}
      </button>
      {role === 'owner' && (
        <button type="button" class="button is-danger" onClick={erase}>
          {words.erase}
        </button>
      )}
      {asked === 'book' && <BookDialog customer={caller} close={end} />}
      {asked === 'invite' && <InviteDialog customer={caller} close={end} />}
    </div>
  );
}
