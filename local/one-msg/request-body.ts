import type { Context } from 'hono';
import { isJsonObject, parseJson } from '../../functions/shared/domain/text/json.ts';

/** The JSON object in a request's body; `undefined` for any other body. */
export async function readObject(c: Context): Promise<Record<string, unknown> | undefined> {
  const body = parseJson(await c.req.text());
  return isJsonObject(body) ? body : undefined;
}
