import { isJsonObject, parseJson } from '../../../functions/shared/domain/text/json.ts';
import { type AwsAnswer, awsError } from '../endpoint/aws-answer.ts';
import type { AwsOperation } from '../endpoint/aws-endpoint.ts';
import type { FunctionPool } from './function-pool.ts';

/** As in Lambda, a function that failed is no error of the call: its error is what it answers. */
async function invoke({ definition: { label }, invoke: run }: FunctionPool, event: unknown): Promise<AwsAnswer> {
  const outcome = await run(event);
  if (!outcome.ok) return { status: 200, body: { ...outcome.error } };
  const body = parseJson(outcome.result);
  if (isJsonObject(body)) return { status: 200, body };
  return awsError(501, 'NotServedLocally', `The function ${label} answers no object.`);
}

/** Lambda's Invoke for every function of the stack that answers an object, by its label in the place of its name, or by its ARN. */
export const createInvokeOperations = (pools: Iterable<FunctionPool>): Record<string, AwsOperation> =>
  Object.fromEntries(
    [...pools].flatMap((pool) =>
      [pool.definition.label, encodeURIComponent(pool.definition.arn)].map((name) => [
        `POST /2015-03-31/functions/${name}/invocations (lambda)`,
        (event: unknown) => invoke(pool, event),
      ]),
    ),
  );
