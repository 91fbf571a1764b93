import { describe, expect, it } from 'vitest';
import { LIVE_WORDS, lackingWords, liveWords } from '../../../../functions/shared/domain/live-form/words.ts';
import { aContract } from '../../../support/contract.ts';

const { languages } = aContract();
const { en } = languages;
if (!en) throw new Error('The contract has lost its English.');

const own = { en, es: en, es_MX: en, 'en-GB': en };
const wordsIn = (language: string) => liveWords(language, { languages: own });

/** Characters that WhatsApp takes (docs/provider.md, section 6). */
const LIMITS = {
  heading: 80,
  moveHeading: 80,
  detailsHeading: 80,
  moveDetailsHeading: 80,
  requestHeading: 80,
  service: 20,
  resource: 20,
  name: 20,
  notes: 20,
  time: 20,
  anyone: 30,
  day: 40,
  next: 35,
  confirm: 35,
  request: 35,
  none: 25,
};

describe.each(['en', 'es'])('the words of the live form in %s', (language) => {
  const words = wordsIn(language);

  it.each(LIVE_WORDS)('have a text of their own for %s', (word) => {
    expect(words[word].trim()).toBe(words[word]);
    expect(words[word]).not.toBe('');
    expect(LIVE_WORDS.filter((other) => words[other] === words[word])).toEqual([word]);
  });

  it.each(Object.entries(LIMITS))('keep WhatsApp’s limit for %s', (word, limit) => {
    expect(LIVE_WORDS).toContain(word);
    expect(Object.entries(words).find(([name]) => name === word)?.[1].length).toBeLessThanOrEqual(limit);
  });
});

describe('the words of the live form', () => {
  it('are those of the language, whatever its region', () => {
    expect(wordsIn('es_MX')).toEqual(wordsIn('es'));
    expect(wordsIn('en-GB')).toEqual(wordsIn('en'));
    expect(wordsIn('es').next).not.toBe(wordsIn('en').next);
  });

  it('are those of the contract where it gives them, and English where there are none', () => {
    const de = { ...en, form: { next: 'Weiter', name: undefined } };
    expect(liveWords('de', { languages: { de } })).toEqual({ ...wordsIn('en'), next: 'Weiter' });
    expect(liveWords('es', { languages: { es: de } })).toEqual({ ...wordsIn('es'), next: 'Weiter' });
    expect(liveWords('fr', { languages: {} })).toEqual(wordsIn('en'));
  });

  it('are asked of the contract in a language for which there are none, those of requests only where there are any', () => {
    expect(lackingWords('es', {}, true)).toEqual([]);
    expect(lackingWords('de', {}, true)).toEqual(LIVE_WORDS);
    expect(lackingWords('de', {}, false)).toEqual(
      LIVE_WORDS.filter((word) => !['requestHeading', 'request'].includes(word)),
    );
    const { next: _, ...given } = wordsIn('en');
    expect(lackingWords('de', given, false)).toEqual(['next']);
  });
});
