import type * as z from 'zod/mini';
import type { FieldFault } from './delivery/refusal.ts';

type Issue = z.core.$ZodIssue;

/** The words for what a schema does not say itself. */
type FaultWording = { root: string; unknownField: string; missing?: string };
const HTTP_WORDING: FaultWording = { root: '(body)', unknownField: 'is not a known field' };

function ruleOf(issue: Issue, { missing = '' }: FaultWording): string {
  const isMissing = (issue.code === 'invalid_type' || issue.code === 'invalid_value') && issue.input === undefined;
  if (issue.message !== 'Invalid input') return isMissing ? `${missing}${issue.message}` : issue.message;
  if (issue.code === 'invalid_type') return `must be ${issue.expected === 'object' ? 'an object' : issue.expected}`;
  return 'is not valid';
}

/** Every fault a schema found, each naming the field and the rule it broke; never the value. */
export function faultsOf(error: z.core.$ZodError, wording = HTTP_WORDING): FieldFault[] {
  const fieldOf = (path: PropertyKey[]) => path.map(String).join('.') || wording.root;
  return error.issues.flatMap((issue): FieldFault[] => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ field: fieldOf([...issue.path, key]), rule: wording.unknownField }));
    const found = issue.code === 'invalid_key' ? issue.issues : [issue];
    return found.map((one) => ({ field: fieldOf(issue.path), rule: ruleOf(one, wording) }));
  });
}
