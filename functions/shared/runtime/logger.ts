import { Logger } from '@aws-lambda-powertools/logger';
import { sourceFrame } from './source-positions.ts';

/** One JSON line per remark. Nobody passes it a phone, a name, a token, a message id (it spells a phone) or a body. */
export const logger = new Logger();

/**
 * An unexpected error in a form that is safe to log: its name, where it happened, and what AWS said by code. Messages
 * of foreign errors are left out, because some quote their input.
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
