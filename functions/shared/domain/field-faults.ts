import type * as z from 'zod/mini';
import type { FieldFault } from './delivery/refusal.ts';

type Issue = z.core.$ZodIssue;

function ruleOf(issue: Issue): string {
  if (issue.message !== 'Invalid input') return issue.message;
  if (issue.code === 'invalid_type') return `must be ${issue.expected === 'object' ? 'an object' : issue.expected}`;
  return 'is not valid';
}

const fieldOf = (path: PropertyKey[]) => path.map(String).join('.') || '(body)';

/** Every fault a schema found, each naming the field and the rule it broke; never the value. */
export function faultsOf(error: z.core.$ZodError): FieldFault[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ field: fieldOf([...issue.path, key]), rule: 'is not a known field' }))
      : [{ field: fieldOf(issue.path), rule: ruleOf(issue) }],
  );
}
