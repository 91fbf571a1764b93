import { ChannelError } from '../functions/shared/provider/channel-error.ts';
import { EXIT, type ExitCode, VerbFailure } from './exit-codes.ts';

/** A failure for display: one sentence, and the exit code. */
export type DescribedFailure = { sentence: string; exitCode: ExitCode };

const NOT_LOGGED_IN = new Set([
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'SignatureDoesNotMatch',
]);
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'TimeoutError']);

const DENIED = new Set(['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation']);

/** Whether AWS knows who asks, and does not let them do it. */
export const isDenied = (error: unknown): boolean => error instanceof Error && DENIED.has(error.name);

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

function sentenceFor(error: Error): string {
  if (error instanceof ChannelError) {
    const remedy = error.fault === 'credentials' ? ' Put the right one with "npm run channel -- set-token".' : '';
    return `${error.message}${remedy}`;
  }
  if (NOT_LOGGED_IN.has(error.name)) {
    return 'AWS does not accept your credentials, or there are none: log in (for example with "aws sso login") or choose a profile with --profile.';
  }
  if (NOT_CONNECTED.has(codeOf(error))) {
    return 'No connection: check that this machine is online and, with --local, that the local stack is running.';
  }
  return error.message;
}

/** Any error as one sentence without a stack trace. */
export function describeFailure(error: unknown): DescribedFailure {
  if (error instanceof VerbFailure) return { sentence: error.message, exitCode: error.exitCode };
  const sentence = error instanceof Error ? sentenceFor(error) : String(error);
  return { sentence: sentence.replace(/\s*\n\s*/g, ' '), exitCode: EXIT.failed };
}
