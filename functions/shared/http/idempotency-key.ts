import type { APIGatewayProxyEventHeaders } from 'aws-lambda';
import { faultsOf } from '../domain/field-faults.ts';
import type { RequestKey } from '../domain/invitation/invitation-id.ts';
import { IdempotencyKey } from '../domain/invitation/invitation-request.ts';
import { malformed } from '../domain/malformed.ts';

/** The caller's `Idempotency-Key`, if there is one. Throws Refusal `malformed` if it cannot serve as a key. */
export function idempotencyKey(headers: APIGatewayProxyEventHeaders): RequestKey | undefined {
  const header = headers['idempotency-key'];
  if (header === undefined) return undefined;
  const parsed = IdempotencyKey.safeParse(header);
  if (parsed.success) return { kind: 'idempotency-key', value: parsed.data };
  throw malformed(...faultsOf(parsed.error).map(({ rule }) => ({ field: 'Idempotency-Key', rule })));
}
