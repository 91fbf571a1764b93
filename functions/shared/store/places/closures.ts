import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Contract } from '../../contract/contract.ts';
import type { Actor } from '../../domain/people/actor.ts';
import { Closure, type ClosureId, MOST_CLOSURE_DAYS } from '../../domain/places/closure.ts';
import type { ResourceId } from '../../domain/places/service.ts';
import { DAY_MS, epochSeconds, type Instant, later } from '../../domain/time/instant.ts';
import type { TimeSpan } from '../../domain/time/time-span.ts';
import { readAs, readManyItems } from '../table/items.ts';
import { closureAttributes, closureKey } from '../table/keys.ts';
import { type Page, type PageRequest, readPage, readRange } from '../table/pages.ts';
import { type Table, wasWritten, writtenAs } from '../table/table.ts';
import type { TransactionWrite } from '../table/transaction.ts';

const READING = { index: 'worklist', order: 'oldest-first' } as const;

/** A change of the clocks, and one of the contract's zone, may add to what a closure lasts. */
const LONGEST_MS = (MOST_CLOSURE_DAYS + 2) * DAY_MS;

/** The part of the index with every closure that holds in a span, and some that ended before. */
const rangeOf = (table: Table, { from, to }: TimeSpan) => ({
  partition: closureAttributes(table.channelId, from).worklistDay,
  from: later(from, -LONGEST_MS),
  to,
});

/** Stores a new closure; `false` if there is one with this id. It is kept as long as the bookings of its last day. */
export async function createClosure(
  table: Table,
  closure: Closure,
  { retention }: Pick<Contract, 'retention'>,
): Promise<boolean> {
  const put = new PutCommand({
    TableName: table.name,
    Item: {
      ...closureKey(closure.closureId),
      type: 'closure',
      channelId: table.channelId,
      ...closure,
      ...closureAttributes(table.channelId, closure.startsAt),
      expiresAt: epochSeconds(later(closure.endsAt, retention.invitationDays * DAY_MS)),
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  });
  return wasWritten(table.client.send(put));
}

/** The closure as it is now (consistent read). */
export const findClosure = (table: Table, closureId: ClosureId): Promise<Closure | undefined> =>
  readAs(table, closureKey(closureId), Closure);

/** Those of the closures that are not gone, as they are now. */
async function withItems(table: Table, pks: readonly string[]): Promise<Map<string, Closure>> {
  const closures = [...(await readManyItems(table, pks))].map(([pk, item]) => [pk, Closure.parse(item)] as const);
  return new Map(closures.filter(([, { goneAt }]) => !goneAt));
}

/** All closures that hold at some time of a span and are not gone. The index may lag. */
export async function readClosures(table: Table, span: TimeSpan): Promise<Closure[]> {
  const rows = await readRange(table, READING, rangeOf(table, span));
  const pks = rows.map(({ position }) => position.pk);
  const closures = await withItems(table, pks);
  return [...closures.values()].filter(({ endsAt }) => endsAt > span.from);
}

/** A page of the closures that hold at some time of a span, in the order of their start. Others' rows are `undefined`. */
export async function listClosures(
  table: Table,
  span: TimeSpan,
  request: PageRequest,
): Promise<Page<Closure | undefined>> {
  const { rows, hasMore } = await readPage(table, READING, [[rangeOf(table, span)]], request);
  const pks = rows.map(({ position }) => position.pk);
  const closures = await withItems(table, pks);
  const shown = (pk: string) => {
    const closure = closures.get(pk);
    return closure && closure.endsAt > span.from ? closure : undefined;
  };
  return { rows: rows.map(({ position }) => ({ position, item: shown(position.pk) })), hasMore };
}

const NOT_REMOVED = 'attribute_exists(pk) AND attribute_not_exists(removedAt)';

/** Lets a transaction write only while nobody deletes the closure. */
export const unlessRemoved = ({ closureId }: Closure): TransactionWrite => ({
  check: { Key: closureKey(closureId), ConditionExpression: NOT_REMOVED },
});

function update(table: Table, closureId: ClosureId, expression: string, values: object, condition: string) {
  const command = new UpdateCommand({
    TableName: table.name,
    Key: closureKey(closureId),
    UpdateExpression: expression,
    ConditionExpression: condition,
    ExpressionAttributeValues: Object.fromEntries(Object.entries(values)),
    ReturnValues: 'ALL_NEW',
  });
  return writtenAs(table.client.send(command), Closure);
}

/** Notes the resources in whose days a closure is about to be written; `undefined` if somebody deletes it. */
export const extendClosure = (table: Table, { closureId }: Closure, resources: readonly ResourceId[]) =>
  update(
    table,
    closureId,
    'SET resources = :resources REMOVE appliedAt',
    { ':resources': [...resources] },
    NOT_REMOVED,
  );

/** Notes that all days have a closure; `undefined` if somebody deletes it. */
export const noteApplied = (table: Table, { closureId }: Closure, at: Instant) =>
  update(table, closureId, 'SET appliedAt = if_not_exists(appliedAt, :at)', { ':at': at }, NOT_REMOVED);

/** From now on no day gets the closure any more; `undefined` if there is none. Whoever was first is named. */
export const beginRemoval = (table: Table, closureId: ClosureId, { actor, at }: { actor: Actor; at: Instant }) =>
  update(
    table,
    closureId,
    'SET removedAt = if_not_exists(removedAt, :at), removedBy = if_not_exists(removedBy, :actor)',
    { ':at': at, ':actor': actor },
    'attribute_exists(pk)',
  );

/** Notes that no day has a closure any more, and takes it out of the list. */
export const noteGone = (table: Table, { closureId }: Closure, at: Instant) =>
  update(
    table,
    closureId,
    'SET goneAt = if_not_exists(goneAt, :at) REMOVE worklistDay, worklistAt',
    { ':at': at },
    'attribute_exists(removedAt)',
  );
