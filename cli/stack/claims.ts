import { InvokeCommand, LambdaClient, type LambdaClientConfig } from '@aws-sdk/client-lambda';
import { parseJson } from '../../functions/shared/domain/text/json.ts';
import { type RebuildRequest, RebuiltPage } from '../../functions/shared/operations/claims/rebuild-claims.ts';
import { VerbFailure } from '../exit-codes.ts';

/** Asks the stack for one page of the rebuild. Throws AWS's errors, or VerbFailure if the function failed. */
export type RebuildPage = (request: RebuildRequest) => Promise<RebuiltPage>;

/** The stack's own function works on its table, so that whoever runs the command needs to invoke it, and no more. */
export function createRebuild(config: LambdaClientConfig, FunctionName: string): RebuildPage {
  const lambda = new LambdaClient(config);
  return async (request) => {
    const { Payload } = await lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(request) }));
    const { data } = RebuiltPage.safeParse(parseJson(Payload?.transformToString() ?? ''));
    if (data) return data;
    throw new VerbFailure('The function rebuild-claims failed: read its log, then run this again.');
  };
}
