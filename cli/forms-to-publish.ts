import type { Contract } from '../functions/shared/contract/contract.ts';
import type { FlowContent } from '../infra/flow/flow-name.ts';
import { EXIT, VerbFailure } from './exit-codes.ts';
import { formLanguages, liveForm, projectForm, readFlowJson } from './flow-json.ts';

/** A form, and the first part of its Flow's name. The live form has no language: it is one for all. */
export type FormToPublish = FlowContent & { baseName: string; language?: string };

export type FormChoice = { language?: string | undefined; file?: string | undefined; flowId?: string | undefined };

/** A contract with services has a static Flow for each language, and each of them its own name. */
const baseNameOf = ({ name, booking }: Contract, language: string): string =>
  booking.services ? `${name}-${language}` : name;

/**
 * The static forms of a contract, or those that were asked for.
 * @throws VerbFailure if there is no such language, or one form was named for several languages
 */
export async function staticForms(
  contract: Contract,
  { language, file, flowId }: FormChoice,
  projectFolder: string,
): Promise<FormToPublish[]> {
  const known = formLanguages(contract);
  if (language !== undefined && !known.includes(language)) {
    throw new VerbFailure(`--language takes one of: ${known.join(', ')}.`, EXIT.wrongUsage);
  }
  const wanted = language === undefined ? known : [language];
  if (wanted.length > 1 && (file !== undefined || flowId !== undefined)) {
    throw new VerbFailure('--file and --flow-id name one form: say with --language which one.', EXIT.wrongUsage);
  }
  const formIn = (tag: string) => (file === undefined ? projectForm(contract, tag, projectFolder) : readFlowJson(file));
  return Promise.all(
    wanted.map(async (tag) => ({
      language: tag,
      baseName: baseNameOf(contract, tag),
      flowJson: await formIn(tag),
    })),
  );
}

/**
 * The live form of a contract. `endpointUri` is left out where only the JSON is wanted.
 * @throws VerbFailure if the contract names no services
 */
export const liveFormToPublish = (contract: Contract, endpointUri?: string): FormToPublish => ({
  baseName: `${contract.name}-live`,
  flowJson: liveForm(contract),
  ...(endpointUri !== undefined && { endpointUri }),
});
