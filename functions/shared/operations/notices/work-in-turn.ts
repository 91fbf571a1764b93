import type { AttemptEnd } from '../../domain/notices/attempt-end.ts';
import { pauseAfter, TRIES } from '../../store/table/lost-race.ts';
import { isInTurn } from '../invitation/make-attempt.ts';
import type { NoticeContext } from './notice-context.ts';

/** The result of one look: an end, an attempt that is claimed now, or something to look at again. */
export type Look<Claimed> =
  | { kind: 'done' | 'gone' | 'postponed' }
  | { kind: 'claimed'; claimed: Claimed }
  | { kind: 'needs-turn' | 'saved' | 'lost-race' };

/** How an attempt ended. `isFollowed`: what follows from it is written as well, and nobody has to look again now. */
export type Sent = { end: AttemptEnd['kind']; isFollowed: boolean };

/** What became of the work. `postponed`: there was no turn, or no time left, to send. `sent`: how each attempt ended. */
export type WorkResult = { kind: 'done' | 'gone' | 'postponed'; sent: AttemptEnd['kind'][] };

export type WorkOfTurns<Claimed> = {
  /** What is written, for an error's message. */
  what: string;
  /** The first look needs a turn. */
  needsTurn: boolean;
  /** `hasTurn`: one attempt may be claimed. `isFirst`: nobody has looked yet, and nothing was waited for. */
  look: (hasTurn: boolean, isFirst: boolean) => Promise<Look<Claimed>>;
  send: (claimed: Claimed) => Promise<Sent>;
};

/**
 * Looks again and again until nothing is left to do now. Each attempt has its turn, then is claimed by a look, then made,
 * so runs at the same time do no harm. Throws if others keep writing the same.
 */
export async function workInTurn<Claimed>(
  context: Pick<NoticeContext, 'pace'>,
  { what, needsTurn, look, send }: WorkOfTurns<Claimed>,
  remainingMs: () => number,
): Promise<WorkResult> {
  const sent: AttemptEnd['kind'][] = [];
  const needsNoTurn = context.pace === undefined;
  let hasTurn = needsNoTurn || (needsTurn && (await isInTurn(context, remainingMs)));
  if (needsTurn && !hasTurn) return { kind: 'postponed', sent };
  for (let count = 1; count <= TRIES; count++) {
    const seen = await look(hasTurn, count === 1 && !needsTurn);
    switch (seen.kind) {
      case 'saved':
        break;
      case 'lost-race':
        await pauseAfter(count);
        break;
      case 'needs-turn':
        // What was read may change while this waits, so it is read again.
        hasTurn = await isInTurn(context, remainingMs);
        if (!hasTurn) return { kind: 'postponed', sent };
        break;
      case 'claimed': {
        const { end, isFollowed } = await send(seen.claimed);
        sent.push(end);
        if (isFollowed) return { kind: 'done', sent };
        hasTurn = needsNoTurn;
        break;
      }
      default:
        return { kind: seen.kind, sent };
    }
  }
  throw new Error(`${what} are written by too many at once.`);
}
