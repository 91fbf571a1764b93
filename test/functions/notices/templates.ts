import type { Contract } from '../../../functions/shared/contract/contract.ts';

const PURPOSES = ['booked', 'changed', 'cancelled'] as const;

/** The contract with a template for each purpose, `told_of_booking` in the language, or for some of them. */
export const withTemplates = (
  contract: Contract,
  purposes: readonly (typeof PURPOSES)[number][] = PURPOSES,
): Contract => ({
  ...contract,
  languages: Object.fromEntries(
    Object.entries(contract.languages).map(([language, texts]) => {
      const template = { name: 'told_of_booking', namespace: 'ns', language };
      const templates = Object.fromEntries(purposes.map((purpose) => [purpose, template]));
      return [language, { ...texts, templates }];
    }),
  ),
});

export const withoutTemplates = (contract: Contract): Contract => withTemplates(contract, []);
