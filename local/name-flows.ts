import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { isJsonObject, type JsonObject, parseJson } from '../functions/shared/domain/text/json.ts';
import { flowName } from '../infra/flow/flow-name.ts';
import type { ProjectForms } from './one-msg/contract-forms.ts';
import type { ProviderCall } from './provider-call.ts';

/** The form of a contract without services. */
const PROJECT_FORM = join(import.meta.dirname, '..', 'infra', 'flow', 'appointment-flow.json');

const Flow = z.object({ json_version: z.nullable(z.string()) });

type Naming = {
  /** The first part of each name. */
  baseName: string;
  flowIds: readonly string[];
  forms: ProjectForms;
  /** Where phones ask for the data of a live form. */
  endpointUri: string | undefined;
};

/**
 * Names the simulator's Flows after what they show, as `publish-flow` does, so that `doctor` knows them. A Flow whose
 * JSON somebody uploaded has its name from them.
 */
export async function nameFlows(call: ProviderCall, { baseName, flowIds, forms, endpointUri }: Naming): Promise<void> {
  for (const id of flowIds) {
    const { json_version: uploaded } = Flow.parse(await call('GET', `flows/${id}`));
    if (uploaded !== null) continue;
    const flowJson = forms(id) ?? (await readProjectForm());
    const name = flowName({ baseName, flowJson, ...(endpointUri !== undefined && { endpointUri }) });
    await call('PATCH', `flows/${id}/metadata`, { name });
  }
}

async function readProjectForm(): Promise<JsonObject> {
  const json = parseJson(await readFile(PROJECT_FORM, 'utf8'));
  if (isJsonObject(json)) return json;
  throw new Error(`${PROJECT_FORM} is no JSON object.`);
}
