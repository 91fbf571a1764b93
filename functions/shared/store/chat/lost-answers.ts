import { ChatWish } from '../../domain/chat/chat-wish.ts';
import type { ChatId } from '../../domain/customer/recipient.ts';
import { isErased } from '../customer/erased.ts';
import { readItems } from '../table/items.ts';
import { customerAttribute } from '../table/keys.ts';
import { ALL_TIME, readPage } from '../table/pages.ts';
import type { Table } from '../table/table.ts';

/** Only the newest wishes are looked at, so that no answer costs more, the longer somebody has been a customer. */
const NEWEST = 50;

/** Its answer was claimed, and no run stored that the provider took it: it may stand in the chat all the same. */
const mayBeLost = ({ claimId, outcome }: ChatWish): boolean =>
  claimId !== undefined && (outcome === undefined || outcome === 'unknown');

/** The newest wish under these addresses whose answer may have been sent without anybody knowing its message. */
export async function findLostAnswer(table: Table, addresses: readonly ChatId[]): Promise<ChatWish | undefined> {
  const period = addresses.map((chatId) => ({
    partition: customerAttribute(table.channelId, chatId).customer,
    ...ALL_TIME,
  }));
  const reading = { index: 'customer', order: 'newest-first', pkPrefix: 'wish#' } as const;
  const { rows } = await readPage(table, reading, [period], { limit: NEWEST, after: undefined });
  const pks = rows.map(({ position }) => position.pk);
  const items = await readItems(table, pks);
  return pks
    .flatMap((pk) => items.get(pk) ?? [])
    .flatMap((item) => (isErased(item) ? [] : ChatWish.parse(item)))
    .find(mayBeLost);
}
