import { useState } from 'preact/hooks';
import { useSession } from '../../ui/console-session.ts';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/words/language.ts';
import { InviteDialog } from '../booking/invite-dialog.tsx';
import { BOOKING_WORDS } from '../booking/words.ts';

/** Invites somebody by hand, and shows what became of it. */
export function InviteButton({ open }: { open(invitationId: string): void }) {
  const words = useWords(BOOKING_WORDS);
  const { role } = useSession();
  const [isAsked, setAsked] = useState(false);
  if (role === 'read') return null;
  return (
    <>
      <button type="button" class="button is-primary" onClick={() => setAsked(true)}>
        <Icon name="send" />
        {words.invite.title}
      </button>
      {isAsked && (
        <InviteDialog
          close={(invitationId) => {
            setAsked(false);
            if (invitationId !== undefined) open(invitationId);
          }}
        />
      )}
    </>
  );
}
