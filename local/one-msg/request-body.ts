import type { Context } from 'hono';
import { isJsonObject, parseJson } from '../../functions/shared/domain/text/json.ts';

/** The JSON object a request carries, `undefined` where it carries something else. */
export async function readObject(c: Context): Promise<Record<string, unknown> | undefined> {
  const body = parseJson(await c.req.text());
  return isJsonObject(body) ? body : undefined;
}
