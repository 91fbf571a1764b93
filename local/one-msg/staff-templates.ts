import type { Contract } from '../../functions/shared/contract/contract.ts';
import { STAFF_LABELS } from '../../functions/shared/domain/staff/staff-texts.ts';
import type { Template } from './channel-state.ts';

/** Bodies with the variables of a message to staff: what happened, the customer's name, the service, the date, the time. */
const BODIES = {
  en: 'News for you. {{1}}: {{2}}, {{3}}, {{4}}, {{5}}. Details are in the console.',
  es: 'Novedades. {{1}}: {{2}}, {{3}}, {{4}}, {{5}}. Los detalles están en la consola.',
} as const;

/** The templates by which the contract tells its staff, approved as it describes them. */
export function staffTemplates({ staff }: Pick<Contract, 'staff'>): Template[] {
  return Object.values(staff?.templates ?? {}).flatMap(({ news, toApprove }) =>
    [news, toApprove].flatMap((named): Template[] => {
      if (!named) return [];
      const { name, namespace, language } = named;
      const buttons: { [label in (typeof STAFF_LABELS)[number]]?: string | undefined } = named.buttons ?? {};
      return [
        {
          id: `${name}-${language}`,
          ...{ name, namespace, language },
          category: 'UTILITY',
          status: 'approved',
          body: language.startsWith('es') ? BODIES.es : BODIES.en,
          buttons: STAFF_LABELS.flatMap((label) => buttons[label] ?? []).map((text) => ({ type: 'QUICK_REPLY', text })),
        },
      ];
    }),
  );
}
