import { Logger } from '@aws-lambda-powertools/logger';
import { sourceFrame } from './source-positions.ts';

/** Writes one JSON line per call. Never log a phone, a name, a token, a message id (it contains a phone) or a body. */
export const logger = new Logger();

/**
 * An unexpected error in a form that is safe to log: its name, its stack and AWS's metadata, without its message, which
 * may quote the input.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  const at = error.stack
    ?.split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 8)
    .map(sourceFrame);
  const metadata = '$metadata' in error ? error.$metadata : undefined;
  return {
    error: error.name,
    at,
    ...(metadata !== undefined && { metadata }),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
    ...(error instanceof AggregateError && { errors: error.errors.slice(0, 5).map(describeError) }),
  };
}
