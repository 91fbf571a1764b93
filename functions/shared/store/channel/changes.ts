import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { Instant, later, now } from '../../domain/time/instant.ts';
import { CONSISTENT, NEARLY, readItem } from '../table/items.ts';
import { changesKey } from '../table/keys.ts';
import type { Table } from '../table/table.ts';

/**
 * How many batches of changes there were while somebody looked, and until when somebody does. It names nothing that changed,
 * and the number only ever grows. Earlier releases counted always.
 */
const Changes = z.object({ batches: z._default(z.int(), 0), watchedUntil: z.optional(Instant) });
type Changes = z.infer<typeof Changes>;

/** Whoever asks looks for so long. */
const WATCH_MS = 60_000;
/** An open desk asks once a second. With less time left its watch is renewed. */
const RENEWED_MS = 30_000;
/** With less than this, or none, somebody whose clock is ahead may have taken it for over. */
const CERTAIN_MS = 10_000;

async function readChanges(table: Table, reading = CONSISTENT): Promise<Changes> {
  return Changes.parse((await readItem(table, changesKey(table.channelId), reading)) ?? {});
}

/**
 * Notes that something changed that a desk may show, if one is open: a write costs ten times the read. One that was opened
 * in the last moment may be missed, and reads its lists only now. Two notes of the same changes do no harm.
 */
export async function noteChanges(table: Table): Promise<void> {
  const { watchedUntil } = await readChanges(table, NEARLY);
  if (watchedUntil === undefined || watchedUntil <= now()) return;
  await write(table, 'SET #type = :type ADD batches :count', { ':count': 1 });
}

/**
 * How many notes there were: whoever sees another number than before reads again what it shows. From now on changes are noted
 * for a while. Where nobody looked for a time, something may have changed meanwhile, which counts as a change.
 */
export async function watchChanges(table: Table): Promise<number> {
  const { batches, watchedUntil } = await readChanges(table);
  const at = now();
  if (watchedUntil !== undefined && watchedUntil >= later(at, RENEWED_MS)) return batches;
  const isCertain = watchedUntil !== undefined && watchedUntil >= later(at, CERTAIN_MS);
  return write(table, 'SET #type = :type, watchedUntil = :until ADD batches :count', {
    ':until': later(at, WATCH_MS),
    ':count': isCertain ? 0 : 1,
  });
}

async function write(table: Table, expression: string, values: Record<string, unknown>): Promise<number> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: changesKey(table.channelId),
    UpdateExpression: expression,
    ExpressionAttributeNames: { '#type': 'type' },
    ExpressionAttributeValues: { ':type': 'changes', ...values },
    ReturnValues: 'ALL_NEW',
  });
  const { Attributes } = await table.client.send(update);
  return Changes.parse(Attributes).batches;
}
