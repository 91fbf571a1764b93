import { type AppointmentEvent, readDeadLetter } from './dead-letter.ts';
import type { HandOff, Letter } from './stack/crm-dead-letters.ts';

/** Why a letter stayed in the queue. */
export const LEFT_REASONS = ['not-a-booking', 'came-back', 'refused-by-the-bus'] as const;
export type LeftBecause = (typeof LEFT_REASONS)[number];

/** The result: how many letters were sent again, and how many stayed, by reason. */
export type Tally = { sent: number; left: Partial<Record<LeftBecause, number>> };

type Reading = { letter: Letter; event: AppointmentEvent };

/**
 * Sends dead letters to the bus again. A letter is removed only after the bus has accepted its event. Letters that
 * return during this run stay: one run sends each event once, however quickly it fails again.
 * @param shouldStop called before each ten letters
 * @param onProgress receives the tally after each ten letters
 * @throws AWS's errors; every letter that was not sent is still in the queue
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

  /** Dead letters with the CRM's body carry no bus id; the event's own id identifies them. */
  const cameBack = ({ busId, detail }: AppointmentEvent): boolean =>
    busId === undefined ? handedOff.eventIds.has(detail.eventId) : handedOff.busIds.has(busId);

  /** A skipped letter may come again once its visibility timeout is over; it stays skipped. */
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
