import { describe, expect, it } from 'vitest';
import { type Look, type Sent, workInTurn } from '../../../functions/shared/operations/notices/work-in-turn.ts';

/** One thing that happened: a turn was asked for, somebody looked, or something was sent. */
type Happened = string;

type Told = {
  looks: Look<string>[];
  sent?: Sent[];
  /** The answers to who asks for a turn; without them none is needed. */
  turns?: boolean[];
  needsTurn?: boolean;
};

/** Works through what is told, in its order, and says what happened and what became of it. */
async function work({ looks, sent = [], turns, needsTurn = false }: Told) {
  const happened: Happened[] = [];
  const pace = async () => {
    happened.push('turn');
    return turns?.shift() ?? false;
  };
  const result = await workInTurn<string>(
    turns ? { pace } : {},
    {
      what: 'The notices',
      needsTurn,
      look: async (hasTurn, isFirst) => {
        happened.push(`look${hasTurn ? ' with a turn' : ''}${isFirst ? ' first' : ''}`);
        return looks.shift() ?? { kind: 'saved' };
      },
      send: async (claimed) => {
        happened.push(`send ${claimed}`);
        return sent.shift() ?? { end: 'accepted', isFollowed: true };
      },
    },
    () => 60_000,
  );
  return { happened, result };
}

const claimed = (name: string): Look<string> => ({ kind: 'claimed', claimed: name });

describe('work that may send', () => {
  it.each(['done', 'gone', 'postponed'] as const)('ends as it is seen: %s', async (kind) => {
    expect(await work({ looks: [{ kind }], turns: [] })).toEqual({
      happened: ['look first'],
      result: { kind, sent: [] },
    });
  });

  it('looks again after each write, and after a lost race', async () => {
    const looks: Look<string>[] = [{ kind: 'saved' }, { kind: 'lost-race' }, { kind: 'done' }];
    expect(await work({ looks })).toEqual({
      happened: ['look with a turn first', 'look with a turn', 'look with a turn'],
      result: { kind: 'done', sent: [] },
    });
  });

  it('waits for a turn before it claims, and looks again then', async () => {
    const looks: Look<string>[] = [{ kind: 'needs-turn' }, claimed('one')];
    expect(await work({ looks, turns: [true] })).toEqual({
      happened: ['look first', 'turn', 'look with a turn', 'send one'],
      result: { kind: 'done', sent: ['accepted'] },
    });
  });

  it('is postponed if there is no turn for it', async () => {
    expect(await work({ looks: [{ kind: 'needs-turn' }, claimed('one')], turns: [false] })).toEqual({
      happened: ['look first', 'turn'],
      result: { kind: 'postponed', sent: [] },
    });
  });

  it('waits for its turn before the first look where one is known to be needed', async () => {
    expect(await work({ looks: [claimed('one')], turns: [true], needsTurn: true })).toEqual({
      happened: ['turn', 'look with a turn', 'send one'],
      result: { kind: 'done', sent: ['accepted'] },
    });
    expect(await work({ looks: [claimed('one')], turns: [false], needsTurn: true })).toEqual({
      happened: ['turn'],
      result: { kind: 'postponed', sent: [] },
    });
  });

  it('has a turn for each attempt, and says how each ended', async () => {
    const looks = [claimed('one'), { kind: 'needs-turn' } as const, claimed('two'), { kind: 'done' } as const];
    const sent: Sent[] = [
      { end: 'refused', isFollowed: false },
      { end: 'accepted', isFollowed: false },
    ];
    expect(await work({ looks, sent, turns: [true, true], needsTurn: true })).toEqual({
      happened: ['turn', 'look with a turn', 'send one', 'look', 'turn', 'look with a turn', 'send two', 'look'],
      result: { kind: 'done', sent: ['refused', 'accepted'] },
    });
  });

  it('needs no turn for any attempt where there is no pace', async () => {
    const looks = [claimed('one'), claimed('two'), { kind: 'done' } as const];
    const sent: Sent[] = [
      { end: 'unknown', isFollowed: false },
      { end: 'accepted', isFollowed: false },
    ];
    expect(await work({ looks, sent })).toEqual({
      happened: ['look with a turn first', 'send one', 'look with a turn', 'send two', 'look with a turn'],
      result: { kind: 'done', sent: ['unknown', 'accepted'] },
    });
  });

  it('gives up after twenty looks, and says what others keep writing', async () => {
    const saved = (count: number): Look<string>[] => Array.from({ length: count }, () => ({ kind: 'saved' }));
    await expect(work({ looks: saved(20) })).rejects.toThrow('The notices are written by too many at once.');
    expect(await work({ looks: [...saved(19), { kind: 'done' }] })).toMatchObject({ result: { kind: 'done' } });
  });
});
