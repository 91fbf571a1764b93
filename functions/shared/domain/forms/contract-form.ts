import type { BusinessTerms } from '../business-terms.ts';

type FormTerms = Pick<BusinessTerms, 'flow' | 'languages'>;

/** A published Flow of the contract. */
export type ContractForm = Omit<BusinessTerms['flow'], 'kind' | 'liveId' | 'action' | 'screen'>;

/** The live form's Flow, where the live form is in use. */
export const liveFlowId = ({ flow }: Pick<FormTerms, 'flow'>): string | undefined =>
  flow.kind === 'live' ? (flow.liveId ?? flow.id) : undefined;

/** The form that is sent in a language: the live one, else the language's own, else the one of all languages. */
export function formIn(language: string, terms: FormTerms): ContractForm {
  const id = liveFlowId(terms);
  return id === undefined ? (terms.languages[language]?.flow ?? terms.flow) : { id };
}

/**
 * The Flow that carries an invitation: the one that it was made for. A live form that is not in use any more has no
 * endpoint, so that what still waits to be sent gets its language's static form.
 */
export function flowToSend({ flowId, language }: { flowId: string; language: string }, terms: FormTerms): string {
  return flowId === terms.flow.liveId ? formIn(language, terms).id : flowId;
}

/** All forms that the contract names. */
export const formsIn = ({ flow, languages }: FormTerms): ContractForm[] => [
  flow,
  ...(flow.liveId === undefined ? [] : [{ id: flow.liveId }]),
  ...Object.values(languages).flatMap((language) => language.flow ?? []),
];

/** Whether some form takes its days from the invitation. */
export const takeDaysFromInvitation = (terms: FormTerms): boolean =>
  formsIn(terms).some(({ daysByInvitation }) => daysByInvitation === true);

/** The form of the contract with this id; `undefined` for a Flow that the contract does not name. */
export const formOf = (flowId: string, terms: FormTerms): ContractForm | undefined =>
  formsIn(terms).find(({ id }) => id === flowId);
