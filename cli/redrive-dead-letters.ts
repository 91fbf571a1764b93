import { type AppointmentEvent, readDeadLetter } from './dead-letter.ts';
import type { HandOff, Letter } from './stack/crm-dead-letters.ts';

/** Why a letter was left where it is. */
export const LEFT_REASONS = ['not-a-booking', 'came-back', 'refused-by-the-bus'] as const;
export type LeftBecause = (typeof LEFT_REASONS)[number];

/** What became of the letters: how many were handed off again, and how many were left, by reason. */
export type Tally = { sent: number; left: Partial<Record<LeftBecause, number>> };

type Reading = { letter: Letter; event: AppointmentEvent };

/**
 * Hands off again what lies among the dead letters. A letter is removed only after the bus has taken its event. What
 * comes back while this runs is left: one run hands off each event once, however quickly it fails again.
 * @param shouldStop asked before each ten letters
 * @param onProgress told the tally after each ten letters
 * @throws what AWS throws; every letter that was not handed off is still there
 */
export async function redrive(
  handOff: HandOff,
  { shouldStop, onProgress }: { shouldStop(): boolean; onProgress(tally: Tally): void },
): Promise<Tally> {
  const handedOff = { busIds: new Set<string>(), eventIds: new Set<string>() };
  const left = new Map<string, { letter: Letter; because: LeftBecause }>();
  let sent = 0;

  const leave = (letter: Letter, because: LeftBecause) => left.set(letter.messageId, { letter, because });
  const tally = (): Tally => ({ sent, left: countReasons([...left.values()].map(({ because }) => because)) });

  /** Dead letters in the form the CRM was to get have no id of the bus, and are known by the event's own. */
  const cameBack = ({ busId, detail }: AppointmentEvent): boolean =>
    busId === undefined ? handedOff.eventIds.has(detail.eventId) : handedOff.busIds.has(busId);

  /** A letter that was left before stays so: its loan may be over, which makes it come once more. */
  function sort(letters: Letter[]): Reading[] {
    return letters.flatMap((letter) => {
      const known = left.get(letter.messageId);
      const event = readDeadLetter(letter.body);
      if (event && !known && !cameBack(event)) return [{ letter, event }];
      leave(letter, known?.because ?? (event ? 'came-back' : 'not-a-booking'));
      return [];
    });
  }

  async function handOffAgain(readings: Reading[]): Promise<void> {
    const busIds = await handOff.handOffAgain(readings.map(({ event }) => event));
    const removals = readings.map(async ({ letter, event }, index) => {
      const busId = busIds[index];
      if (busId === undefined) return leave(letter, 'refused-by-the-bus');
      handedOff.busIds.add(busId);
      handedOff.eventIds.add(event.detail.eventId);
      sent += 1;
      return handOff.remove(letter);
    });
    await Promise.all(removals);
  }

  while (!shouldStop()) {
    const letters = await handOff.receive();
    if (letters.length === 0) break;
    const readings = sort(letters);
    if (readings.length > 0) await handOffAgain(readings);
    onProgress(tally());
  }
  await Promise.all([...left.values()].map(({ letter }) => handOff.giveBack(letter)));
  return tally();
}

function countReasons(reasons: LeftBecause[]): Tally['left'] {
  const count = (reason: LeftBecause) => reasons.filter((one) => one === reason).length;
  return Object.fromEntries(
    LEFT_REASONS.filter((reason) => count(reason) > 0).map((reason) => [reason, count(reason)]),
  );
}
