import { HttpResponse } from '@smithy/core/protocols';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { vi } from 'vitest';
import type { TableEngine } from '../../local/aws/dynamodb/table-engine.ts';
import type { TableModel } from './table-model.ts';

/** How a request gets to the table, and its answer back. */
export type Ask = TableEngine['ask'];

/** `PutItem`, `UpdateItem`, … */
export const operationOf = ({ headers }: Parameters<Ask>[0]): string =>
  String(headers['x-amz-target']).split('.').at(-1) ?? '';

/** What the SDK makes of a connection that ended without an answer. */
export const brokenConnection = (): Error =>
  Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' });

/**
 * What lies between the functions and the table: requests pass through it in this process, or over a connection. Or it is a
 * model in the table's place.
 */
export type Line = { between(ask: Ask): Ask } | { open(endpoint: string): Promise<string> } | TableModel;

/** The body of a request: the SDK gives bytes, and warns whoever takes them for text. */
const textOf = (body: unknown): string =>
  body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body ?? '');

/**
 * Has the SDK's requests to an address answered in this process: a connection costs a sixth of a call or more.
 * Returns how to end that.
 */
export function answerDirectly(address: string, ask: Ask): () => void {
  const { hostname, port } = new URL(address);
  const overAConnection = NodeHttpHandler.prototype.handle;
  const spy = vi.spyOn(NodeHttpHandler.prototype, 'handle').mockImplementation(async function (
    this: NodeHttpHandler,
    request,
    options,
  ) {
    if (request.hostname !== hostname || request.port !== Number(port)) {
      return overAConnection.call(this, request, options);
    }
    const { method, headers } = request;
    const { status, headers: told, body } = await ask({ method, headers, body: textOf(request.body) });
    const texts = Object.entries(told).map(([name, value]) => [name.toLowerCase(), String(value)]);
    const response = new HttpResponse({
      statusCode: status,
      headers: Object.fromEntries(texts),
      body: Buffer.from(body),
    });
    return { response };
  });
  return () => spy.mockRestore();
}
