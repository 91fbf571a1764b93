import { languageTag } from '../../functions/shared/domain/text/local-words.ts';

const VARIABLE = /\{\{\s*\w+\s*\}\}/g;

/** The text with its placeholders as numbered variables: the first of `placeholders` is {{1}}. */
export function withVariables(text: string, placeholders: readonly string[]): string {
  return placeholders.reduce(
    (body, placeholder, index) => body.replaceAll(`{{${placeholder}}}`, `{{${index + 1}}}`),
    text,
  );
}

function countWords(text: string, language: string): number {
  const segmenter = new Intl.Segmenter(languageTag(language), { granularity: 'word' });
  return [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).length;
}

/**
 * Whether WhatsApp takes a text as the body of a template with so many variables: all of them, in order, with words
 * before, between and after them, and at least 2n + 1 words beside them. docs/provider.md, section 1, has the sources.
 */
export function isTemplateBody(body: string, variables: number, language: string): boolean {
  const numbers = [...body.matchAll(VARIABLE)].map(([variable]) => variable);
  const parts = body.split(VARIABLE);
  return (
    numbers.length === variables &&
    numbers.every((variable, index) => variable === `{{${index + 1}}}`) &&
    parts.every((part) => /[\p{L}\p{N}]/u.test(part)) &&
    countWords(parts.join(' '), language) >= 2 * variables + 1
  );
}
