import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { EXAMPLE_CRM_URL } from '../functions/shared/contract/contract.ts';
import { isJsonObject, type JsonObject, parseJson } from '../functions/shared/domain/text/json.ts';

/** Features that a local run enables even if the contract omits them. They have no effect outside this machine. */
const ADDITIONS = { console: true, crm: { url: EXAMPLE_CRM_URL }, staff: { emails: ['staff@example.com'] } };

/** The two kinds of forms: the live one asks the stack while the customer fills it in. */
export const FORM_KINDS = ['static', 'live'] as const;
export type FormKind = (typeof FORM_KINDS)[number];

/**
 * The contract for a local run: from the CDK's context (the contract itself, or its file's path), with the additions
 * and the given kind of form. A contract without services has no live form, so its form stays as it is. An unreadable
 * value stays unchanged, so that the app reports it.
 */
export async function withLocalAdditions(
  contract: unknown,
  projectDirectory: string,
  form?: FormKind,
): Promise<unknown> {
  const itself = typeof contract === 'string' ? await readContract(resolve(projectDirectory, contract)) : contract;
  if (!isJsonObject(itself)) return contract;
  // A table that was restored in the AWS account does not exist on this machine, nor does a domain lead here.
  return { ...ADDITIONS, ...itself, ...withForm(itself, form), restoredTable: undefined, domain: undefined };
}

function withForm(contract: JsonObject, form: FormKind | undefined): JsonObject {
  const { flow, booking } = contract;
  if (!form || !isJsonObject(flow)) return {};
  if (form === 'static') return { flow: { ...flow, kind: form } };
  return isJsonObject(booking) && booking['services'] !== undefined ? withLiveForm(contract) : {};
}

/** A contract with the live form: one for all languages, which opens with its own first screen. */
export function withLiveForm({ flow, languages, ...others }: JsonObject): JsonObject {
  const { action: _action, screen: _screen, daysByInvitation: _days, ...kept } = isJsonObject(flow) ? flow : {};
  const words = Object.entries(isJsonObject(languages) ? languages : {}).map(([tag, language]) => {
    const { flow: _own, ...own } = isJsonObject(language) ? language : {};
    return [tag, own];
  });
  return { ...others, flow: { ...kept, kind: 'live' }, languages: Object.fromEntries(words) };
}

const readContract = async (path: string): Promise<unknown> => parseJson(await readFile(path, 'utf8').catch(() => ''));
