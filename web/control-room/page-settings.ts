import * as z from 'zod/mini';

/** What the page learns of the contract; the default language stands first. */
export const PageSettings = z.object({
  timeZone: z.string(),
  languages: z.array(z.object({ tag: z.string(), intentWords: z.array(z.string()) })),
});
export type PageSettings = z.infer<typeof PageSettings>;
