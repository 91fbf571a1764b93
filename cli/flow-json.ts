import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Contract } from '../functions/shared/contract/contract.ts';
import { isJsonObject, type JsonObject, parseJson } from '../functions/shared/domain/text/json.ts';
import { generateForm } from '../infra/flow/generate-form.ts';
import { generateLiveForm } from '../infra/flow/generate-live-form.ts';
import { VerbFailure } from './exit-codes.ts';

/** The form of a contract without services. */
export const SHIPPED_FLOW = join('infra', 'flow', 'appointment-flow.json');

/**
 * Reads a Flow JSON from a file.
 * @throws VerbFailure if it cannot be read, or is not a JSON object
 */
export async function readFlowJson(path: string): Promise<JsonObject> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new VerbFailure(`The Flow JSON ${path} cannot be read: name another file with --file.`, undefined, { cause });
  });
  const json = parseJson(text);
  if (isJsonObject(json)) return json;
  throw new VerbFailure(`${path} is not a JSON object: mend it, or name another file with --file.`);
}

/**
 * The form in a language as this project makes it: of the contract's services, or for a contract without them, the file
 * in the project's folder.
 * @throws VerbFailure if the contract lacks something for it, or the file cannot be read
 */
export async function projectForm(contract: Contract, language: string, projectFolder: string): Promise<JsonObject> {
  if (!contract.booking.services) return readFlowJson(join(projectFolder, SHIPPED_FLOW));
  const form = generateForm(contract, language);
  if ('flowJson' in form) return form.flowJson;
  throw new VerbFailure(`There is no form in "${language}": ${form.faults.join(' ')} Mend the contract.`);
}

/**
 * The live form of a contract, one for all languages.
 * @throws VerbFailure if the contract names no services
 */
export function liveForm({ booking }: Contract): JsonObject {
  if (!booking.services) throw new VerbFailure('The contract names no services: the live form is made of them.');
  return generateLiveForm(booking);
}

/** The languages that need a form each: all of them, or for a contract without services, only the default one. */
export const formLanguages = ({ booking, languages, defaultLanguage }: Contract): string[] =>
  booking.services ? Object.keys(languages) : [defaultLanguage];

const CompleteAction = z.object({
  'on-click-action': z.object({ name: z.literal('complete'), payload: z.record(z.string(), z.unknown()) }),
});
const FlowScreens = z.object({
  screens: z.array(z.object({ id: z.string(), layout: z.object({ children: z.array(z.unknown()) }) })),
});

/** The fields of a completed form: those that every final action of the Flow sends. */
function completedFields({ screens }: z.infer<typeof FlowScreens>): Set<string> | undefined {
  const endings = screens
    .flatMap(({ layout }) => layout.children)
    .flatMap((child) => {
      const footer = CompleteAction.safeParse(child);
      return footer.success ? [new Set(Object.keys(footer.data['on-click-action'].payload))] : [];
    });
  const [first, ...others] = endings;
  return first && new Set([...first].filter((field) => others.every((fields) => fields.has(field))));
}

/**
 * How a Flow JSON and the contract disagree, in sentences: the first screen differs, or completions would lack a field
 * that bookings need. Empty if they agree.
 */
export function flowMismatches(flowJson: JsonObject, { flow, booking }: Contract): string[] {
  const parsed = FlowScreens.safeParse(flowJson);
  const first = parsed.data?.screens[0];
  const fields = parsed.data && completedFields(parsed.data);
  if (!parsed.success || !first || !fields) {
    return ['The Flow JSON has no screens, or no Footer at their top level that completes the form.'];
  }
  const opens = flow.screen !== undefined && flow.screen !== first.id;
  return [
    ...(flow.action === 'navigate'
      ? []
      : [`flow.action is "${flow.action}", but this Flow works without an endpoint.`]),
    ...(opens ? [`flow.screen is "${flow.screen}", but the Flow begins with the screen "${first.id}".`] : []),
    ...Object.entries(booking.fields).flatMap(([purpose, field]) =>
      field === undefined || fields.has(field)
        ? []
        : [`booking.fields.${purpose} is "${field}", but a completed form does not hold it.`],
    ),
  ];
}
