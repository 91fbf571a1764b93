import { describe, expect, it } from 'vitest';
import { sentencesOf } from '../../../../functions/shared/domain/wishes/sentences.ts';

const foldedIn = (text: string) => sentencesOf(text).map(({ folded }) => folded);

describe('the sentences of a message', () => {
  it.each([
    ['Can I come at 10.30? Or on 3.12.', ['can i come at 10 30', 'or on 3 12']],
    ['At 10:30. Thanks!', ['at 10 30', 'thanks']],
    ['At 10. Or later', ['at 10', 'or later']],
    ['My number is 600123456', ['my number is 600123456']],
    ['Room 3-14 at 9h30', ['room 3 14 at 9h30']],
  ])('do not end within a time, a date or a number: "%s"', (text, sentences) => {
    expect(foldedIn(text)).toEqual(sentences);
  });

  it.each(['Hello\nI want to book', 'Hello… I want to book', 'Hello; I want to book', 'Hello。I want to book'])(
    'end with each mark that ends one, and with a line: %j',
    (text) => {
      expect(foldedIn(text)).toEqual(['hello', 'i want to book']);
    },
  );

  it.each(['Open today?', '¿Abren hoy?', '今日？', 'اليوم؟'])(
    'are questions by the mark of any script: "%s"',
    (text) => {
      expect(sentencesOf(text)).toMatchObject([{ isQuestion: true }]);
    },
  );

  it('have parts between commas, brackets and dashes, but not within a number', () => {
    const [sentence] = sentencesOf('Hi, tomorrow (if free) – or at 10:30, please');
    expect(sentence?.parts).toEqual(['hi', 'tomorrow', 'if free', 'or at 10 30', 'please']);
  });

  it('have words: signs between them are none', () => {
    expect(foldedIn('👍! ok. :-) ?')).toEqual(['ok']);
  });

  it('say yes by a word that is left out, as without its accent it would mean "if"', () => {
    expect([foldedIn('Sí, cancela'), foldedIn('si, cancela'), foldedIn('si cancelo')]).toEqual([
      ['cancela'],
      ['cancela'],
      ['si cancelo'],
    ]);
  });

  it('are read only so far: fifty, of twenty parts each', () => {
    expect(sentencesOf('a. '.repeat(60))).toHaveLength(50);
    expect(sentencesOf('a, '.repeat(60))[0]?.parts).toHaveLength(20);
  });
});
