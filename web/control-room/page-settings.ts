import * as z from 'zod/mini';

/** The contract's data for the page; the default language comes first. */
export const PageSettings = z.object({
  timeZone: z.string(),
  languages: z.array(z.object({ tag: z.string(), cta: z.string(), intentWords: z.array(z.string()) })),
});
export type PageSettings = z.infer<typeof PageSettings>;
