import type { Contract } from '../../functions/shared/contract/contract.ts';
import { formIn } from '../../functions/shared/domain/forms/contract-form.ts';
import type { JsonObject } from '../../functions/shared/domain/text/json.ts';
import { generateForm } from '../../infra/flow/generate-form.ts';
import { generateLiveForm } from '../../infra/flow/generate-live-form.ts';

/** The form of a Flow of the project whose own JSON was not uploaded; `undefined` if it is the project's file. */
export type ProjectForms = (flowId: string) => JsonObject | undefined;

/**
 * The forms that the contract's services give, by the ids that the contract names: the live form, which is one for all
 * languages, or the static ones. A Flow of several languages shows the default one, and so does a Flow that the contract
 * does not name.
 */
export function contractForms(contract: Contract): ProjectForms {
  const { languages, defaultLanguage, booking, flow } = contract;
  if (flow.kind === 'live') {
    const liveForm = generateLiveForm(booking);
    return () => liveForm;
  }
  const inOrder = [defaultLanguage, ...Object.keys(languages)];
  const known = new Map<string, JsonObject>();
  return (flowId) => {
    if (!booking.services) return undefined;
    const before = known.get(flowId);
    if (before) return before;
    const language = inOrder.find((tag) => formIn(tag, contract).id === flowId) ?? defaultLanguage;
    const form = generateForm(contract, language);
    if (!('flowJson' in form)) throw new Error(`There is no form in "${language}": ${form.faults.join(' ')}`);
    known.set(flowId, form.flowJson);
    return form.flowJson;
  };
}
