import { type Dice, switchingDice, diceFor as throwDice } from '../engine/dice.ts';
import { type FaultRates, NO_FAULTS } from '../engine/network.ts';
import type { Scheduler } from '../engine/scheduler.ts';
import { PARTING_MS, type Story } from '../story/story.ts';

/** What happened by chance, and could be left out of the story. */
export type Incident = { key: string; what: string; at: number };

export type ChanceOptions = {
  /** Incidents left out, by key. */
  suppressed: ReadonlySet<string>;
  /** Of a story that is played twice: which of the two this is. */
  telling: 1 | 2;
};

/** All chance in a story: what the dice say, when it is noisy, and which faults it contains. */
export function createChance(story: Story, scheduler: Scheduler, { suppressed, telling }: ChanceOptions) {
  const incidents: Incident[] = [];
  const partsAt = story.startsAt + PARTING_MS;
  /** Before it all is calm, and no webhook arrives. */
  const opensAt = story.isPlayedTwice ? partsAt : story.startsAt;
  const calmAt = story.startsAt + story.noiseMs;
  const diceFor = (key: string): Dice => throwDice(story.seed, key);
  const hasParted = () => scheduler.now() >= partsAt;
  /** Dice for the order in which things happen. */
  const orderDiceFor = (key: string): Dice =>
    telling === 1
      ? diceFor(key)
      : switchingDice(diceFor(key), throwDice(story.seed, `second telling ${key}`), hasParted);
  const noise = orderDiceFor('noise');

  function isNoisy(): boolean {
    const now = scheduler.now();
    return now >= opensAt && now < calmAt && story.faultRates !== NO_FAULTS;
  }

  function mayHappen(key: string, what: string): boolean {
    if (suppressed.has(key)) return false;
    incidents.push({ key, what, at: scheduler.now() });
    return true;
  }

  let happenings = 0;
  /** Whether something that goes wrong now and then does so this time. */
  function goesWrong(probability: number, what: string): boolean {
    happenings += 1;
    return noise.chance(isNoisy() ? probability : 0) && mayHappen(`${what} ${happenings}`, what);
  }

  return {
    incidents,
    opensAt,
    diceFor,
    orderDiceFor,
    noise,
    isNoisy,
    faultRates: (): FaultRates => (isNoisy() ? story.faultRates : NO_FAULTS),
    mayHappen,
    goesWrong,
  };
}
