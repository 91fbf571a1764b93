import type { InvitationSummary } from '../../../functions/shared/http/answers/invitation-schema.ts';
import { CallCard } from '../booking/panel/call-card.tsx';
import { Who } from './who.tsx';

type CallProps = {
  invitation: InvitationSummary;
  /** Called after the call was noted, or the message was sent again, with the text to show. */
  done(words: string): void;
};

/** A customer who was not told: whom to call, why, and what to say. */
export function CallItem({ invitation, done }: CallProps) {
  const { notTold } = invitation;
  return (
    <li class="worklist-item">
      <Who invitation={invitation} />
      {notTold && <CallCard invitation={invitation} notTold={notTold} done={done} />}
    </li>
  );
}
