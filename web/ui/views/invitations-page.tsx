import { useEffect, useRef } from 'preact/hooks';
import { BookingPanel } from '../../desk/booking/panel/booking-panel.tsx';
import { InvitationsView } from './invitations-view.tsx';

type InvitationsDeskProps = {
  /** The selected invitation, shown instead of the list. */
  opened: string | undefined;
  open(invitationId: string | undefined): void;
};

/** The list of invitations, or one of them; the list keeps its state. */
export function InvitationsDesk({ opened, open }: InvitationsDeskProps) {
  const latest = useRef(opened);
  useEffect(() => {
    if (opened === undefined && latest.current) document.getElementById(`open-${latest.current}`)?.focus();
    latest.current = opened;
  }, [opened]);
  return (
    <>
      <div class="ui-kept" hidden={opened !== undefined}>
        <InvitationsView open={open} />
      </div>
      {opened !== undefined && <BookingPanel invitationId={opened} back={() => open(undefined)} open={open} />}
    </>
  );
}
