import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { FinishedBody } from '../../../../functions/shared/domain/notices/finished-work.ts';
import { Ignored, wordsOf } from '../../../ui/connection.ts';
import { useSession } from '../../../ui/console-session.ts';

type DoneProps = {
  /** The entry of the worklist: an invitation's id, or a question's. */
  id: string;
  body: FinishedBody;
  done(): void;
  children: ComponentChildren;
};

/** Takes an entry off the worklist. A failure is shown below the button, which can then be pressed again. */
export function DoneButton({ id, body, done, children }: DoneProps) {
  const { api } = useSession();
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState('');

  async function press() {
    setBusy(true);
    setFault('');
    const words = await api.send(Ignored, 'POST', `/worklist/${id}/done`, body).then(() => '', wordsOf);
    if (words === '') return done();
    setBusy(false);
    setFault(words);
  }
  return (
    <>
      <div class="ui-acts">
        <button type="button" class="button" disabled={isBusy} onClick={press}>
          {children}
        </button>
      </div>
      {fault && (
        <p class="ui-fault" role="alert">
          {fault}
        </p>
      )}
    </>
  );
}
