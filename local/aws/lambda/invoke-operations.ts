import { isJsonObject, parseJson } from '../../../functions/shared/domain/text/json.ts';
import { type AwsAnswer, awsError } from '../endpoint/aws-answer.ts';
import type { AwsOperation } from '../endpoint/aws-endpoint.ts';
import type { FunctionPool } from './function-pool.ts';

async function invoke({ definition: { label }, invoke: run }: FunctionPool, event: unknown): Promise<AwsAnswer> {
  const outcome = await run(event);
  if (!outcome.ok) return awsError(500, 'ServiceException', `The function ${label} failed: see its log.`);
  const body = parseJson(outcome.result);
  if (isJsonObject(body)) return { status: 200, body };
  return awsError(501, 'NotServedLocally', `The function ${label} answers no object.`);
}

/** Lambda's Invoke for every function of the stack that answers an object, by its label in the place of its name. */
export const createInvokeOperations = (pools: Iterable<FunctionPool>): Record<string, AwsOperation> =>
  Object.fromEntries(
    [...pools].map((pool) => [
      `POST /2015-03-31/functions/${pool.definition.label}/invocations (lambda)`,
      (event) => invoke(pool, event),
    ]),
  );
