import { baseLanguage } from '../../functions/shared/domain/text/local-words.ts';
import type { ChannelTemplate } from '../../functions/shared/provider/channel-templates.ts';
import type { ContractEntry } from './contract-entries.ts';
import { entryFrom } from './judge-template.ts';
import type { InvitationNeed, NoticeNeed, TemplateNeed } from './template-needs.ts';

type UsableTemplate = ChannelTemplate & { flowButton: NonNullable<ChannelTemplate['flowButton']> };

/** Whether a template can invite: it opens a Flow and has no variable except the customer's name. */
export const isUsable = (template: ChannelTemplate): template is UsableTemplate =>
  template.approved &&
  template.flowButton !== undefined &&
  !template.needsOther &&
  template.variables.every((name) => name === '1');

/** Those of a language and its near ones; the exact language comes first. */
const nearTo = <Template extends ChannelTemplate>(language: string, templates: readonly Template[]): Template[] =>
  templates
    .filter((template) => baseLanguage(template.language) === baseLanguage(language))
    .sort((one, other) => Number(other.language === language) - Number(one.language === language));

/** A template of the channel that the contract can name for a need, and its entry. */
export type ChosenTemplate = { need: TemplateNeed; template: ChannelTemplate; entry: ContractEntry };

/** The best template that invites in a language. One that opens the contract's Flow comes before others. */
export function chooseInvitation(
  need: InvitationNeed,
  templates: readonly ChannelTemplate[],
): ChosenTemplate | undefined {
  const near = nearTo(need.language, templates.filter(isUsable));
  const exact = near.filter(({ language }) => language === need.language);
  const preferred = exact.length > 0 ? exact : near;
  const template = preferred.find(({ flowButton }) => flowButton.flowId === need.button.flowId) ?? preferred[0];
  if (!template) return undefined;
  const { name, namespace, language, namesCustomer } = template;
  return { need, template, entry: { path: need.path, value: { name, namespace, language, namesCustomer } } };
}

/** The template that has the name of a proposal for the need, and fits. */
export function chooseNotice(
  need: NoticeNeed,
  name: string,
  templates: readonly ChannelTemplate[],
): ChosenTemplate | undefined {
  for (const template of nearTo(need.language, templates)) {
    const value = template.name === name ? entryFrom(template, need) : undefined;
    if (value) return { need, template, entry: { path: need.path, value } };
  }
  return undefined;
}
