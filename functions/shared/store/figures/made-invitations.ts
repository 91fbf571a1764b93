import type { Message } from '../../domain/delivery/delivery.ts';
import { messagesToCount } from '../../domain/figures/figures-of.ts';
import { Invitation } from '../../domain/invitation/invitation.ts';
import type { TimeSpan } from '../../domain/time/time-span.ts';
import { isErased } from '../customer/erased.ts';
import { readManyMessages } from '../delivery/messages.ts';
import { BATCH, chunksOf, NEARLY, readManyItems } from '../table/items.ts';
import type { WorklistKind } from '../table/keys.ts';
import { type Position, readRange } from '../table/pages.ts';
import type { Table } from '../table/table.ts';
import { ANY_DAY, worklistPeriods } from '../worklist/worklist-ranges.ts';

/** So many keys are held at once, however many invitations a day has. */
const KEYS_AT_ONCE = 1_000;

async function* keysOf(table: Table, kinds: readonly WorklistKind[], span: TimeSpan): AsyncGenerator<string[]> {
  const reading = { index: 'worklist', order: 'oldest-first' } as const;
  for (const range of worklistPeriods(table, kinds, span, ANY_DAY).flat()) {
    let after: Position | undefined;
    do {
      const rows = await readRange(table, reading, { ...range, ...(after && { after }) }, KEYS_AT_ONCE);
      const keys = rows.map(({ position }) => position.pk);
      yield* chunksOf(keys, BATCH);
      after = rows.length === KEYS_AT_ONCE ? rows.at(-1)?.position : undefined;
    } while (after);
  }
}

/** The keys of the invitations made in a span that nobody has to see to, in batches of at most 100. */
export const keysMadeIn = (table: Table, span: TimeSpan): AsyncGenerator<string[]> =>
  keysOf(table, ['invitation'], span);

/** The keys of the invitations, whenever they were made, that somebody has had to see to since some time in a span. */
export async function keysInNeed(table: Table, span: TimeSpan): Promise<string[]> {
  const found: string[] = [];
  for await (const keys of keysOf(table, ['attention', 'not-told'], span)) found.push(...keys);
  return found;
}

export type MadeInvitation = { invitation: Invitation; messages: Message[] };

/**
 * The invitations under these keys that are there and not erased, each with the messages that decide how it is counted. What
 * is missed at half the price is there when the day is counted again.
 */
export async function readMade(table: Table, keys: string[]): Promise<MadeInvitation[]> {
  const items = await readManyItems(table, keys, NEARLY);
  const invitations = [...items.values()].filter((item) => !isErased(item)).map((item) => Invitation.parse(item));
  const messages = await readManyMessages(table, invitations.flatMap(messagesToCount), NEARLY);
  return invitations.map((invitation) => ({
    invitation,
    messages: messagesToCount(invitation).flatMap((messageId) => messages.get(messageId) ?? []),
  }));
}
