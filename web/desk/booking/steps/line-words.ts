import { ACTOR_WORDS, type ActorWords } from '../../../ui/words/actor-words.ts';
import type { Language } from '../../../ui/words/worded.ts';
import { REASON_WORDS, type ReasonWords } from '../reason-words.ts';
import { STEP_WORDS, type StepWords } from './words.ts';

/** What a time line is written with. */
export type LineWords = { steps: StepWords; reasons: ReasonWords; actors: ActorWords };

export const lineWordsIn = (language: Language): LineWords => ({
  steps: STEP_WORDS[language],
  reasons: REASON_WORDS[language],
  actors: ACTOR_WORDS[language],
});
