import { expect, it } from 'vitest';
import {
  dateInWords,
  languageTag,
  shortTimeInWords,
  timeInWords,
} from '../../../functions/shared/domain/text/local-words.ts';
import { instantAt } from '../../../functions/shared/domain/time/instant.ts';

const at = (text: string) => instantAt(Date.parse(text));
const now = at('2026-11-22T10:00:00Z');

it.each([
  // The day after and the day before the clocks change, in Madrid, New York and Lord Howe (by half an hour).
  ['es', 'Europe/Madrid', '2027-03-27T22:30:00Z', 'sábado, 27 de marzo', '23:30'],
  ['es', 'Europe/Madrid', '2027-03-28T22:30:00Z', 'lunes, 29 de marzo', '0:30'],
  ['en', 'America/New_York', '2027-03-13T15:30:00Z', 'Saturday, March 13', '10:30 AM'],
  ['en', 'America/New_York', '2027-03-14T14:30:00Z', 'Sunday, March 14', '10:30 AM'],
  ['pt_BR', 'Australia/Lord_Howe', '2027-04-02T23:30:00Z', 'sábado, 3 de abril', '10:30'],
  ['pt_BR', 'Australia/Lord_Howe', '2027-04-05T00:00:00Z', 'segunda-feira, 5 de abril', '10:30'],
])('in %s and %s, %s is %s, %s', (language, timeZone, instant, date, time) => {
  const locale = { language: languageTag(language), timeZone };
  expect([dateInWords(at(instant), locale, now), timeInWords(at(instant), locale)]).toEqual([date, time]);
});

it('says a day and a time in few words, with a common blank', () => {
  const locale = { language: 'en', timeZone: 'Europe/Madrid' };
  expect(shortTimeInWords(at('2026-12-01T09:30:00Z'), locale)).toBe('Tue, Dec 1, 10:30 AM');
});

it('names the year of a day that is not among the next', () => {
  const locale = { language: 'en', timeZone: 'Europe/Madrid' };
  const words = (text: string) => dateInWords(at(text), locale, now);
  expect(words('2027-09-01T10:00:00Z')).toBe('Wednesday, September 1');
  expect(words('2027-11-22T10:00:00Z')).toBe('Monday, November 22, 2027');
  expect(words('2026-11-21T10:00:00Z')).toBe('Saturday, November 21, 2026');
});

it.each([
  ['fa', 'شنبه ۱ ژانویهٔ ۲۰۲۸'],
  ['th_TH', 'วันเสาร์ที่ 1 มกราคม 2028'],
  ['ar_SA', 'السبت، ١ يناير ٢٠٢٨'],
  ['he', 'יום שבת, 1 בינואר 2028'],
])('says a date in %s by the calendar that the form shows', (language, words) => {
  const locale = { language: languageTag(language), timeZone: 'Asia/Riyadh' };
  expect(dateInWords(at('2028-01-01T09:30:00Z'), locale, now)).toBe(words);
});

it.each(['fa', 'fa_IR', 'ps_AF', 'th', 'th_TH', 'ckb_IQ', 'ar', 'ar_SA', 'uz_AF', 'am', 'ne', 'my'])(
  'says the year 2031 in %s as everybody counts it',
  (language) => {
    const locale = { language: languageTag(language), timeZone: 'Asia/Riyadh' };
    const words = dateInWords(at('2031-05-06T09:30:00Z'), locale, now);
    const digits = new Intl.NumberFormat(locale.language, { useGrouping: false }).format(2031);
    expect(words.includes(digits) || words.includes('2031')).toBe(true);
  },
);
