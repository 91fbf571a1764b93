import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { Refusal } from '../domain/delivery/refusal.ts';
import { type Json, parseJson } from '../domain/text/json.ts';

/** What a caller of the API may send, in bytes. */
const BODY_LIMIT_BYTES = 256 * 1024;

/** The body as text, whichever way the gateway handed it on; empty if there is none. */
export function bodyText({ body, isBase64Encoded }: APIGatewayProxyEventV2): string {
  return isBase64Encoded ? Buffer.from(body ?? '', 'base64').toString('utf8') : (body ?? '');
}

/** The API's body as JSON. Throws Refusal `too-large` or `not-json`. */
export function jsonBody(event: APIGatewayProxyEventV2): Json {
  const text = bodyText(event);
  if (Buffer.byteLength(text) > BODY_LIMIT_BYTES) throw new Refusal('too-large', 'The body may have 256 KB at most.');
  const json = parseJson(text);
  if (json === undefined) throw new Refusal('not-json', 'The body must be JSON.');
  return json;
}

/** The API's body as JSON, or an empty object where there is none but white space or a byte-order mark. Throws Refusal `too-large` or `not-json`. */
export const optionalJsonBody = (event: APIGatewayProxyEventV2): Json =>
  bodyText(event).trim() === '' ? {} : jsonBody(event);

/** A JSON answer that nobody may keep. `Body` ties it to the documented schema where the value's own type does not. */
export function jsonAnswer<Body>(statusCode: number, value: Body): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(value),
  };
}
