import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { ConditionFailed, createOperations, noUsage } from '../growth/operations.ts';
import { createStoredTable, keyOf, type WireItem } from '../growth/stored-table.ts';

const CONDITION_FAILED = JSON.stringify({
  __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException',
  message: 'The conditional request failed',
});

/** A table in memory that answers each call after `latencyMs()`, as many calls at the same time as there are. */
export async function startWaitingTable(latencyMs: () => number) {
  let table = createStoredTable();
  let usage = noUsage();
  let answer = createOperations(table, usage).answer;
  const faults: unknown[] = [];

  function respond(operation: string, body: string): { status: number; text: string } {
    try {
      return { status: 200, text: answer(operation, body) };
    } catch (error) {
      if (error instanceof ConditionFailed) return { status: 400, text: CONDITION_FAILED };
      faults.push(error);
      return { status: 500, text: '{}' };
    }
  }

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    await wait(latencyMs());
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    const { status, text } = respond(operation, Buffer.concat(chunks).toString());
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(text);
  });
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    // A server listening on TCP has an AddressInfo; a string is only for pipes.
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Puts these items in the place of all others. */
    fill(items: WireItem[]): void {
      table = createStoredTable();
      for (const item of items) table.write(keyOf(item), item);
      usage = noUsage();
      answer = createOperations(table, usage).answer;
    },
    /** The calls since it was filled, by operation. */
    calls: (): Record<string, number> => usage.calls,
    /** How many items are due. Throws what went wrong in the table. */
    countDue(): number {
      if (faults.length > 0) throw faults[0];
      return [...table.keys()].filter((pk) => table.itemAt(pk)?.['dueAt'] !== undefined).length;
    },
    close(): void {
      server.close();
      server.closeAllConnections();
    },
  };
}
