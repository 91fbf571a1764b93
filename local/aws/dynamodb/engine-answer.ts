/** The answer to a request, exactly as it goes to the client. */
export type EngineAnswer = { status: number; headers: Record<string, string | number>; body: string };

/** An error in the form DynamoDB gives it: the SDK makes of it an exception named after what follows the "#". */
export function errorAnswer(status: number, type: string, message: string): EngineAnswer {
  const body = JSON.stringify({ __type: type, message });
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'content-length': Buffer.byteLength(body) };
  return { status, headers, body };
}

/** What a failure on this side of the connection is answered with. The SDK tries again. */
export const failureAnswer = (error: unknown): EngineAnswer =>
  errorAnswer(
    500,
    'com.amazon.coral.service#InternalServerError',
    error instanceof Error ? error.message : 'The local table failed.',
  );
