import { createServer, type IncomingMessage } from 'node:http';
import { closeServer, listen } from '../../http/listen.ts';
import { readBody } from '../../http/read-body.ts';
import { type AwsAnswer, awsError } from './aws-answer.ts';
import { QUERY_CONTENT_TYPE, readQuery, writeQueryAnswer } from './query-protocol.ts';

/** One operation of an AWS service: takes the request's JSON, never rejects for bad input. */
export type AwsOperation = (input: unknown) => Promise<AwsAnswer>;

/** The address the functions' AWS SDK talks to for everything but the table. */
export type AwsEndpoint = {
  address: string;
  close(boundMs: number): Promise<void>;
};

const LARGEST_REQUEST_BYTES = 16 * 1024 * 1024;

/** What is sent back: the answer in the words of the protocol that was spoken. */
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
 * @param operations by their target in AWS's JSON protocol, `AWSEvents.PutEvents`, or by service and action where AWS
 * takes a form: `sns.Publish`
 * @param onUnknown told, in a sentence, of every call to something that is not among them
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
        // As the table's endpoint: the stack's clock may differ from the machine's, which the SDK would correct.
        response.sendDate = false;
        response.writeHead(status, { 'content-type': contentType });
        response.end(text);
      });
  });
  const address = await listen(server, 0);
  return { address, close: (boundMs) => closeServer(server, boundMs) };
}

/** The service a call is signed for. */
function serviceOf({ headers }: IncomingMessage): string {
  const [, service = 'unknown service'] =
    /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  return service;
}

/** Which call this is: its target, else its line and the service it is signed for. */
function nameOfCall(message: IncomingMessage): string {
  const { headers, method, url } = message;
  const target = headers['x-amz-target'];
  return target === undefined ? `${method} ${url?.split('?')[0]} (${serviceOf(message)})` : String(target);
}
