import type { InvitationSummary } from '../../../functions/shared/http/answers/invitation-schema.ts';
import { CallCard } from '../booking/panel/call-card.tsx';
import { Who } from './who.tsx';

type CallProps = {
  invitation: InvitationSummary;
  /** Called after the call was noted, with the text to show. */
  called(words: string): void;
};

/** A customer who was not told: whom to call, why, and what to say. */
export function CallItem({ invitation, called }: CallProps) {
  const { notTold } = invitation;
  return (
    <li class="worklist-item">
      <Who invitation={invitation} />
      {notTold && <CallCard invitation={invitation} notTold={notTold} called={called} />}
    </li>
  );
}
