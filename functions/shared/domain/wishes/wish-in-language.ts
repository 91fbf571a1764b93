import { hasPhrase } from '../text/phrases.ts';
import { featuresOf } from './features.ts';
import type { OwnWords } from './language-words.ts';
import type { Sentence } from './sentences.ts';
import { type ContractWords, type Sign, signsOfMessage, strongestWish } from './sort-wishes.ts';
import { type Shares, weigh } from './weights.ts';
import type { MessageWish } from './wish.ts';

/**
 * How likely a wish to book must be, where the lists find one and where they do not. A form that is sent to somebody else
 * misleads them, so that a doubt goes to a person.
 */
const SURE_WITH_LISTS = 0.6;
const SURE_WITHOUT_LISTS = 0.97;

/** How likely it must be that a message asks for nothing, because nobody is told of it: more if the lists find a wish. */
const SURE_OF_NOTHING = 0.5;
const SURE_OF_NOTHING_LISTED = 0.9;

/** Signs by which no form is sent, whatever the weights say. */
const AGAINST_BOOKING: readonly Sign[] = ['cancel', 'change', 'absent'];

/** Whether a message names a cancellation to say that there is none: "don't cancel it". */
const namesNoCancellation = (sentences: readonly Sentence[], own: OwnWords): boolean =>
  sentences.some(({ folded }) => hasPhrase(folded, own.notCancelled));

/** Whether a wish is sure enough to act on. */
function isSure(wish: keyof Shares, shares: Shares, signs: readonly Sign[]): boolean {
  if (wish === 'nothing') return shares.nothing >= (strongestWish(signs) ? SURE_OF_NOTHING_LISTED : SURE_OF_NOTHING);
  if (wish !== 'book') return true;
  if (AGAINST_BOOKING.some((sign) => signs.includes(sign))) return false;
  return shares.book >= (signs.includes('book') ? SURE_WITH_LISTS : SURE_WITHOUT_LISTS);
}

/** The likeliest wish that is sure. A booking in doubt is a cancellation or a change, if that comes next, or a question. */
function likeliest(shares: Shares, signs: readonly Sign[]): MessageWish | undefined {
  const ordered = (Object.keys(shares) as (keyof Shares)[]).sort((a, b) => shares[b] - shares[a]);
  const [first = 'nothing', second = 'nothing'] = ordered;
  if (isSure(first, shares, signs)) return first === 'nothing' ? undefined : first;
  return second === 'cancel' || second === 'change' ? second : 'question';
}

/** What the label of a button or a row asks for in one language, by the lists alone: a date by itself asks for nothing. */
export const wishOfLabel = (
  sentences: readonly Sentence[],
  words: ContractWords,
  own: OwnWords | undefined,
): MessageWish | undefined => strongestWish(signsOfMessage(sentences, words, own));

/**
 * What a message asks for in one language. The lists find signs; the weights say what the signs and the words mean together.
 * Where the contract has own lists of wishes, and in a language without own words, the lists decide alone.
 */
export function wishInLanguage(
  sentences: readonly Sentence[],
  words: ContractWords,
  own: OwnWords | undefined,
): MessageWish | undefined {
  const signs = signsOfMessage(sentences, words, own);
  const listed = strongestWish(signs);
  if (!own || words.cancelWords || words.changeWords || words.questionWords) return listed;
  if (signs.includes('bookingWord')) return 'book';
  const wish = likeliest(weigh(featuresOf(sentences, { signs, wish: listed }, own), own), signs);
  if (wish === 'cancel' && namesNoCancellation(sentences, own)) return listed;
  return wish === 'book' && words.intentWords.length === 0 ? 'question' : wish;
}
