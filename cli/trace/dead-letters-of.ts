import * as z from 'zod/mini';
import { Instant } from '../../functions/shared/domain/time/instant.ts';
import { readDeadLetter } from '../dead-letter.ts';
import type { HandOff, Letter } from '../stack/crm-dead-letters.ts';
import type { Happening } from './happening.ts';

/** More letters than these are not looked through for one booking. */
const MOST_LETTERS = 500;

const Detail = z.looseObject({ eventId: z.string(), invitationId: z.string(), occurredAt: Instant });

/**
 * The events of an invitation that the CRM did not take, and whether all letters were looked through. Each letter goes back
 * to its queue, where `redrive` finds it. Throws AWS's errors.
 */
export async function deadLettersOf(
  handOff: Pick<HandOff, 'receive' | 'giveBack'>,
  invitationId: string,
): Promise<{ happenings: Happening[]; isWhole: boolean }> {
  const letters = new Map<string, Letter>();
  let isWhole = false;
  try {
    while (!isWhole && letters.size < MOST_LETTERS) {
      const received = await handOff.receive();
      for (const letter of received) letters.set(letter.messageId, letter);
      isWhole = received.length === 0;
    }
  } finally {
    await Promise.all([...letters.values()].map((letter) => handOff.giveBack(letter)));
  }
  const happenings = [...letters.values()].flatMap(({ body }): Happening[] => {
    const event = readDeadLetter(body);
    const { data } = Detail.safeParse(event?.detail);
    if (!event || data?.invitationId !== invitationId) return [];
    const what = `The CRM did not take "${event.detailType}" (event ${data.eventId}): it waits for "npm run channel -- redrive"`;
    return [{ at: data.occurredAt, what, from: 'dead letters' }];
  });
  return { happenings, isWhole };
}
