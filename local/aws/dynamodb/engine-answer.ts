/** The answer to a request, exactly as it goes to the client. */
export type EngineAnswer = { status: number; headers: Record<string, string | number>; body: string };

export function jsonAnswer(status: number, content: object): EngineAnswer {
  const body = JSON.stringify(content);
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'content-length': Buffer.byteLength(body) };
  return { status, headers, body };
}

/** An error in the form DynamoDB gives it: the SDK makes of it an exception named after what follows the "#". */
export const errorAnswer = (status: number, type: string, message: string): EngineAnswer =>
  jsonAnswer(status, { __type: type, message });

/** What a request is answered that the table can never do. */
export const validationAnswer = (message: string): EngineAnswer =>
  errorAnswer(400, 'com.amazon.coral.validate#ValidationException', message);

/** What a failure on this side of the connection is answered with. The SDK tries again. */
export const failureAnswer = (error: unknown): EngineAnswer =>
  errorAnswer(
    500,
    'com.amazon.coral.service#InternalServerError',
    error instanceof Error ? error.message : 'The local table failed.',
  );
