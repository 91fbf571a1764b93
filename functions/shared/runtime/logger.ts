import { Logger } from '@aws-lambda-powertools/logger';
import type { InvitationId } from '../domain/invitation/invitation-id.ts';
import { LineFormatter } from './line-formatter.ts';
import { idsOfPart } from './log-part.ts';
import { sourceFrame } from './source-positions.ts';

/** Writes one JSON line per call. Never log a phone, a name, a token, a message id (it contains a phone) or a body. */
export const logger = new Logger({ logFormatter: new LineFormatter() });

/** Adds the invitation to all further lines of this part of the run, or of the whole run where it has no parts. */
export function noteInvitation(invitationId: InvitationId): void {
  const ids = idsOfPart();
  if (ids) ids['invitationId'] = invitationId;
  else logger.appendKeys({ invitationId });
}

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
