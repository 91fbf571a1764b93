import { describe, expect, it } from 'vitest';
import { Contract } from '../../../../functions/shared/contract/contract.ts';
import { contract, sorted } from './sorted.ts';

/** The contract with other words in English, and in Spanish. */
function withWords(english: object, spanish: object = {}) {
  const { en, es } = contract.languages;
  return Contract.parse({ ...contract, languages: { en: { ...en, ...english }, es: { ...es, ...spanish } } });
}

/** The contract in a language for which the project has no words. */
function germanContract(words: object = {}) {
  const { en } = contract.languages;
  const de = { ...en, intentWords: ['termin'], optOutWords: [], optInWords: [], ...words };
  return { ...contract, languages: { de } as unknown as Contract['languages'], defaultLanguage: 'de' };
}

describe("the contract's words", () => {
  it('replace those of the project for their wish', () => {
    const policy = withWords({ cancelWords: ['scrap'], changeWords: ['nudge'], questionWords: ['hmm'] });
    const read = ['please scrap it', 'nudge it please', 'hmm', 'call it off', 'reschedule'].map(
      (text) => sorted(text, policy)?.wish,
    );
    expect(read).toEqual(['cancel', 'change', 'question', undefined, undefined]);
  });

  it('are whole words that count anywhere in a language for which the project has none', () => {
    const policy = germanContract({ cancelWords: ['absagen'] });
    const texts = ['Kann ich einen Termin haben?', 'Ich muss meinen Termin absagen', 'Wann ist offen?', 'Guten Tag'];
    expect(texts.map((text) => sorted(text, policy)?.wish)).toEqual(['book', 'cancel', 'question', undefined]);
  });

  it('book by themselves, also where the project knows the word from nowhere', () => {
    expect(sorted('Zumba?', withWords({ intentWords: ['zumba'] }))?.wish).toBe('book');
  });

  it('count within a part of a sentence, and a word without letters is in no message', () => {
    const policy = withWords({ intentWords: ['!!', 'zumba'], cancelWords: ['scrap'] });
    expect(['so nice and so good', 'lovely, zumba on friday'].map((text) => sorted(text, policy)?.wish)).toEqual([
      undefined,
      'book',
    ]);
  });

  it('book nothing if there are none', () => {
    const noWords = [withWords({ intentWords: [] }), withWords({ intentWords: [], cancelWords: ['scrap'] })];
    expect(noWords.map((policy) => sorted('can I book an appointment', policy)?.wish)).toEqual([
      'question',
      'question',
    ]);
  });

  it('are of the default language where two languages share one', () => {
    const languages = withWords({ intentWords: ['zumba'] }, { intentWords: ['zumba'] });
    const read = ['en', 'es'].map((defaultLanguage) => sorted('zumba', { ...languages, defaultLanguage }));
    expect(read).toMatchObject([{ language: 'en' }, { language: 'es' }]);
  });

  it('name the language that knows when the appointment is, also if another sees a question', () => {
    const { de } = germanContract().languages;
    const policy = { ...contract, languages: { ...contract.languages, de } as Contract['languages'] };
    expect(sorted('When is my appointment?', policy)).toEqual({ wish: 'question', language: 'en', asksWhen: true });
  });
});
