import { featuresOf } from '../../functions/shared/domain/wishes/features.ts';
import type { OwnWords } from '../../functions/shared/domain/wishes/language-words.ts';
import { ownWordsOf } from '../../functions/shared/domain/wishes/own-words.ts';
import { sentencesOf } from '../../functions/shared/domain/wishes/sentences.ts';
import { signsOfMessage, strongestWish } from '../../functions/shared/domain/wishes/sort-wishes.ts';
import { ENGLISH } from '../functions/domain/wishes/english.ts';
import { type Messages, meaningsIn } from '../functions/domain/wishes/messages.ts';
import { ROUNDS } from '../functions/domain/wishes/rounds/rounds.ts';
import { SPANISH } from '../functions/domain/wishes/spanish.ts';
import { aContract } from '../support/contract.ts';
import type { Example } from './learn.ts';
import { LANGUAGES, type Language, messagesIn } from './tables.ts';

/** Tables for which the lists were changed until they read them right. What the lists say of them proves nothing. */
const LISTED: Readonly<Record<Language, readonly Messages[]>> = {
  english: [ENGLISH, ...ROUNDS.map(({ english }) => english)],
  spanish: [SPANISH, ...ROUNDS.map(({ spanish }) => spanish)],
};

/** The tables of a language for which the lists were made. */
export const listedIn = (language: Language): readonly Messages[] => LISTED[language];

const isOfLists = (feature: string): boolean => feature.startsWith('list ') || feature.startsWith('sign ');

/** The project's words for a language. */
export function wordsOf(language: Language): OwnWords {
  const own = ownWordsOf(LANGUAGES[language]);
  if (own) return own;
  throw new Error(`The project has no words for ${language}.`);
}

/** What the weights of a language are learned from. */
export function examplesIn(language: Language): Example[] {
  const own = wordsOf(language);
  const words = aContract().languages[LANGUAGES[language]];
  const featuresIn = (text: string): string[] => {
    const sentences = sentencesOf(text);
    const signs = signsOfMessage(sentences, { intentWords: words?.intentWords ?? [] }, own);
    return [...featuresOf(sentences, { signs, wish: strongestWish(signs) }, own)];
  };
  const learned = meaningsIn(messagesIn('learned', language)).map(({ text, meaning }) => ({
    features: featuresIn(text),
    meaning,
  }));
  const listed = LISTED[language].flatMap(meaningsIn).map(({ text, meaning }) => ({
    features: featuresIn(text).filter((feature) => !isOfLists(feature)),
    meaning,
  }));
  return [...learned, ...listed];
}
