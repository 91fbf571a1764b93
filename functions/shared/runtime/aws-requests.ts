/** The SDK retries a connection to AWS that takes longer. */
const CONNECTION_TIMEOUT_MS = 1_000;

/** The time-outs of one request of an AWS SDK client (ms). */
export type RequestTimeouts = {
  connectionTimeout: number;
  requestTimeout: number;
  socketTimeout: number;
  throwOnRequestTimeout: true;
};

/**
 * The time-outs of an AWS client's requests (ms). A request fails if its response does not begin within `withinMs` or
 * pauses that long, and the SDK repeats it up to the client's `maxAttempts`. Without `throwOnRequestTimeout` the SDK
 * only warns (https://github.com/smithy-lang/smithy-typescript, node-http-handler 4.4).
 */
export const requestsWithin = (withinMs: number, connectionTimeout = CONNECTION_TIMEOUT_MS): RequestTimeouts => ({
  connectionTimeout,
  requestTimeout: withinMs,
  socketTimeout: withinMs,
  throwOnRequestTimeout: true,
});
