import type { MiddlewareObj } from '@middy/core';
import { describeError, logger } from './logger.ts';

/**
 * What Lambda is told of a run that failed: it logs the message and the stack of what a function throws. Only the plain
 * errors keep theirs, which is what this code throws itself. Those of parsers, of `fetch` and of AWS may quote what they
 * read, be it a secret, a form or a phone; of them only the name is told, and the rest is in our own line.
 */
function failureOfRun(error: Error): Error {
  if (Object.getPrototypeOf(error) === Error.prototype) return error;
  const failure = new Error('The run failed: its line "event failed" says where.');
  failure.name = error.name;
  failure.stack = `${failure.name}: ${failure.message}`;
  return failure;
}

/** The outermost part of every function that AWS calls by itself: log context, and one line for what went wrong. */
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
