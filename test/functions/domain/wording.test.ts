import { describe, expect, it } from 'vitest';
import { foldWording, mentions, saysOnly } from '../../../functions/shared/domain/text/wording.ts';

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

  it.each([
    ['STOP', 'stop', 'capitals'],
    ['Stop \u26d4\ufe0f', 'stop', 'a sign with its variation selector'],
    ['Stop \u270b\u{1f3fb}', 'stop', 'a skin tone'],
    ['STOP \u{1f469}\u{1f3fd}\u200d\u{1f9b0}', 'stop', 'joined signs'],
    ['stop 1\ufe0f\u20e3', 'stop 1', 'a keycap'],
    ['stop ٢', 'stop 2', 'digits of another script'],
    ['Ｓｔｏｐ', 'stop', 'full width'],
    ['𝐒𝐓𝐎𝐏', 'stop', 'bold letters'],
    ['St\u00adop', 'stop', 'a soft hyphen'],
    ['sto\u200bp\u2060', 'stop', 'blanks of no width'],
    ['\ufeffstop\u3164', 'stop', 'a byte-order mark and a filler'],
    ['stop\u2800', 'stop', 'an empty braille cell'],
    ['\u200fإيقاف', 'إيقاف', 'a direction mark'],
    ['ÇIKIŞ', 'çıkış', 'Turkish capitals'],
    ['cikis', 'çıkış', 'Turkish on another keyboard'],
    ['İPTAL', 'iptal', 'the capital of the Turkish i'],
    ['IPTAL', 'İptal', 'the capital of the English i'],
    ['wylacz', 'WYŁĄCZ', 'Polish on another keyboard'],
    ['STRAßE', 'strasse', 'a German ss'],
    ['STRASSE', 'STRAẞE', 'a German capital ss'],
    ['ΣΤΟΠ', 'στοπ', 'Greek'],
    ['ΟΧΙΣ', 'οχισ', 'the end of a Greek word'],
    ['ДЕЙСТВИЕ', 'действие', 'Cyrillic'],
    ['الغاء', 'إلغاء', 'an alef without its hamza'],
    ['إلغاء', 'الغاء', 'an alef with a hamza'],
    ['الغا', 'إلغاء', 'no hamza at all'],
    ['إلـغـاء', 'إلغاء', 'a stretched word'],
    ['بَطِّل', 'بطل', 'vowel signs'],
    ['إزاله', 'إزالة', 'a final letter written plainly'],
    ['نمیخواهم', 'نمی\u200cخواهم', 'Persian without its joiner'],
    ['لغو كردن', 'لغو کردن', 'Persian on an Arabic keyboard'],
    ['לְהַפְסִיק', 'להפסיק', 'Hebrew points'],
    ['हटाओ', 'हटाओ', 'Hindi'],
    ['ｽﾄｯﾌﾟ', 'ストップ', 'narrow Japanese'],
    ['don´t write', 'don’t write', 'apostrophes'],
  ])('say the same in %j and in %j (%s)', (said, word) => {
    expect(saysOnly(foldWording(said), [word])).toBe(true);
    expect(saysOnly(foldWording(word), [said])).toBe(true);
  });

  it.each([
    ['ægis', 'aegis'],
    ['œuvre', 'oeuvre'],
    ['ønske', 'onske'],
    ['odwołać', 'odwolac'],
    ['đặt', 'dat'],
    ['það', 'thad'],
    ['ħobż', 'hobz'],
    ['λόγος', 'λογοσ'],
    ['ٱلغا', 'الغا'],
    ['على', 'علي'],
    ['نمی', 'نمي'],
    ['عيادة', 'عياده'],
    ['کل', 'كل'],
    ['ہاں', 'هاں'],
    ['ھاں', 'هاں'],
  ])('%s is read as %s, as other keyboards write it', (written, plain) => {
    expect(foldWording(written)).toBe(plain);
  });

  it('stay different words where the signs make them so', () => {
    expect(saysOnly(foldWording('हटाओ'), ['हट'])).toBe(false);
    expect(saysOnly(foldWording('か'), ['が'])).toBe(false);
    expect(saysOnly(foldWording('👍'), ['👎'])).toBe(false);
  });

  it('say a word only when they say nothing else', () => {
    expect(saysOnly(foldWording(' STOP! '), ['stop'])).toBe(true);
    expect(saysOnly(foldWording('stop by tomorrow'), ['stop'])).toBe(false);
    expect(saysOnly(foldWording('...'), ['...'])).toBe(false);
  });
});
