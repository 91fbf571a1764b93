import { CustomerExport } from '../../../../functions/shared/http/answers/customers.ts';
import type { Connection } from '../../../ui/connection.ts';
import type { CustomerKey } from '../customer-key.ts';

/** All that is kept about one customer, from its parts. */
export async function readExport(api: Connection, key: CustomerKey): Promise<CustomerExport['items']> {
  const items: CustomerExport['items'] = [];
  let cursor: string | undefined;
  do {
    const part = await api.get(CustomerExport, '/customers/export', { ...key, cursor });
    items.push(...part.items);
    cursor = part.cursor;
  } while (cursor !== undefined);
  return items;
}
