import type { BusinessTerms } from '../business-terms.ts';
import type { InboundMessage } from '../customer/inbound.ts';
import type { IntentSign } from '../customer/intent.ts';
import { asksWhen } from './asks-when.ts';
import { ownWordsOf, spokenLanguages } from './own-words.ts';
import { type Sentence, sentencesOf } from './sentences.ts';
import type { MessageWish, WishForPerson } from './wish.ts';
import { wishInLanguage, wishOfLabel } from './wish-in-language.ts';

type Policy = Pick<BusinessTerms, 'languages' | 'defaultLanguage' | 'intent'>;

/**
 * What a message asks for. A wish to book has its sign, and the language of its words; any other has the language if
 * the words of one alone show it. `asksWhen`: the question is when the customer's own appointment is, which their booking
 * answers.
 */
export type SortedMessage =
  | { wish: 'book'; sign: IntentSign; language?: string }
  | { wish: WishForPerson; language?: string; asksWhen?: true };

/** From the strongest to the weakest. A question can hold a booking word of another language. */
const BY_STRENGTH = ['cancel', 'change', 'book', 'question'] as const satisfies MessageWish[];

/** The contract's languages. The default comes first, because it wins if two languages share a word. */
function languagesOf({ languages, defaultLanguage }: Policy) {
  const all = Object.entries(languages);
  return [...all.filter(([one]) => one === defaultLanguage), ...all.filter(([one]) => one !== defaultLanguage)];
}

/** What sentences ask for in each of the contract's languages that they are in. */
function wishesIn(sentences: readonly Sentence[], policy: Policy, isLabel: boolean) {
  const wishIn = isLabel ? wishOfLabel : wishInLanguage;
  const spoken = spokenLanguages(sentences, Object.keys(policy.languages));
  return languagesOf(policy)
    .filter(([language]) => spoken.includes(language))
    .map(([language, words]) => ({ language, wish: wishIn(sentences, words, ownWordsOf(language)) }));
}

/** What a message asks for by the contract's buttons, and by the words of its languages; `undefined` if nothing. */
export function wishOfMessage(
  { text = '', buttonPayload, tap }: InboundMessage,
  policy: Policy,
  isFirstMessage: boolean,
): SortedMessage | undefined {
  if (buttonPayload !== undefined && policy.intent.buttonPayloads.includes(buttonPayload)) {
    return { wish: 'book', sign: 'button' };
  }
  const sentences = sentencesOf(text);
  const found = wishesIn(sentences, policy, tap !== undefined);
  const wish = BY_STRENGTH.find((one) => found.some((of) => of.wish === one));
  if (wish === 'book') {
    const language = found.find((of) => of.wish === wish)?.language;
    return { wish, sign: 'words', ...(language && { language }) };
  }
  if (wish) {
    const asking = wish === 'question' ? found.filter((of) => asksWhen(sentences, ownWordsOf(of.language))) : [];
    const [sign, ...others] = asking.length > 0 ? asking : found.filter((of) => of.wish === wish);
    const language = others.length === 0 ? sign?.language : undefined;
    return { wish, ...(language && { language }), ...(asking.length > 0 && { asksWhen: true }) };
  }
  return policy.intent.firstMessage && isFirstMessage ? { wish: 'book', sign: 'first-message' } : undefined;
}
