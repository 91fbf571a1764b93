import { describe, expect, it } from 'vitest';
import { beginsWith, hasPhrase, withoutPhrases } from '../../../functions/shared/domain/text/phrases.ts';

describe('a phrase', () => {
  it.each([
    ['move|shift it', 'please move it', 'please shift it'],
    ['cancel*', 'cancel', 'i cancelled it'],
    ['at #', 'at 3', 'at 10pm'],
    ['#|noon please', '11 please', 'noon please'],
    ['my next? visit', 'my visit', 'my next visit'],
    ['a? b? c', 'c', 'a c'],
    ['so ... good', 'so good', 'so a b c good'],
    ['... good', 'good', 'a b c good'],
    ['so ... so ... good', 'so so good', 'so a so b good'],
  ])('"%s" is in "%s" and in "%s"', (phrase, one, other) => {
    expect([one, other].map((text) => hasPhrase(text, [phrase]))).toEqual([true, true]);
  });

  it.each([
    ['move|shift it', 'move them', 'it move'],
    ['cancel', 'cancelled', 'cance'],
    ['cancel*', 'ocancel', 'cance'],
    ['at #', 'at abc', 'at 10abc'],
    ['at #', 'at a1', 'at'],
    ['my next? visit', 'my last visit', 'next visit'],
    ['so ... good', 'so a b c d good', 'so'],
    ['so ... good', 'so _ good', 'so a | good'],
    ['any?', '', 'an'],
  ])('"%s" is neither in "%s" nor in "%s"', (phrase, one, other) => {
    expect([one, other].map((text) => hasPhrase(text, [phrase]))).toEqual([false, false]);
  });

  it('is looked for among all of a list, however it begins', () => {
    const list = ['a b', 'a c', 'd* e', '# f', 'g? h', '... i'];
    const texts = ['a b', 'a c', 'do e', '3 f', 'h', 'i', 'a e'];
    expect(texts.map((text) => hasPhrase(text, list))).toEqual([true, true, true, true, true, true, false]);
  });

  it('can begin a text, and does not by standing further on', () => {
    expect([beginsWith('can i come', ['can i']), beginsWith('so can i come', ['can i'])]).toEqual([true, false]);
    expect(beginsWith('', ['can i'])).toBe(false);
  });

  it('is taken out of a text wherever it stands, for a mark or for nothing', () => {
    const without = (mark: '' | '_' | '|') =>
      withoutPhrases('please move it and please move it now', ['move it'], mark);
    expect([without('_'), without('|'), without('')]).toEqual([
      'please _ and please _ now',
      'please | and please | now',
      'please and please now',
    ]);
    expect(withoutPhrases('', ['move it'], '_')).toBe('');
  });

  it('spans as few words as it can', () => {
    expect(withoutPhrases('so good and good', ['so ... good'], '_')).toBe('_ and good');
  });
});
