import * as z from 'zod/mini';

const Screen = z.looseObject({
  id: z.string(),
  title: z.optional(z.string()),
  terminal: z.optional(z.boolean()),
  layout: z.looseObject({ children: z.array(z.looseObject({ type: z.string() })) }),
});
export type Screen = z.infer<typeof Screen>;

/** The common parts of a Flow JSON; components are parsed one by one when they are drawn. */
export const FlowJson = z.looseObject({ version: z.string(), screens: z.array(Screen).check(z.minLength(1)) });
export type FlowJson = z.infer<typeof FlowJson>;
