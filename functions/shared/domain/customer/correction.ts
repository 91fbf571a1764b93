import * as z from 'zod/mini';
import type { BusinessTerms } from '../business-terms.ts';
import { Refusal } from '../delivery/refusal.ts';
import { faultsOf } from '../field-faults.ts';

const NAME_LIMIT = 200;

/** What staff correct of a customer over HTTP. */
export const CorrectionBody = z
  .strictObject(
    {
      name: z.optional(
        z.string('must be text').check(
          z.overwrite((value) => value.trim().toWellFormed()),
          z.minLength(1, 'must not be empty when it is given'),
          z.maxLength(NAME_LIMIT, `must be at most ${NAME_LIMIT} characters`),
        ),
      ),
      language: z.optional(z.string('must be text')),
    },
    { error: (issue) => (issue.code === 'invalid_type' ? 'must be an object' : undefined) },
  )
  .check(z.refine(({ name, language }) => name !== undefined || language !== undefined, 'must give name or language'));
export type AskedCorrection = z.infer<typeof CorrectionBody>;

/** Reads a correction. Throws Refusal `malformed`, naming each field. */
export function readCorrection(body: unknown, { languages }: Pick<BusinessTerms, 'languages'>): AskedCorrection {
  const { data, error } = CorrectionBody.safeParse(body);
  if (error) throw new Refusal('malformed', 'The request is malformed.', { faults: faultsOf(error) });
  if (data.language !== undefined && !Object.hasOwn(languages, data.language)) {
    const rule = `must be one of ${Object.keys(languages).join(', ')}`;
    throw new Refusal('malformed', 'The request is malformed.', { faults: [{ field: 'language', rule }] });
  }
  return data;
}
