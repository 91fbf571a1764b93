import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod/mini';
import { Refusal } from '../domain/delivery/refusal.ts';
import { faultsOf } from '../domain/field-faults.ts';

/** Reads what stands behind the question mark by its schema. Throws Refusal `malformed`, naming each parameter. */
export function readQuery<Query>(
  schema: z.ZodMiniType<Query>,
  { queryStringParameters }: APIGatewayProxyEventV2,
): Query {
  const { data, error } = schema.safeParse(queryStringParameters ?? {});
  if (error) throw new Refusal('malformed', 'The request is malformed.', { faults: faultsOf(error) });
  return data;
}
