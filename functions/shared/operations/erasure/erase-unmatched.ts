import { DAY_MS, type Instant, later, now } from '../../domain/time/instant.ts';
import { KEPT_DAYS, readUnmatched, type UnmatchedContent } from '../../store/customer/customer-items.ts';
import { noteSeen } from '../../store/customer/erased-chats.ts';
import { writeTombstone } from '../../store/customer/tombstones.ts';
import { type ErasureRun, eachInTime } from './erasure-run.ts';

/** Removes the text. Hash, length and reason stay, so that a repeated delivery is recognised. */
async function erase({ table, erasedAt, erased }: ErasureRun, { text: _, ...rest }: UnmatchedContent): Promise<void> {
  if (await writeTombstone(table, { ...rest, erasedAt })) erased.unmatched += 1;
}

/**
 * Blanks what could not be matched and mentions the person, from the day a run before came to. Says whether all was
 * looked through; if not, notes to where.
 */
export async function eraseUnmatched(
  run: ErasureRun,
  mentionsPerson: (text: string) => boolean,
  seenTo: Instant | undefined,
): Promise<boolean> {
  const span = { from: seenTo ?? later(now(), -KEPT_DAYS * DAY_MS), to: now() };
  for await (const { day, items } of readUnmatched(run.table, span)) {
    const theirs = items.filter(({ text }) => mentionsPerson(text));
    const areErased = await eachInTime(run, theirs, (item) => erase(run, item));
    if (areErased && run.hasTime()) continue;
    await noteSeen(run.table, run.asked, day);
    return false;
  }
  return true;
}
