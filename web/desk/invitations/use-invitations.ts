import { useEffect, useMemo, useState } from 'preact/hooks';
import type { InvitationSummary } from '../../../functions/shared/http/answers/invitation-schema.ts';
import { useSession } from '../../ui/console-session.ts';
import { useFaultSentence } from '../../ui/use-fault-sentence.ts';
import { type Followed, followInvitations, type Scope } from './follow-invitations.ts';

export type Invitations = {
  /** The newest first. */
  items: readonly InvitationSummary[];
  isComplete: boolean;
  fault: string | undefined;
};

const NOTHING: Followed = { known: new Map(), isComplete: false };

/** All invitations of a scope, kept up to date. */
export function useInvitations(scope: Scope): Invitations {
  const session = useSession();
  const faultSentence = useFaultSentence();
  const key = JSON.stringify(scope);
  const [shown, setShown] = useState({ key, followed: NOTHING });
  useEffect(() => followInvitations(session, scope, (followed) => setShown({ key, followed })), [key, session]);

  const { known, isComplete, fault } = shown.key === key ? shown.followed : NOTHING;
  const items = useMemo(() => [...known.values()].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1)), [known]);
  return { items, isComplete, fault: fault && faultSentence(fault.error) };
}
