import { useState } from 'preact/hooks';
import { InvitationView } from '../../../functions/shared/http/answers/invitation-schema.ts';
import { NotGranted } from '../../ui/connection.ts';
import { useSession } from '../../ui/console-session.ts';
import { ACTOR_WORDS, actorName } from '../../ui/words/actor-words.ts';
import { useWords } from '../../ui/words/language.ts';
import { type Refused, refusedBy } from './refusal.ts';
import { REFUSAL_WORDS } from './refusal-words.ts';
import { BOOKING_WORDS } from './words.ts';

/** The booking as it was shown when somebody decided on it. */
export type ShownBooking = { invitationId: string; revision: number };

/** What is asked of the API about one booking: `path` follows its own. */
export type Deed = {
  method?: 'POST' | 'PATCH';
  path?: string;
  body?: object;
  /** A request under one key is carried out once. */
  key?: string;
};

/**
 * Changes a booking as it was shown: what somebody else changed meanwhile is never overwritten, but told. `act` answers
 * with the booking as it is then, or with nothing if it was refused; `refused` says why.
 */
export function useAct({ invitationId, revision }: ShownBooking) {
  const { api } = useSession();
  const refusals = useWords(REFUSAL_WORDS);
  const words = useWords(BOOKING_WORDS);
  const actors = useWords(ACTOR_WORDS);
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused>();

  /** Who made the newest change, if that can be read. */
  async function changedBy(): Promise<string | undefined> {
    const now = await api.get(InvitationView, `/invitations/${invitationId}`).catch(() => undefined);
    if (!now) return undefined;
    const { attendance } = now.booking ?? {};
    const changes = [...now.history, ...(attendance ? [attendance] : [])];
    const newest = changes.toSorted((one, other) => (one.at < other.at ? -1 : 1)).at(-1);
    return newest && actorName(newest.actor, actors);
  }

  async function explain(error: unknown): Promise<Refused> {
    const told = refusedBy(error, refusals);
    const isStale = error instanceof NotGranted && error.status === 412;
    return isStale ? { ...told, sentence: words.changedMeanwhile(await changedBy()) } : told;
  }

  async function act({ method = 'POST', path = '', body = {}, key }: Deed): Promise<InvitationView | undefined> {
    setBusy(true);
    setRefused(undefined);
    try {
      const headers = { 'if-match': `"${revision}"`, ...(key !== undefined && { 'idempotency-key': key }) };
      return await api.send(InvitationView, method, `/bookings/${invitationId}${path}`, body, headers);
    } catch (error) {
      setRefused(await explain(error));
      return undefined;
    } finally {
      setBusy(false);
    }
  }
  return { act, isBusy, refused, forget: () => setRefused(undefined) };
}
