import type { ChannelTemplate } from '../../functions/shared/provider/channel-templates.ts';
import type { Verdict } from '../doctor/check.ts';
import type { NoticeNeed, TemplateNeed } from './template-needs.ts';

/** Whether a template can be sent for a need, and if not, what is wrong, as a sentence. */
export type Judgement = { verdict: Verdict; says: string };

const quoted = (texts: readonly string[]) =>
  texts.length === 0 ? 'none' : texts.map((text) => `"${text}"`).join(', ');

const variablesOf = (names: readonly string[]) =>
  names.length === 0 ? 'no variable' : `the variables ${names.map((name) => `{{${name}}}`).join(', ')}`;

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((text) => other.includes(text));

/** The variables that the stack sends. */
function variablesSent(need: TemplateNeed): string[] {
  if (need.kind === 'invitation') return need.entry?.namesCustomer === false ? [] : ['1'];
  return need.placeholders.map((_, index) => String(index + 1));
}

function faultOfVariables(template: ChannelTemplate, need: TemplateNeed): string | undefined {
  if (template.needsOther) return 'it needs a picture or a value outside its body, which the stack does not send';
  const sent = variablesSent(need);
  if (isSame(template.variables, sent)) return undefined;
  return `its body has ${variablesOf(template.variables)}, and the stack sends ${variablesOf(sent)}`;
}

function faultOfButtons({ flowButton, quickReplies }: ChannelTemplate, need: TemplateNeed): string | undefined {
  if (need.kind === 'invitation') {
    if (!flowButton) return 'it has no button that opens a Flow';
    const { flowId } = flowButton;
    if (flowId === undefined || flowId === need.button.flowId) return undefined;
    return `it opens the Flow ${flowId}, and the contract names ${need.button.flowId}`;
  }
  if (flowButton) return 'it opens a Flow, and this message carries no token for it';
  const labels = Object.values(need.entry?.buttons ?? {}).flatMap((label) => label ?? []);
  if (isSame(quickReplies, labels)) return undefined;
  return `its quick replies are ${quoted(quickReplies)}, and the contract's "buttons" ${quoted(labels)}`;
}

function whyMissing({ entry }: TemplateNeed, templates: readonly ChannelTemplate[]): string {
  const elsewhere = templates.find(({ name, language }) => name === entry?.name && language === entry.language);
  return elsewhere
    ? `its namespace is ${elsewhere.namespace}, and the contract says ${entry?.namespace}`
    : 'the channel has none of this name and language';
}

/** Judges the template that the contract's entry names. `undefined` where there is no entry. */
export function judgeEntry(need: TemplateNeed, templates: readonly ChannelTemplate[]): Judgement | undefined {
  const { entry } = need;
  if (!entry) return undefined;
  const label = `${entry.name} in ${entry.language}`;
  const template = templates.find(
    ({ name, language, namespace }) =>
      name === entry.name && language === entry.language && namespace === entry.namespace,
  );
  if (!template) return { verdict: 'fault', says: `${label}: ${whyMissing(need, templates)}.` };
  const wrong = faultOfVariables(template, need) ?? faultOfButtons(template, need);
  if (wrong !== undefined) return { verdict: 'fault', says: `${label}: ${wrong}.` };
  if (template.status === 'pending')
    return { verdict: 'warning', says: `${label}: WhatsApp has not approved it yet, and does not send it until then.` };
  if (!template.approved)
    return { verdict: 'fault', says: `${label}: it is "${template.status}", so that WhatsApp does not send it.` };
  if (template.category === 'marketing' && need.category === 'utility')
    return {
      verdict: 'warning',
      says: `${label}: it is a marketing template, which costs more, and which customers can refuse.`,
    };
  return { verdict: 'ok', says: `${label}: it is approved, and fits.` };
}

/** The entry by which a template meets a need that has none yet; `undefined` if it does not fit. */
export function entryFrom(template: ChannelTemplate, need: NoticeNeed): NonNullable<NoticeNeed['entry']> | undefined {
  const { name, namespace, language, quickReplies } = template;
  const known = Object.entries(need.buttons).filter(([, label]) => label && quickReplies.includes(label));
  const entry = { name, namespace, language, ...(known.length > 0 && { buttons: Object.fromEntries(known) }) };
  return judgeEntry({ ...need, entry }, [template])?.verdict === 'ok' ? entry : undefined;
}
