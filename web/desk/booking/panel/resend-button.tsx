import { useRef } from 'preact/hooks';
import type { InvitationSummary, NotToldView } from '../../../../functions/shared/http/answers/invitation-schema.ts';
import { useSession } from '../../../ui/console-session.ts';
import { Fault } from '../../../ui/states.tsx';
import { useSay } from '../../../ui/toasts.tsx';
import { useWords } from '../../../ui/words/language.ts';
import { REASON_WORDS } from '../reason-words.ts';
import { useAct } from '../use-act.ts';
import { PANEL_WORDS } from './words.ts';

type ResendProps = {
  invitation: InvitationSummary;
  notTold: NotToldView;
  /** Called after it went out, with the text to show. */
  sent(words: string): void;
};

/** Sends once more what did not reach the customer, for whoever may, where a message may reach them now. */
export function ResendButton({ invitation, notTold, sent }: ResendProps) {
  const { role } = useSession();
  const words = useWords(PANEL_WORDS);
  const reasons = useWords(REASON_WORDS);
  const say = useSay();
  const { act, isBusy, refused } = useAct(invitation);
  // Whoever presses again after an answer was lost asks for the same; after an answer, for another attempt.
  const key = useRef<string | null>(null);

  if (role === 'read' || notTold.resend === undefined) return null;

  async function press() {
    key.current ??= crypto.randomUUID();
    const after = await act({ path: '/notices', key: key.current });
    if (!after) return;
    key.current = null;
    const { name } = notTold.call;
    if (after.notTold) say(`${words.sentInVain(name)} ${reasons.notTold[after.notTold.reason]}`, 'bad');
    else if (after.notices.some(({ state }) => state === 'pending')) sent(words.willBeSent(name));
    else sent(words.sentAgain(name));
  }
  return (
    <>
      <Fault>{refused?.sentence}</Fault>
      <button type="button" class="button" disabled={isBusy} onClick={press}>
        {words.sendAgain}
        <span class="spoken"> {notTold.call.name}</span>
      </button>
    </>
  );
}
