import * as z from 'zod/mini';
import type { ChannelCall } from './channel-call.ts';
import { ChannelError } from './channel-error.ts';

/** A quick reply, or the button that opens a Flow. */
export type NewTemplateButton =
  | { kind: 'quick-reply'; label: string }
  | { kind: 'flow'; label: string; flowId: string; action: 'navigate' | 'data_exchange'; screen?: string | undefined };

/** A template as it is submitted to WhatsApp's review. */
export type NewTemplate = {
  name: string;
  language: string;
  category: 'utility' | 'marketing';
  /** With the variables {{1}}, {{2}} and so on. */
  body: string;
  /** An example for each variable, in order. WhatsApp refuses a template without them. */
  samples: readonly string[];
  buttons: readonly NewTemplateButton[];
};

const CREATE = 'addTemplate';

function describeButton(button: NewTemplateButton) {
  if (button.kind === 'quick-reply') return { type: 'QUICK_REPLY', text: button.label };
  const { label, flowId, action, screen } = button;
  return {
    type: 'FLOW',
    text: label,
    flow_id: flowId,
    flow_action: action,
    ...(screen && { navigate_screen: screen }),
  };
}

/** The body of the request that creates a template. */
export function newTemplateBody({ name, language, category, body, samples, buttons }: NewTemplate) {
  return {
    name,
    category: category.toUpperCase(),
    language,
    components: [
      { type: 'BODY', text: body, ...(samples.length > 0 && { example: { body_text: [[...samples]] } }) },
      ...(buttons.length > 0 ? [{ type: 'BUTTONS', buttons: buttons.map(describeButton) }] : []),
    ],
  };
}

/** The SDK documents no answer. An answer that says `success: false` is the only refusal without an error. */
const CreateAnswer = z.looseObject({ success: z.optional(z.nullable(z.boolean())) });

/**
 * Submits a template to WhatsApp's review.
 * @throws ChannelError; after `no-answer` and `unavailable` the template may exist all the same
 */
export async function createTemplate(call: ChannelCall, template: NewTemplate): Promise<void> {
  const { success } = await call('POST', CREATE, CreateAnswer, newTemplateBody(template));
  if (success === false) throw new ChannelError(`POST ${CREATE}`, 'refused');
}
