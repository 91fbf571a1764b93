import * as z from 'zod/mini';

const { localeError } = z.locales.en();

export type Parsed<T> = { ok: true; value: T } | { ok: false; fault: string };

/** Parses foreign input; a fault is one line that names the first wrong field and the rule, never the value. */
export function parseInput<S extends z.ZodMiniType>(schema: S, input: unknown): Parsed<z.output<S>> {
  const result = schema.safeParse(input, { error: localeError, reportInput: false });
  if (result.success) return { ok: true, value: result.data };
  const [issue] = result.error.issues;
  const path = issue?.path.map(String).join('.');
  const rule = issue?.message ?? 'is not valid';
  return { ok: false, fault: path ? `${path}: ${rule}` : rule };
}

/** The JSON value a text holds, or `undefined` where it is not JSON (JSON itself cannot say `undefined`). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a value is a JSON object: the only body the provider's methods take. */
export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
