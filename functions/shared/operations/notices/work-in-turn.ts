import type { AttemptEnd } from '../../domain/notices/attempt-end.ts';
import { pauseAfter, TRIES } from '../../store/table/lost-race.ts';
import { isInTurn } from '../invitation/make-attempt.ts';
import type { NoticeContext } from './notice-context.ts';

/** The result of one look: an end, an attempt that is claimed now, or something to look at again. */
export type Look<Claimed> =
  | { kind: 'done' | 'gone' | 'postponed' }
  | { kind: 'claimed'; claimed: Claimed }
  | { kind: 'needs-turn' | 'saved' | 'lost-race' };

/** What became of the work. `postponed`: there was no turn, or no time left, to send. `sent`: how each attempt ended. */
export type WorkResult = { kind: 'done' | 'gone' | 'postponed'; sent: AttemptEnd['kind'][] };

/**
 * Looks again and again until nothing is left to do now. Each attempt has its turn, then is claimed by a look, then made,
 * so runs at the same time do no harm. `look` is told whether it may claim one. Throws if others keep writing, with `what`
 * they write in its message.
 */
export async function workInTurn<Claimed>(
  context: Pick<NoticeContext, 'pace'>,
  what: string,
  {
    look,
    send,
  }: { look: (hasTurn: boolean) => Promise<Look<Claimed>>; send: (claimed: Claimed) => Promise<AttemptEnd> },
  remainingMs: () => number,
): Promise<WorkResult> {
  const sent: AttemptEnd['kind'][] = [];
  const needsNoTurn = context.pace === undefined;
  let hasTurn = needsNoTurn;
  for (let count = 1; count <= TRIES; count++) {
    const seen = await look(hasTurn);
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
      case 'claimed':
        sent.push((await send(seen.claimed)).kind);
        hasTurn = needsNoTurn;
        break;
      default:
        return { kind: seen.kind, sent };
    }
  }
  throw new Error(`${what} are written by too many at once.`);
}
