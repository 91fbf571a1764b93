import * as z from 'zod/mini';

/** The HTTP response to the client. */
export type HttpAnswer = {
  status: number;
  headers: Record<string, string | string[]>;
  body: string | Buffer;
};

const StructuredResponse = z.object({
  statusCode: z.coerce.number().check(z.gte(100), z.lte(599)),
  headers: z.nullish(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
  cookies: z.nullish(z.array(z.string())),
  body: z.nullish(z.string()),
  isBase64Encoded: z.nullish(z.boolean()),
});

/** API Gateway's own answer: `{"message": "Not Found"}`. */
export function gatewayAnswer(status: number, message: string): HttpAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message }) };
}

function hasStatusCode(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'statusCode' in result;
}

/**
 * The HTTP response for a function's result (payload format 2.0). A result without a status code becomes the body of a
 * 200. Undefined if a structured response is malformed.
 */
export function readResponse(json: string): HttpAnswer | undefined {
  const result: unknown = JSON.parse(json);
  if (!hasStatusCode(result)) {
    const body = typeof result === 'string' ? result : json;
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  }
  const parsed = StructuredResponse.safeParse(result);
  if (!parsed.success) return undefined;
  const { statusCode: status, headers, cookies, body, isBase64Encoded } = parsed.data;
  const given = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...Object.fromEntries(given),
      ...(cookies && cookies.length > 0 && { 'set-cookie': cookies }),
    },
    body: isBase64Encoded ? Buffer.from(body ?? '', 'base64') : (body ?? ''),
  };
}
