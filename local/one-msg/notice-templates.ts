import type { Contract } from '../../functions/shared/contract/contract.ts';
import { type TemplateWording, templateWording } from '../../functions/shared/domain/notices/template-wording.ts';
import type { Template } from './channel-state.ts';

/** A template as the contract names it. */
type Named = {
  name: string;
  namespace: string;
  language: string;
  buttons?: Readonly<Record<string, string | undefined>> | undefined;
};

/** A template that tells something is approved here as the contract describes it. */
function approved(wording: TemplateWording, { name, namespace, language, buttons = {} }: Named): Template {
  const labels = Object.values(buttons).filter((label) => label !== undefined);
  return {
    ...{ id: `${name}-${language}`, name, namespace, language, category: 'UTILITY', status: 'approved' },
    body: templateWording(language, wording) ?? templateWording('en', wording) ?? '',
    buttons: labels.map((text) => ({ type: 'QUICK_REPLY', text })),
  };
}

/**
 * The templates by which the contract tells customers and staff of bookings, approved as it describes them, so that a
 * fresh clone reaches a person whose window is closed. A language without own bodies has the English ones.
 */
export function noticeTemplates({ languages, staff }: Pick<Contract, 'languages' | 'staff'>): Template[] {
  const all: [TemplateWording, Named | undefined][] = [
    ...Object.values(languages).flatMap(({ templates = {} }): [TemplateWording, Named | undefined][] => [
      ['booked', templates.booked],
      ['requested', templates.requested],
      ['changed', templates.changed],
      ['cancelled', templates.cancelled],
      ['declined', templates.declined],
      ['reminder', templates.reminder],
      ['followUp', templates.followUp],
    ]),
    ...Object.values(staff?.templates ?? {}).flatMap(({ news, toApprove }): [TemplateWording, Named | undefined][] => [
      ['staffNews', news],
      ['staffToApprove', toApprove],
    ]),
  ];
  return all.flatMap(([wording, named]) => (named ? [approved(wording, named)] : []));
}
