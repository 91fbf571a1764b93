import { createServer, type IncomingMessage } from 'node:http';
import { closeServer, listen } from '../../http/listen.ts';
import { readBody } from '../../http/read-body.ts';
import { type AwsAnswer, awsError } from './aws-answer.ts';
import { QUERY_CONTENT_TYPE, readQuery, writeQueryAnswer } from './query-protocol.ts';

/** One operation of an AWS service. It takes the request's JSON and never rejects because of bad input. */
export type AwsOperation = (input: unknown) => Promise<AwsAnswer>;

/** The endpoint that the functions' AWS SDK calls for every service except DynamoDB. */
export type AwsEndpoint = {
  address: string;
  close(boundMs: number): Promise<void>;
};

const LARGEST_REQUEST_BYTES = 16 * 1024 * 1024;

/** The HTTP response, in the protocol of the request. */
type WrittenAnswer = { status: number; contentType: string; text: string };

const inJson = ({ status, body }: AwsAnswer): WrittenAnswer => ({
  status,
  contentType: 'application/x-amz-json-1.1',
  text: JSON.stringify(body),
});

const inXml = (action: string, answer: AwsAnswer): WrittenAnswer => ({
  status: answer.status,
  contentType: 'text/xml',
  text: writeQueryAnswer(action, answer),
});

/**
 * Starts the endpoint.
 * @param operations by their target in AWS's JSON protocol (`AWSEvents.PutEvents`), or by service and action in the
 * query protocol (`sns.Publish`)
 * @param onUnknown receives one sentence for every call to an operation that is not in `operations`
 */
export async function startAwsEndpoint(
  operations: Readonly<Record<string, AwsOperation>>,
  onUnknown: (sentence: string) => void,
): Promise<AwsEndpoint> {
  function answer(call: string, input: unknown): Promise<AwsAnswer> {
    const operation = operations[call];
    if (operation) return operation(input);
    const sentence = `The local runner does not serve the AWS call ${call}.`;
    onUnknown(sentence);
    return Promise.resolve(awsError(501, 'NotServedLocally', sentence));
  }

  async function serve(message: IncomingMessage): Promise<WrittenAnswer> {
    const text = String((await readBody(message, LARGEST_REQUEST_BYTES)) ?? '');
    if (message.headers['content-type']?.startsWith(QUERY_CONTENT_TYPE)) {
      const { action, input } = readQuery(text);
      return inXml(action, await answer(`${serviceOf(message)}.${action}`, input));
    }
    return inJson(await answer(nameOfCall(message), JSON.parse(text || 'null')));
  }

  const server = createServer((message, response) => {
    void serve(message)
      .catch((error: unknown) => inJson(awsError(500, 'InternalFailure', String(error))))
      .then(({ status, contentType, text }) => {
        // As in the table's endpoint: the SDK would correct for the stack's clock where it differs from the machine's.
        response.sendDate = false;
        response.writeHead(status, { 'content-type': contentType });
        response.end(text);
      });
  });
  const address = await listen(server, 0);
  return { address, close: (boundMs) => closeServer(server, boundMs) };
}

/** The service in the request's signature. */
function serviceOf({ headers }: IncomingMessage): string {
  const [, service = 'unknown service'] =
    /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  return service;
}

/** The operation of a call: its target, or else its request line and the service in its signature. */
function nameOfCall(message: IncomingMessage): string {
  const { headers, method, url } = message;
  const target = headers['x-amz-target'];
  return target === undefined ? `${method} ${url?.split('?')[0]} (${serviceOf(message)})` : String(target);
}
