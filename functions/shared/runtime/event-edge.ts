import type { MiddlewareObj } from '@middy/core';
import { describeError, logger } from './logger.ts';

/**
 * The error that Lambda logs with message and stack. Plain errors come from this code and stay unchanged. Errors of
 * parsers, `fetch` and AWS may quote a secret, a form or a phone, so only their name is kept. The line "event failed"
 * has the rest.
 */
function failureOfRun(error: Error): Error {
  if (Object.getPrototypeOf(error) === Error.prototype) return error;
  const failure = new Error('The run failed. Its log line "event failed" has the details.');
  failure.name = error.name;
  failure.stack = `${failure.name}: ${failure.message}`;
  return failure;
}

/** The outermost middleware of every function that AWS calls: log context, and one line for each error. */
export function eventEdge<Event, Answer>(): MiddlewareObj<Event, Answer> {
  return {
    before: ({ context }) => {
      logger.resetKeys();
      logger.addContext(context);
    },
    onError: (request) => {
      const { error } = request;
      logger.error('event failed', describeError(error));
      if (error) request.error = failureOfRun(error);
    },
  };
}
