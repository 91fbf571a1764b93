import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod/mini';
import { readRequest } from '../domain/malformed.ts';

/** Reads what stands behind the question mark by its schema. Throws Refusal `malformed`, naming each parameter. */
export const readQuery = <Query>(
  schema: z.ZodMiniType<Query>,
  { queryStringParameters }: APIGatewayProxyEventV2,
): Query => readRequest(schema, queryStringParameters ?? {});
