import * as z from 'zod/mini';

const Screen = z.looseObject({
  id: z.string(),
  title: z.optional(z.string()),
  terminal: z.optional(z.boolean()),
  /** Whether going back from this screen asks the endpoint for the data of the one before. */
  refresh_on_back: z.optional(z.boolean()),
  layout: z.looseObject({ children: z.array(z.looseObject({ type: z.string() })) }),
});
export type Screen = z.infer<typeof Screen>;

/** The common parts of a Flow JSON; components are parsed one by one when they are drawn. */
export const FlowJson = z.looseObject({
  version: z.string(),
  /** The screens that may follow each screen by an answer of the endpoint. */
  routing_model: z.optional(z.record(z.string(), z.array(z.string()))),
  screens: z.array(Screen).check(z.minLength(1)),
});
export type FlowJson = z.infer<typeof FlowJson>;
