import type { SlotView } from '../../../functions/shared/http/answers/slots.ts';
import { NotGranted } from '../../ui/connection.ts';
import { faultSentence } from '../../ui/fault-sentence.ts';
import type { RefusalWords } from './refusal-words.ts';

/** Why something was not done, in a sentence, and what can be had instead. `kind` is the API's name of the problem. */
export type Refused = { kind: string | undefined; sentence: string; alternatives: readonly SlotView[] };

/** The rules that an override lifts, where the API names one of them as the reason. */
const LIFTABLE = ['slot-taken', 'outside-opening-hours', 'start-in-past', 'off-step'] as const;
export type Liftable = (typeof LIFTABLE)[number];

/** The rule that an override would lift; `undefined` if none would help. */
export const liftableIn = (refused: Refused | undefined): Liftable | undefined =>
  LIFTABLE.find((kind) => kind === refused?.kind);

/** What an error says to whoever asked for something. */
export function refusedBy(error: unknown, words: RefusalWords): Refused {
  if (!(error instanceof NotGranted))
    return { kind: undefined, sentence: faultSentence(error, words), alternatives: [] };
  const { kind, alternatives, faults } = error;
  const isPhone = faults.some(({ field }) => field === 'phone');
  const known = isPhone ? words.badPhone : kind && words.byKind[kind];
  return { kind, sentence: known ?? faultSentence(error, words), alternatives };
}
