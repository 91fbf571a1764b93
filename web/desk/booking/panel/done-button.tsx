import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { FinishedBody } from '../../../../functions/shared/domain/notices/finished-work.ts';
import { Ignored } from '../../../ui/connection.ts';
import { useSession } from '../../../ui/console-session.ts';
import { Fault } from '../../../ui/states.tsx';
import { useWords } from '../../../ui/words/language.ts';
import { refusedBy } from '../refusal.ts';
import { REFUSAL_WORDS } from '../refusal-words.ts';

type DoneProps = {
  /** The entry of the worklist: an invitation's id, or a question's. */
  id: string;
  body: FinishedBody;
  done(): void;
  children: ComponentChildren;
  /** What else can be done about it. */
  beside?: ComponentChildren;
};

/** Takes an entry off the worklist, for whoever may. A failure is shown below the button, which can then be pressed again. */
export function DoneButton({ id, body, done, children, beside }: DoneProps) {
  const { api, role } = useSession();
  const refusals = useWords(REFUSAL_WORDS);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();

  if (role === 'read') return null;

  async function press() {
    setBusy(true);
    setFault(undefined);
    try {
      await api.send(Ignored, 'POST', `/worklist/${id}/done`, body);
      done();
    } catch (error) {
      setFault(refusedBy(error, refusals).sentence);
      setBusy(false);
    }
  }
  return (
    <>
      <div class="ui-acts">
        <button type="button" class="button" disabled={isBusy} onClick={press}>
          {children}
        </button>
        {beside}
      </div>
      <Fault>{fault}</Fault>
    </>
  );
}
