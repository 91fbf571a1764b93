import { foldWording, LOOKED_AT } from '../text/wording.ts';

/** Marks of a question: Latin, Arabic and full-width. */
const QUESTION_MARK = /[?؟？]/u;

const SENTENCE = /[^.!?؟？。！\n\r;¡¿…]+[.!?؟？。！\n\r;…]*/gu;

/** A sentence of a message: its folded text, its folded parts between commas, and whether it has a question mark. */
export type Sentence = { folded: string; parts: string[]; isQuestion: boolean };

/** A time such as 9.30 or 10:30 must not end a sentence. */
const DOT_IN_NUMBER = /(\d)[.](?=\d)/g;

/** A message of more sentences, or a sentence of more parts, is no customer's: each costs time. */
const MOST_SENTENCES = 50;
const MOST_PARTS = 20;

/** "Sí", which means yes, would be folded to "si", which means if. */
const YES = /(?<!\p{L})sí(?!\p{L})|^\s*si\s*,/giu;

/** The sentences of a message, of which only the first words are read. */
export function sentencesOf(text: string): Sentence[] {
  const read = text.slice(0, LOOKED_AT).replace(DOT_IN_NUMBER, '$1:').replace(YES, '');
  return [...read.matchAll(SENTENCE)].slice(0, MOST_SENTENCES).flatMap(([sentence]) => {
    const folded = foldWording(sentence);
    if (folded === '') return [];
    const parts = sentence
      .split(/[,:()\u2014\u2013]+(?!\d)/u)
      .slice(0, MOST_PARTS)
      .map(foldWording);
    return [{ folded, parts: parts.filter((part) => part !== ''), isQuestion: QUESTION_MARK.test(sentence) }];
  });
}
