import type { DynamoDBClient, ServiceInputTypes, ServiceOutputTypes } from '@aws-sdk/client-dynamodb';
import { setFeature } from '@aws-sdk/core/client';
import { HttpRequest } from '@smithy/core/protocols';
import type { BuildMiddleware, Command, InitializeHandler, SerializeHandler, SerializeMiddleware } from '@smithy/types';

type Config = DynamoDBClient['config'];
/** A command of the plain client. All that tells two of a kind apart is their input. */
type PlainCommand = Command<ServiceInputTypes, ServiceInputTypes, ServiceOutputTypes, ServiceOutputTypes, Config>;

/** An AttributeValue has in memory the form it has on the wire, but for its bytes, which travel as base64. */
function onTheWire(this: Record<string, unknown>, name: string, value: unknown): unknown {
  // Not `value`: a Buffer would have become an array of numbers already.
  const held = this[name];
  if (!(held instanceof Uint8Array)) return value ?? undefined;
  return Buffer.from(held.buffer, held.byteOffset, held.byteLength).toString('base64');
}

/** The same request with another body. Whoever sends it may change its headers. */
function withBody(request: HttpRequest, body: Buffer): HttpRequest {
  return new HttpRequest({ ...request, headers: { ...request.headers, 'content-length': String(body.length) }, body });
}

/**
 * Sends commands of a table's client without making again what is the same for every request of a kind: the chain of
 * middleware, the endpoint, the credentials chosen, the headers and the signer. The first request of a kind goes all the
 * way and is remembered as it was before it got its trace, its number and its signature; from there on the next ones go
 * the SDK's own way too, with its retries, its answers and its errors. What is in force must therefore be so for as long
 * as the process: one region, one endpoint, the environment's credentials, and tables called by their names.
 */
export function preparedRequests({ config, middlewareStack }: DynamoDBClient) {
  const handlers = new Map<unknown, InitializeHandler<ServiceInputTypes, ServiceOutputTypes>>();
  const prepared = new WeakMap<object, SerializeHandler<ServiceInputTypes, ServiceOutputTypes>>();

  const { signer } = config;
  let itsSigner: ReturnType<typeof signer> | undefined;
  config.signer = (scheme) => (itsSigner ??= signer(scheme));

  const usePrepared: SerializeMiddleware<ServiceInputTypes, ServiceOutputTypes> = (next, context) => {
    // What the document client says of itself in the user agent.
    setFeature(context, 'DDB_MAPPER', 'd');
    return (args) => (prepared.get(context) ?? next)(args);
  };
  const remember: BuildMiddleware<ServiceInputTypes, ServiceOutputTypes> = (next, context) => (args) => {
    if (!HttpRequest.isInstance(args.request)) return next(args);
    const request = HttpRequest.clone(args.request);
    prepared.set(context, ({ input }) =>
      next({ input, request: withBody(request, Buffer.from(JSON.stringify(input, onTheWire))) }),
    );
    return next(args);
  };
  middlewareStack.add(usePrepared, { name: 'usePrepared', step: 'serialize', priority: 'high' });
  middlewareStack.addRelativeTo(remember, {
    name: 'remember',
    relation: 'before',
    toMiddleware: 'recursionDetectionMiddleware',
  });

  /** Sends a command with another input than it was made with. Throws what the client throws. */
  return async (command: PlainCommand, input: ServiceInputTypes): Promise<ServiceOutputTypes> => {
    const handler = handlers.get(command.constructor) ?? command.resolveMiddleware(middlewareStack, config, undefined);
    handlers.set(command.constructor, handler);
    return (await handler({ input })).output;
  };
}
