import { useState } from 'preact/hooks';
import { Ignored, wordsOf } from '../../../ui/connection.ts';
import { useSession } from '../../../ui/console-session.ts';

type DecisionProps = { invitationId: string; approved(words: string): void; refuse(): void };

/** What staff can do about an appointment that waits for them: approve it at once, or refuse it, which asks for a reason. */
export function Decisions({ invitationId, approved, refuse }: DecisionProps) {
  const { api } = useSession();
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState('');

  async function approve() {
    setBusy(true);
    setFault('');
    const words = await api.send(Ignored, 'POST', `/bookings/${invitationId}/approve`, {}).then(
      () => '',
      (error: unknown) => wordsOf(error),
    );
    setBusy(false);
    if (words === '') approved('The appointment is approved.');
    else setFault(words);
  }

  return (
    <>
      {fault && (
        <p class="ui-fault" role="alert">
          {fault}
        </p>
      )}
      <button type="button" class="button is-primary" disabled={isBusy} onClick={approve}>
        Approve
      </button>
      <button type="button" class="button" disabled={isBusy} onClick={refuse}>
        Refuse
      </button>
    </>
  );
}
