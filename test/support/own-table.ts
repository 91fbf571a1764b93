import { afterAll, inject, vi } from 'vitest';
import { type CustomerTable, openTable } from '../../functions/shared/store/table/table.ts';
import { startTableEngine } from '../../local/aws/dynamodb/table-engine.ts';
import { answerDirectly } from './direct-requests.ts';

/**
 * An empty table for a test file about the store alone, and a way to open it for a channel. Call it where tests are
 * declared.
 */
export async function startOwnTable(): Promise<(channelId: string) => CustomerTable> {
  const { tableName } = inject('table');
  const engine = await startTableEngine({ table: inject('table'), now: () => new Date() });
  const useConnections = answerDirectly(engine.endpoint, engine.ask);
  afterAll(async () => {
    useConnections();
    await engine.close();
  });
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', engine.endpoint);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  return (channelId) => ({ ...openTable(tableName, channelId), pseudonym: async (address) => `hash of ${address}` });
}
