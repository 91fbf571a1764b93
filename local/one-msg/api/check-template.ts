import * as z from 'zod/mini';

/** Limits of WhatsApp for a template: docs/provider.md, section 1. */
const BODY_LIMIT = 1024;
const LABEL_LIMIT = 25;
const BUTTONS_AT_MOST = 10;

const Button = z.object({
  type: z.enum(['QUICK_REPLY', 'FLOW']),
  text: z.string().check(z.minLength(1, 'must not be empty'), z.maxLength(LABEL_LIMIT)),
  flow_id: z.optional(z.string()),
  flow_action: z.optional(z.enum(['navigate', 'data_exchange'])),
  navigate_screen: z.optional(z.string()),
});
const Body = z.object({
  type: z.literal('BODY'),
  text: z.string().check(z.minLength(1, 'must not be empty'), z.maxLength(BODY_LIMIT)),
  example: z.optional(z.object({ body_text: z.tuple([z.array(z.string())]) })),
});
const Buttons = z.object({
  type: z.literal('BUTTONS'),
  buttons: z.array(Button).check(z.minLength(1, 'must not be empty'), z.maxLength(BUTTONS_AT_MOST)),
});

/** A template as `addTemplate` takes it. The project's templates have a body and buttons only. */
export const NewTemplate = z.object({
  name: z.string().check(z.regex(/^[a-z0-9_]{1,512}$/, 'must be lower-case letters, digits and _')),
  language: z.string().check(z.regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'must be a language such as "en" or "pt_BR"')),
  category: z.enum(['UTILITY', 'MARKETING', 'AUTHENTICATION']),
  components: z.array(z.discriminatedUnion('type', [Body, Buttons])).check(z.minLength(1, 'must not be empty')),
});
export type NewTemplate = z.infer<typeof NewTemplate>;

const VARIABLE = /\{\{\d+\}\}/g;

const hasWords = (text: string) => /[\p{L}\p{N}]/u.test(text);

/** Why WhatsApp does not take a body with these examples; `undefined` if it does. */
function bodyFault(text: string, examples: readonly string[]): string | undefined {
  const variables = [...text.matchAll(VARIABLE)].map(([variable]) => variable);
  const parts = text.split(VARIABLE);
  const words = parts.join(' ').split(/\s+/).filter(hasWords);
  if (variables.some((variable, index) => variable !== `{{${index + 1}}}`)) return 'variables must count up from {{1}}';
  if (!hasWords(parts[0] ?? '') || !hasWords(parts.at(-1) ?? ''))
    return 'a body cannot start or end with a variable, also if punctuation follows';
  if (parts.some((part) => part.trim() === '')) return 'variables cannot stand next to each other';
  if (words.length < 2 * variables.length + 1) return 'too many variables for the length of the body';
  if (examples.length !== variables.length) return 'each variable needs an example';
  return undefined;
}

/** Why WhatsApp does not take a template; `undefined` if it does. */
export function templateFault({ components }: NewTemplate, flows: ReadonlySet<string>): string | undefined {
  const bodies = components.flatMap((component) => (component.type === 'BODY' ? [component] : []));
  const buttons = components.flatMap((component) => (component.type === 'BUTTONS' ? component.buttons : []));
  const [body] = bodies;
  if (!body || bodies.length > 1) return 'a template has one body';
  if (new Set(buttons.map(({ text }) => text)).size < buttons.length) return 'labels of buttons must differ';
  const foreign = buttons.find(({ type, flow_id }) => type === 'FLOW' && !(flow_id && flows.has(flow_id)));
  if (foreign) return `the Flow ${foreign.flow_id ?? ''} does not exist or is not published`;
  return bodyFault(body.text, body.example?.body_text[0] ?? []);
}
