import type { Replies, Template } from '../channel-state.ts';
import type { Draft } from '../chat/conversation.ts';
import type { Channel } from '../simulated-channel.ts';
import { statusOf } from '../template-review.ts';
import { type Answer, failureCode, templateProblem } from './method-answers.ts';
import type { SendTemplate } from './send-fields.ts';

const PAUSED = 132015;

const PLACEHOLDER = /\{\{\d+\}\}/g;

/** The filled template: a draft to send, or the refusal. */
export type RenderedTemplate = { draft: Draft } | { refusal: Answer };

/** Finds the requested template and fills it in. It must be approved, not paused, and in the requested language. */
export function renderTemplate({ templates, behaviour, clock }: Channel, request: SendTemplate): RenderedTemplate {
  const { template: name, namespace, language } = request;
  if (!name || !namespace || !language?.code) return { refusal: templateProblem('template is not defined') };
  const template = templates.find(
    (one) => one.name === name && one.language === language.code && one.namespace === namespace,
  );
  if (!template || statusOf(template, clock.now()) !== 'approved') {
    return { refusal: templateProblem(`template ${name} not found in ${language.code}`) };
  }
  if (behaviour.current.templatesPaused) return { refusal: failureCode(PAUSED) };
  return fillIn(template, request);
}

/** The quick replies of a template, which are fixed in it; `undefined` if it has none. */
function repliesOf({ buttons }: Template): Replies | undefined {
  const labels = buttons.filter(({ type }) => type === 'QUICK_REPLY').map(({ text }) => text);
  return labels.length > 0
    ? { kind: 'quick-replies', options: labels.map((label) => ({ id: label, title: label })) }
    : undefined;
}

function fillIn(template: Template, { params = [], quotedMsgId }: SendTemplate): RenderedTemplate {
  const texts = params.flatMap((param) => (param.type === 'body' ? param.parameters.map(({ text }) => text) : []));
  const placeholders = new Set(template.body.match(PLACEHOLDER));
  const button = params.find((param) => param.type === 'button');
  const flowButton = template.buttons[button?.index ?? 0];
  const fits = texts.length === placeholders.size && (!button || flowButton?.type === 'FLOW');
  if (!fits) return { refusal: failureCode(132000) };

  const body = template.body.replace(PLACEHOLDER, (placeholder) => texts[Number(placeholder.slice(2, -2)) - 1] ?? '');
  const action = button?.parameters[0].action;
  const flow = flowButton?.type === 'FLOW' && {
    flowId: flowButton.flow_id ?? '',
    token: action?.flow_token,
    cta: flowButton.text,
    screen: flowButton.navigate_screen,
    data: action?.flow_action_data,
  };
  return {
    draft: {
      kind: 'template',
      body,
      quotedMessageId: quotedMsgId,
      template: { name: template.name, language: template.language },
      replies: repliesOf(template),
      ...(flow && { flow }),
    },
  };
}
