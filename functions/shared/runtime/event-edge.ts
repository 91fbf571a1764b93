import type { MiddlewareObj } from '@middy/core';
import { describeError, logger } from './logger.ts';

/** The outermost part of every function that AWS calls by itself: log context, and one line for what went wrong. */
export function eventEdge<Event, Answer>(): MiddlewareObj<Event, Answer> {
  return {
    before: ({ context }) => {
      logger.resetKeys();
      logger.addContext(context);
    },
    onError: ({ error }) => {
      logger.error('event failed', describeError(error));
    },
  };
}
