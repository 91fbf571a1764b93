import * as z from 'zod/mini';
import { parseJson } from '../../../functions/shared/domain/text/json.ts';
import type { Flow } from '../channel-state.ts';
import type { ProjectForms } from '../contract-forms.ts';

/** What a screen declares of one field: a JSON schema of the few words that a Flow JSON knows. */
export type Declared = {
  type: string;
  items?: Declared | undefined;
  properties?: Record<string, Declared> | undefined;
};
const Declared: z.ZodMiniType<Declared> = z.object({
  type: z.string(),
  items: z.optional(z.lazy(() => Declared)),
  properties: z.optional(
    z.record(
      z.string(),
      z.lazy(() => Declared),
    ),
  ),
});

const Screen = z.object({
  id: z.string(),
  data: z._default(z.record(z.string(), Declared), {}),
  refresh_on_back: z._default(z.boolean(), false),
  layout: z.object({ children: z.array(z.unknown()) }),
});
export type LiveScreen = z.infer<typeof Screen>;

const LiveFlow = z.object({
  data_api_version: z.string(),
  routing_model: z._default(z.record(z.string(), z.array(z.string())), {}),
  screens: z.array(Screen).check(z.minLength(1)),
});

/** A Flow that asks an endpoint while a customer fills it in. */
export type LiveFlow = z.infer<typeof LiveFlow>;

/** The Flow of a Flow JSON; `undefined` for one that asks no endpoint. */
const readLiveFlow = (json: unknown): LiveFlow | undefined => LiveFlow.safeParse(json).data;

/** The Flows of an account, and the forms of those whose JSON was not uploaded. */
export type AccountForms = { readonly flows: ReadonlyMap<string, Flow>; readonly forms: ProjectForms };

/** The Flow of an id, uploaded or of the project; `undefined` if it asks no endpoint. */
export function liveFlowOf({ flows, forms }: AccountForms, id: string): LiveFlow | undefined {
  const uploaded = flows.get(id)?.json;
  return readLiveFlow(uploaded === undefined ? forms(id) : parseJson(uploaded));
}

export const screenOf = ({ screens }: LiveFlow, id: string): LiveScreen | undefined =>
  screens.find((screen) => screen.id === id);

/** The screen to which no other one leads. */
export function entryScreen({ screens, routing_model }: LiveFlow): string | undefined {
  const targets = new Set(Object.values(routing_model).flat());
  return screens.find(({ id }) => !targets.has(id))?.id;
}

/** Whether a phone on one screen takes another as the next: the same, a forward neighbour, or the one before. */
export function mayFollow({ routing_model }: LiveFlow, from: string, to: string): boolean {
  const leadsTo = (start: string, end: string) => routing_model[start]?.includes(end) ?? false;
  return from === to || leadsTo(from, to) || leadsTo(to, from);
}
