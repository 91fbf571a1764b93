import * as z from 'zod/mini';

const Screen = z.looseObject({
  id: z.string(),
  title: z.optional(z.string()),
  terminal: z.optional(z.boolean()),
  layout: z.looseObject({ children: z.array(z.looseObject({ type: z.string() })) }),
});
export type Screen = z.infer<typeof Screen>;

/** A Flow JSON as far as all of it is alike; its components are read one by one, when they are drawn. */
export const FlowJson = z.looseObject({ version: z.string(), screens: z.array(Screen).check(z.minLength(1)) });
export type FlowJson = z.infer<typeof FlowJson>;
