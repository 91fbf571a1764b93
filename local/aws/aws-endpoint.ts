import { createServer, type IncomingMessage } from 'node:http';
import { closeServer, listen } from '../http/listen.ts';
import { readBody } from '../http/read-body.ts';
import { type AwsAnswer, awsError } from './aws-answer.ts';

/** One operation of an AWS service: takes the request's JSON, never rejects for bad input. */
export type AwsOperation = (input: unknown) => Promise<AwsAnswer>;

/** The address the functions' AWS SDK talks to for everything but the table. */
export type AwsEndpoint = {
  address: string;
  close(boundMs: number): Promise<void>;
};

const LARGEST_REQUEST_BYTES = 16 * 1024 * 1024;

/**
 * Starts the endpoint.
 * @param operations by their target in AWS's JSON protocol: `AWSEvents.PutEvents`
 * @param onUnknown told, in a sentence, of every call to something that is not among them
 */
export async function startAwsEndpoint(
  operations: Readonly<Record<string, AwsOperation>>,
  onUnknown: (sentence: string) => void,
): Promise<AwsEndpoint> {
  async function answer(message: IncomingMessage): Promise<AwsAnswer> {
    const body = await readBody(message, LARGEST_REQUEST_BYTES);
    const operation = operations[String(message.headers['x-amz-target'])];
    if (!operation) {
      const sentence = `The local runner does not serve ${describeCall(message)}.`;
      onUnknown(sentence);
      return awsError(501, 'NotServedLocally', sentence);
    }
    return operation(JSON.parse(String(body ?? 'null')));
  }

  const server = createServer((message, response) => {
    void answer(message)
      .catch((error: unknown) => awsError(500, 'InternalFailure', String(error)))
      .then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
        response.end(JSON.stringify(body));
      });
  });
  const address = await listen(server, 0);
  return { address, close: (boundMs) => closeServer(server, boundMs) };
}

/** Which call this is: by its target, else by the service it is signed for. */
function describeCall({ headers, method, url }: IncomingMessage): string {
  const target = headers['x-amz-target'];
  if (target !== undefined) return `the AWS call ${String(target)}`;
  const [, service = 'unknown service'] =
    /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  return `the AWS call ${method} ${url?.split('?')[0]} (${service})`;
}
