import type { Instant } from '../../domain/time/instant.ts';
import type { Table } from '../table/table.ts';

/**
 * The part of an update that makes the item what it is: for items that whoever comes first creates. `id` holds the
 * attributes that name it, beside its key.
 */
export function identity(table: Table, type: string, now: Instant, id: Record<string, string>) {
  const names = Object.keys(id);
  return {
    set: `SET #type = :type, channelId = :channelId, createdAt = if_not_exists(createdAt, :now), ${names
      .map((name) => `${name} = :${name}`)
      .join(', ')}`,
    names: { '#type': 'type' },
    values: {
      ':type': type,
      ':channelId': table.channelId,
      ':now': now,
      ...Object.fromEntries(names.map((name) => [`:${name}`, id[name]])),
    },
  };
}
