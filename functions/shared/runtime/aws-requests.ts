/** A connection to AWS is there within this, or is tried anew. */
const CONNECTION_TIMEOUT_MS = 1_000;

/** How long a client of the AWS SDK waits for one request. */
export type RequestTimeouts = {
  connectionTimeout: number;
  requestTimeout: number;
  socketTimeout: number;
  throwOnRequestTimeout: true;
};

/**
 * The time-outs of an AWS client's requests (ms): an answer that has not begun within `withinMs`, or then pauses for so
 * long, is given up, and the SDK repeats the request as often as its client may. Without `throwOnRequestTimeout` the SDK
 * only warns (https://github.com/smithy-lang/smithy-typescript, node-http-handler 4.4).
 */
export const requestsWithin = (withinMs: number, connectionTimeout = CONNECTION_TIMEOUT_MS): RequestTimeouts => ({
  connectionTimeout,
  requestTimeout: withinMs,
  socketTimeout: withinMs,
  throwOnRequestTimeout: true,
});
