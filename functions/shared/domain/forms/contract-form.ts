import type { BusinessTerms } from '../business-terms.ts';

type FormTerms = Pick<BusinessTerms, 'flow' | 'languages'>;

/** A published Flow of the contract. */
export type ContractForm = Omit<BusinessTerms['flow'], 'kind' | 'action' | 'screen'>;

/** The form in a language: its own, else the one of all languages. */
export const formIn = (language: string, { flow, languages }: FormTerms): ContractForm =>
  languages[language]?.flow ?? flow;

/** All forms that the contract names. */
export const formsIn = ({ flow, languages }: FormTerms): ContractForm[] => [
  flow,
  ...Object.values(languages).flatMap((language) => language.flow ?? []),
];

/** Whether some form takes its days from the invitation. */
export const takeDaysFromInvitation = (terms: FormTerms): boolean =>
  formsIn(terms).some(({ daysByInvitation }) => daysByInvitation === true);

/** The form of the contract with this id; `undefined` for a Flow that the contract does not name. */
export const formOf = (flowId: string, terms: FormTerms): ContractForm | undefined =>
  formsIn(terms).find(({ id }) => id === flowId);
