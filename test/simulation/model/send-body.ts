import * as z from 'zod/mini';
import type { Message } from '../../../local/one-msg/channel-state.ts';

/** The methods that send a message, as the stack calls them. */
export const SENDING_METHODS = ['sendFlow', 'sendTemplate', 'sendMessage', 'sendButton', 'sendList'] as const;
export type SendingMethod = (typeof SENDING_METHODS)[number];

const Row = z.object({ id: z.string(), title: z.string(), description: z.optional(z.string()) });

/** The body of any request to send. */
export const SendBody = z.object({
  phone: z.optional(z.string()),
  chatId: z.optional(z.string()),
  body: z.optional(z.string()),
  flowToken: z.optional(z.string()),
  template: z.optional(z.string()),
  language: z.optional(z.object({ code: z.string() })),
  params: z.optional(z.array(z.looseObject({ sub_type: z.optional(z.string()), parameters: z.array(z.unknown()) }))),
  buttons: z.optional(z.array(z.object({ id: z.string(), title: z.string() }))),
  action: z.optional(z.string()),
  sections: z.optional(z.array(z.object({ rows: z.array(Row) }))),
});
export type SendBody = z.infer<typeof SendBody>;

const TokenParameter = z.object({ action: z.object({ flow_token: z.string() }) });
const TextParameter = z.object({ type: z.literal('text'), text: z.string() });

/** The token of the form in a message; `undefined` for a message without a form. */
export function tokenIn({ flowToken, params = [] }: SendBody): string | undefined {
  if (flowToken !== undefined) return flowToken;
  const button = params.find(({ sub_type }) => sub_type === 'flow');
  return button && TokenParameter.parse(button.parameters[0]).action.flow_token;
}

/** What a customer reads of a message: its text, or the values that a template got. */
export function textIn({ body, params = [] }: SendBody): string {
  const values = params.flatMap(({ parameters }) =>
    parameters.flatMap((one) => TextParameter.safeParse(one).data ?? []),
  );
  return body ?? values.map(({ text }) => text).join(', ');
}

/** The message that a customer gets, as WhatsApp has it. */
export function messageIn(
  method: SendingMethod,
  body: SendBody,
): Pick<Message, 'kind' | 'body' | 'flow' | 'template' | 'replies'> {
  const token = tokenIn(body);
  const { template = 'book', language = { code: 'en' }, buttons = [], action = '', sections = [] } = body;
  const flow = token === undefined ? undefined : { flowId: '1234567890', token, cta: 'Book now' };
  const content = { body: textIn(body), ...(flow && { flow }) };
  switch (method) {
    case 'sendFlow':
      return { ...content, kind: 'flow' };
    case 'sendTemplate':
      return { ...content, kind: 'template', template: { name: template, language: language.code } };
    case 'sendMessage':
      return { ...content, kind: 'text' };
    case 'sendButton':
      return { ...content, kind: 'buttons', replies: { kind: 'buttons', options: buttons } };
    case 'sendList': {
      const options = sections.flatMap(({ rows }) => rows);
      return { ...content, kind: 'list', replies: { kind: 'list', action, options } };
    }
  }
}
