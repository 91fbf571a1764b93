import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json, text } from 'node:stream/consumers';
import type { Outcome } from '../../../local/aws/lambda/function-process.ts';
import { LambdaError } from '../../../local/aws/lambda/protocol.ts';

const VERSION = '/2018-06-01/runtime';
const REQUEST_ID = '8476a536-e9f4-11e8-9739-2dfe598c3fcd';
const TRACE_ID = 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1';

type Waiting = { event: string; functionArn: string; timeoutMs: number };

/**
 * Lambda's side of a runtime, for one invocation at a time:
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function startRuntimeApi() {
  let next = Promise.withResolvers<Waiting>();
  let ended = Promise.withResolvers<Outcome>();

  async function give(response: ServerResponse): Promise<void> {
    const { event, functionArn, timeoutMs } = await next.promise;
    next = Promise.withResolvers();
    response.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': REQUEST_ID,
      'lambda-runtime-deadline-ms': String(Date.now() + timeoutMs),
      'lambda-runtime-invoked-function-arn': functionArn,
      'lambda-runtime-trace-id': TRACE_ID,
    });
    response.end(event);
  }

  const failed = async (request: IncomingMessage) => ({
    ok: false as const,
    error: LambdaError.parse(await json(request)),
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === `${VERSION}/invocation/next`) return give(response);
    if (request.url === `${VERSION}/invocation/${REQUEST_ID}/response`)
      ended.resolve({ ok: true, result: await text(request) });
    else if (request.url?.endsWith('/error')) ended.resolve(await failed(request));
    response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}');
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => ended.reject(error));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  // A server on a port has an address with it.
  const { port } = server.address() as AddressInfo;

  return {
    /** What `AWS_LAMBDA_RUNTIME_API` is for the client. */
    address: `127.0.0.1:${port}`,
    /** Gives the client an event, and resolves with what came of it; also where the client did not even start. */
    async invoke(waiting: Waiting): Promise<Outcome> {
      next.resolve(waiting);
      const outcome = await ended.promise;
      ended = Promise.withResolvers();
      return outcome;
    },
    /** The client is gone: what it was given comes to nothing. */
    end: (errorMessage: string) =>
      ended.resolve({ ok: false, error: { errorType: 'Runtime.ExitError', errorMessage } }),
    close(): void {
      server.close();
      server.closeAllConnections();
    },
  };
}
