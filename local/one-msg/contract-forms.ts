import type { Contract } from '../../functions/shared/contract/contract.ts';
import { formIn } from '../../functions/shared/domain/forms/contract-form.ts';
import type { JsonObject } from '../../functions/shared/domain/text/json.ts';
import { generateForm } from '../../infra/flow/generate-form.ts';

/** The form of a Flow of the project whose own JSON was not uploaded; `undefined` if it is the project's file. */
export type ProjectForms = (flowId: string) => JsonObject | undefined;

/**
 * The forms that the contract's services give, by the ids that the contract names. A Flow of several languages shows the
 * default one, and so does a Flow that the contract does not name.
 */
export function contractForms(contract: Contract): ProjectForms {
  const { languages, defaultLanguage, booking } = contract;
  const inOrder = [defaultLanguage, ...Object.keys(languages)];
  return (flowId) => {
    if (!booking.services) return undefined;
    const language = inOrder.find((tag) => formIn(tag, contract).id === flowId) ?? defaultLanguage;
    const form = generateForm(contract, language);
    if ('flowJson' in form) return form.flowJson;
    throw new Error(`There is no form in "${language}": ${form.faults.join(' ')}`);
  };
}
