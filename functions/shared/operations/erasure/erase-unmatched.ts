import { DAY_MS, type Instant, later, now } from '../../domain/time/instant.ts';
import { readUnmatched, type UnmatchedTrace } from '../../store/customer/customer-items.ts';
import { noteSeen } from '../../store/customer/erased-chats.ts';
import { bury } from '../../store/customer/tombstones.ts';
import { type Erasing, eachInTime } from './erasing.ts';

/** The longest the contract may have had them kept, and what TTL may be late. */
const KEPT_DAYS = 33;

/** What was received goes; its hash, its length and why it was kept stay, so that it is known if it comes again. */
async function erase({ table, erasedAt, erased }: Erasing, { text: _, ...rest }: UnmatchedTrace): Promise<void> {
  if (await bury(table, { ...rest, erasedAt })) erased.unmatched += 1;
}

/**
 * Blanks what could not be matched and mentions the person, from the day a run before came to. Says whether all was
 * looked through; if not, notes to where.
 */
export async function eraseUnmatched(
  run: Erasing,
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
