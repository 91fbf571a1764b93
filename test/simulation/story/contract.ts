import { readFileSync } from 'node:fs';
import { Contract } from '../../../functions/shared/contract/contract.ts';

/**
 * The shipped contract, with a template for one of its languages, so that both ends of a closed window are met, and
 * fewer questions about messages that nobody reports: each is like the one before.
 */
export function loadContract(): Contract {
  const { context } = JSON.parse(readFileSync(new URL('../../../cdk.json', import.meta.url), 'utf8'));
  const { contract } = context;
  const template = { name: 'book', namespace: 'space', language: 'en' };
  const en = { ...contract.languages.en, template };
  const delivery = { ...contract.delivery, askAfterMinutes: [1, 30, 720] };
  return Contract.parse({ ...contract, languages: { ...contract.languages, en }, delivery });
}

const shipped = loadContract().booking;
const { timeZone, durationMinutes, fields } = shipped;

/** Terms of booking, of which a story may put others into force. */
export const TERMS = {
  shipped: { timeZone, durationMinutes, fields },
  longer: { timeZone, durationMinutes: 60, fields },
  elsewhere: { timeZone: 'America/New_York', durationMinutes, fields },
  renamed: { timeZone, durationMinutes, fields: { ...fields, date: 'day', time: 'hour' } },
} as const satisfies Record<string, Partial<Contract['booking']>>;
export type Terms = keyof typeof TERMS;
