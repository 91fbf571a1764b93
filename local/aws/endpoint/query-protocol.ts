import type { AwsAnswer } from './aws-answer.ts';

/** AWS's older services, SNS among them, take a form and answer in XML ("AWS query protocol"). */
export const QUERY_CONTENT_TYPE = 'application/x-www-form-urlencoded';

/** The action in a form (`Publish`), and its parameters, not yet nested. */
export function readQuery(form: string): { action: string; input: Record<string, string> } {
  const { Action: action = '', Version: _, ...input } = Object.fromEntries(new URLSearchParams(form));
  return { action, input };
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const element = (name: string, value: unknown): string =>
  `<${name}>${String(value).replace(/[&<>]/g, (character) => ESCAPES[character] ?? character)}</${name}>`;

/** An answer that the SDK can parse; all values of a body are texts. */
export function writeQueryAnswer(action: string, { status, body }: AwsAnswer): string {
  if (status >= 400) {
    const error = `${element('Code', body['__type'])}${element('Message', body['message'])}`;
    return `<ErrorResponse><Error><Type>Sender</Type>${error}</Error></ErrorResponse>`;
  }
  const result = Object.entries(body).map(([name, value]) => element(name, value));
  return `<${action}Response><${action}Result>${result.join('')}</${action}Result></${action}Response>`;
}
