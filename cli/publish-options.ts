import * as z from 'zod/mini';
import { EXIT, VerbFailure } from './exit-codes.ts';

const FLOW_ID_RULE = '--flow-id takes the numeric id of a Flow, as WhatsApp Manager shows it.';

const Options = z.object({
  live: z._default(z.boolean(), false),
  language: z.optional(z.string()),
  file: z.optional(z.string()),
  flowId: z.optional(z.string().check(z.regex(/^\d{5,25}$/))),
  draft: z._default(z.boolean(), false),
  save: z.optional(z.string()),
  print: z._default(z.boolean(), false),
  askToken: z.optional(z.boolean()),
});

/** The options of `publish-flow`. */
export type PublishOptions = z.infer<typeof Options>;

/** @throws VerbFailure if `--flow-id` is no id */
export function parsePublishOptions(options: unknown): PublishOptions {
  const parsed = Options.safeParse(options);
  if (parsed.success) return parsed.data;
  throw new VerbFailure(FLOW_ID_RULE, EXIT.wrongUsage);
}
