import { expect, it } from 'vitest';
import { now } from '../../../functions/shared/domain/time/instant.ts';
import { nameEntry } from '../../../functions/shared/store/customer/name-keys.ts';
import { openTable } from '../../../functions/shared/store/table/table.ts';

it('an entry whose hashes cannot be made fails, and nothing of it fails later where nobody waits', async () => {
  const pseudonym = () => Promise.reject(new Error('The secret cannot be read.'));
  const table = { ...openTable('table', 'VID000000001'), pseudonym };
  await expect(nameEntry(table, { pk: 'chat#VID000000001#who' }, 'maria', now())).rejects.toThrow('The secret');
});
