import * as z from 'zod/mini';

type Issue = z.core.$ZodIssue;

const { localeError } = z.locales.en();

export type Parsed<T> = { ok: true; value: T } | { ok: false; fault: string };

/** Parses foreign input. An error is one line that names the first invalid field and the rule, never the value. */
export function parseInput<S extends z.ZodMiniType>(schema: S, input: unknown): Parsed<z.output<S>> {
  const { success, data, error } = schema.safeParse(input, { error: localeError, reportInput: false });
  return success ? { ok: true, value: data } : { ok: false, fault: describeIssue(error) };
}

/** An issue's path in readable form: `Targets.0.Arn`. */
function pathOf({ path }: Issue, ...further: string[]): string {
  return [...path, ...further].map(String).join('.') || 'the value';
}

/** A schema's first issue in words: the field and the rule. */
export function describeIssue(error: z.core.$ZodError): string {
  const [issue] = error.issues;
  if (!issue) return 'it is not of the expected form';
  switch (issue.code) {
    case 'unrecognized_keys':
      return `${pathOf(issue, issue.keys[0] ?? '')} is not known`;
    case 'invalid_type':
      return `${pathOf(issue)} must be ${issue.expected}`;
    case 'invalid_value':
      return `${pathOf(issue)} must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    default:
      return `${pathOf(issue)}: ${issue.message}`;
  }
}
