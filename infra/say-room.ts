import { LambdaClient, type LambdaClientConfig } from '@aws-sdk/client-lambda';
import { Annotations, type Stack } from 'aws-cdk-lib';
import { requestsWithin } from '../functions/shared/runtime/aws-requests.ts';
import { readFunctionsAtOnce, roomFor } from './account-room.ts';
import { ownRuns } from './constructs/own-runs.ts';

const REQUEST_TIMEOUT_MS = 3_000;

/** Has a deploy say whether the account has room for the stack. A limit that cannot be read stops nothing. */
export async function sayWhetherThereIsRoom(stack: Stack, config: LambdaClientConfig = {}): Promise<void> {
  const say = Annotations.of(stack);
  const client = new LambdaClient({ maxAttempts: 1, requestHandler: requestsWithin(REQUEST_TIMEOUT_MS), ...config });
  try {
    const limit = await readFunctionsAtOnce(client);
    if (limit === undefined) return;
    const { isEnough, says } = roomFor(ownRuns(stack), limit);
    if (isEnough) say.addInfoV2('appointment-flow:room', says);
    else say.addWarningV2('appointment-flow:no-room', says);
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'unknown error';
    const says = `How many functions the account runs at once could not be read (${reason}). "npm run channel -- doctor" looks again.`;
    say.addInfoV2('appointment-flow:room-unknown', says);
  }
}
