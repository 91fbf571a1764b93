import { describe, expect, it } from 'vitest';
import { foldWording, mentions, saysOnly } from '../../../functions/shared/domain/wording.ts';

describe('the words of a message', () => {
  it.each([
    ["I'd like to BOOK!", 'book'],
    ['¿Puedo reservár?', 'reservar'],
    ['hola, quiero  reservar', 'quiero reservar'],
    ['Ｂｏｏｋ please', 'book'],
    ['予約したいです', '予約'],
    ['จองคิวหน่อย', 'จอง'],
    ['хочу ЗАПИСАТЬСЯ', 'записаться'],
  ])('in %j mention %j', (text, word) => {
    expect(mentions(foldWording(text), [word])).toBe(true);
  });

  it.each([
    ['I saw you on Facebook', 'book'],
    ['booking.com', 'book'],
    ['', 'book'],
    ['anything', ' !'],
  ])('in %j do not mention %j', (text, word) => {
    expect(mentions(foldWording(text), [word])).toBe(false);
  });

  it('say a word only when they say nothing else', () => {
    expect(saysOnly(foldWording(' STOP! '), ['stop'])).toBe(true);
    expect(saysOnly(foldWording('stop by tomorrow'), ['stop'])).toBe(false);
    expect(saysOnly(foldWording('...'), ['...'])).toBe(false);
  });
});
