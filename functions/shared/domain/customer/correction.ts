import * as z from 'zod/mini';
import type { BusinessTerms } from '../business-terms.ts';
import { readRequest } from '../malformed.ts';
import { givenText } from '../text/given-text.ts';
import { checkLanguage } from './known-language.ts';

const NAME_LIMIT = 200;

/** What staff correct of a customer over HTTP. */
export const CorrectionBody = z
  .strictObject({
    name: z.optional(givenText(NAME_LIMIT)),
    language: z.optional(z.string('must be text')),
  })
  .check(z.refine(({ name, language }) => name !== undefined || language !== undefined, 'must give name or language'));
export type AskedCorrection = z.infer<typeof CorrectionBody>;

/** Reads a correction. Throws Refusal `malformed`, naming each field. */
export function readCorrection(body: unknown, contract: Pick<BusinessTerms, 'languages'>): AskedCorrection {
  const asked = readRequest(CorrectionBody, body);
  if (asked.language !== undefined) checkLanguage(asked.language, contract);
  return asked;
}
