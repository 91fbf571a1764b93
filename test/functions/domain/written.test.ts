import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { bookingFromForm } from '../../../functions/shared/domain/booking/booking.ts';
import { fieldOf } from '../../../functions/shared/domain/forms/form-value.ts';
import { readWrittenDate } from '../../../functions/shared/domain/forms/written-date.ts';
import { readWrittenTime } from '../../../functions/shared/domain/forms/written-time.ts';
import type { Json } from '../../../functions/shared/domain/text/json.ts';
import { instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { aContract } from '../../support/contract.ts';

const { openingHours: _, ...alwaysOpen } = aContract().booking;
const MADRID = { timeZone: 'Europe/Madrid', languages: ['en', 'es'] };
const DAY = Temporal.PlainDate.from('2031-05-06');

const date = (value: string, more: Partial<typeof MADRID> = {}) =>
  readWrittenDate(value, { ...MADRID, ...more })?.toString();

const time = (value: string, languages = MADRID.languages) => {
  const read = readWrittenTime(value, { ...MADRID, languages }, DAY);
  return read && `${read.clock.toString({ smallestUnit: 'minute' })}${read.endsDay ? ' at the end' : ''}`;
};

describe('a date as phones and people write it', () => {
  it.each([
    ['2031-05-06'],
    ['2031-05-06T00:00:00'],
    ['2031-05-06 10:30'],
    ['2031-05-05T22:00:00.000Z'],
    ['2031-05-05T22:00:00Z'],
    ['2031-05-06T00:00:00+02:00'],
    ['2031-05-06T00:00:00+0200'],
    ['2031-05-06T00:00:00+02'],
    ['2031-05-06T00:00:00,5+02'],
    ['2031-05-06T21:59:59Z'],
    ['2031-05-06 10:30-05'],
    ['1935784800000'],
    ['1935784800'],
    [String(Date.UTC(2031, 4, 6))],
    ['2031/05/06'],
    ['2031. 5. 6.'],
    ['2031 - 05 - 06'],
    ['20310506'],
    ['0_2031-05-06'],
    ['\u200f2031\u201105\u201106'],
    ['２０３１-０５-０６'],
    ['٢٠٣١-٠٥-٠٦'],
    ['6 May 2031'],
    ['May 6th, 2031'],
    ['the 6th of May, 2031'],
    ['6 May, 2031.'],
    ['06 May 2031'],
    ['Tuesday, 6 May 2031'],
    ['martes, 6 de mayo de 2031'],
    ['mar, 6 may 2031'],
    ['6-may-2031'],
  ])('reads %s', (written) => {
    expect(date(written)).toBe('2031-05-06');
  });

  it.each([
    ['25/05/2031', '2031-05-25'],
    ['05/25/2031', '2031-05-25'],
    ['25 / 05 / 2031', '2031-05-25'],
    ['5.5.2031', '2031-05-05'],
    ['5. 5. 2031.', '2031-05-05'],
    ['1st May 2031', '2031-05-01'],
    ['2nd May 2031', '2031-05-02'],
    ['3rd May 2031', '2031-05-03'],
    ['1er mayo 2031', '2031-05-01'],
    ['1o de mayo de 2031', '2031-05-01'],
    ['mar, 4 marzo 2031', '2031-03-04'],
    ['4 mar 2031', '2031-03-04'],
  ])('reads %s, where day and month cannot change places', (written, read) => {
    expect(date(written)).toBe(read);
  });

  it('knows every month and weekday', () => {
    const whole = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
    for (let day = 0; day < 365; day += 5) {
      const at = Date.UTC(2031, 0, 1 + day);
      for (const language of MADRID.languages) {
        expect(date(new Intl.DateTimeFormat(language, whole).format(at))).toBe(new Date(at).toISOString().slice(0, 10));
      }
    }
  });

  it.each([
    [['es'], '2031-05-06'],
    [['es', 'pt_BR', 'de'], '2031-05-06'],
    [['en_GB'], '2031-05-06'],
    [['en_US'], '2031-06-05'],
    [['en'], undefined],
    [['en', 'es'], undefined],
    [['en_US', 'es'], undefined],
    [[], undefined],
  ])('reads 06/05/2031 in the languages %j if they agree on it', (languages, read) => {
    expect(date('06/05/2031', { languages })).toBe(read);
  });

  it.each([
    ['a word', 'tomorrow'],
    ['a day that does not exist', '2031-02-30'],
    ['the same in other clothes', '30/02/2031'],
    ['the same in words', '30 February 2031'],
    ['a year of two digits', '06/05/31'],
    ['no year', '6 May'],
    ['a weekday of a day that does not exist', 'Sunday, 30 February 2031'],
    ['a weekday of another date', 'Monday, 6 May 2031'],
    ['two months', 'May or June 6 2031'],
    ['a word that may be a weekday or the month again', 'mar, 6 mar 2031'],
    ['no month', 'Tuesday 6, 2031'],
    ['two days', '6 7 May 2031'],
    ['two years', 'May 2031 2032'],
    ['words nobody knows', '6 May 2031 or later'],
    ['a word that nobody knows beside the weekday', 'Tuesday, 6 May 2031 perhaps'],
    ['a number in a word', '6 May2 2031'],
    ['more than a date', '2031-05-06 or so'],
    ['more after a zone', '2031-05-06T10:30Zulu'],
    ['more after a time', '2031-05-06T10:30 or so'],
    ['more before a time', 'x2031-05-06T10:30'],
    ['a time that is not complete', '2031-05-06T10'],
    ['an impossible time', '2031-05-06T25:00:00'],
    ['an impossible time of another zone', '2031-05-06T25:00:00Z'],
    ['a number before it', '12031.05.06'],
    ['a number before the day', '125.05.2031'],
    ['a number after it', '2031.05.061'],
    ['a number after the year', '25.05.20311'],
    ['too few digits without separators', '2031056'],
    ['too many digits without separators', '203105061'],
    ['too many digits of a count', '19357848000000'],
    ['a year of three digits', '25/05/203'],
    ['separators that differ', '06/05-2031'],
    ['a year out of reach', '4102444800000000'],
    ['a number', '42'],
  ])('reads no date in %s', (_, written) => {
    expect(date(written)).toBeUndefined();
  });

  it('takes an instant for the day of the business’s clock, unless it may be a mere date of another day', () => {
    const timeZone = 'America/New_York';
    expect(date('2031-05-06T04:00:00Z', { timeZone })).toBe('2031-05-06');
    expect(date('2031-05-06T03:30:00Z', { timeZone })).toBe('2031-05-05');
    expect(date('2031-05-06T00:00:00Z', { timeZone })).toBeUndefined();
    expect(date(String(Date.UTC(2031, 4, 6)), { timeZone })).toBeUndefined();
    expect(date('2031-05-06T00:00:00+02:00', { timeZone: 'Europe/London' })).toBeUndefined();
  });

  it('knows the names of months in the contract’s languages only', () => {
    expect(date('6. Mai 2031')).toBeUndefined();
    expect(date('6. Mai 2031', { languages: ['de'] })).toBe('2031-05-06');
    expect(date('6 de maio de 2031', { languages: ['pt_BR'] })).toBe('2031-05-06');
    expect(date('6 listopada 2031', { languages: ['pl'] })).toBe('2031-11-06');
    expect(date('6 listopada 2031', { languages: ['hr'] })).toBe('2031-10-06');
    expect(date('6 listopada 2031', { languages: ['pl', 'hr'] })).toBeUndefined();
  });
});

describe('a time as phones and people write it', () => {
  it.each([
    ['10:30'],
    ['10.30'],
    ['10h30'],
    ['10 h 30'],
    ['10:30 h'],
    ['10:30 hs'],
    ['10:30:00'],
    ['10:30:00.000'],
    ['10:30 am'],
    ['10:30 a. m.'],
    ['10:30\u00a0a.\u00a0m.'],
    ['10:30\u202fAM'],
    ['10：30'],
    ['１０:３０'],
    ['١٠:٣٠'],
    ['1_10:30'],
    ['10:30 – 11:00'],
    ['10:30-11:00'],
    ['10:30 a 11:00'],
    ['de 10:30 a 11:00'],
    ['10:30 a. m. - 11:00 a. m.'],
    ['10:30 a las 11:00'],
    ['10:30 a la 1:00'],
    ['10:30 al 11:00'],
    ['10:30 to 11:00'],
    ['10:30 till 11:00'],
    ['10:30 until 11:00'],
    ['10:30 hasta 11:00'],
    ['10:30 bis 11:00'],
    ['10:30 às 11:00'],
    ['10:30 até 11:00'],
    ['10:30 alle 11:00'],
    ['10:30 à 11:00'],
    ['10:30~11:00'],
    ['at 10:30'],
    ['from 10:30 to 11:00'],
    ['a las 10:30'],
    ['a la 10:30'],
    ['de las 10:30 a las 11:00'],
    ['desde 10:30 hasta 11:00'],
    ['um 10:30 Uhr'],
    ['von 10:30 bis 11:00'],
    ['às 10:30'],
    ['alle 10:30'],
    ['dalle 10:30 alle 11:00'],
    ['10:30 hr'],
    ['10:30 hrs'],
    ['10:30 hora'],
    ['10:30 horas'],
    ['10:30 min'],
    ["10:30 o'clock"],
    ['10:30:59'],
    ['10:30:59,999999999'],
    ['2031-05-06T10:30:00'],
    ['2031-05-06T10:30:59'],
    ['2031-05-06T08:30:00.000Z'],
    [String(Date.UTC(2031, 4, 6, 8, 30))],
  ])('reads %s', (written) => {
    expect(time(written)).toBe('10:30');
  });

  it.each([
    ['9:05', '09:05'],
    ['3:30 p. m.', '15:30'],
    ['3:30 pm – 4:30 pm', '15:30'],
    ['23:30–00:15', '23:30'],
    ['12 a.m.', '00:00'],
    ['12:15 AM', '00:15'],
    ['12 p.m.', '12:00'],
    ['12:30 PM', '12:30'],
    ['12:30', '12:30'],
    ['1 pm', '13:00'],
    ['11 pm', '23:00'],
    ['23:59', '23:59'],
    ['10h', '10:00'],
    ['00:00', '00:00'],
    ['24:00', '00:00 at the end'],
  ])('reads %s', (written, read) => {
    expect(time(written)).toBe(read);
  });

  it.each([
    ['3:30 pm', '15:30'],
    ['3:30 p', '15:30'],
    ['pm 3:30', '15:30'],
    ['12:30 am', '00:30'],
    ['12:30 a', '00:30'],
  ])('reads %s in any language', (written, read) => {
    expect(time(written, [])).toBe(read);
  });

  it('reads no half of the day in Sinhala, whose words for them differ by their marks only', () => {
    expect(time('3:30 ප.ව.', ['si'])).toBeUndefined();
  });

  it.each([
    ['ko', '오전 12:30'],
    ['zh', '上午12:30'],
    ['el', '12:30 π.μ.'],
  ])('reads the hour after midnight in %s: %s', (language, written) => {
    expect(time(written, [language])).toBe('00:30');
  });

  it.each([
    ['ja', '午後3:30'],
    ['ko', '오후 3:30'],
    ['zh', '下午3:30'],
    ['el', '3:30 μ.μ.'],
    ['ar', '٣:٣٠ م'],
    ['de', '15:30 Uhr'],
    ['fr', '15 h 30'],
  ])('reads the halves of the day in %s: %s', (language, written) => {
    expect(time(written, [language])).toBe('15:30');
    expect(language === 'de' || language === 'fr' || time(written) === undefined).toBe(true);
  });

  it.each([
    ['a bare number', '10'],
    ['four digits', '1030'],
    ['an hour that does not exist', '25:00'],
    ['a minute that does not exist', '10:75'],
    ['more than the end of the day', '24:30'],
    ['an hour that no half has', '13:30 pm'],
    ['the hour before the first of a half', '0:30 am'],
    ['a unit before it', 'h 10:30'],
    ['a word of another place after it', '10:30 at'],
    ['a range whose beginning may be of either half', '3:30 - 4:30 pm'],
    ['a range without a readable end', '10:30 - late'],
    ['two halves', 'am 10:30 pm'],
    ['two times', '10:30, 11:30'],
    ['a word', 'morning'],
    ['words around it', 'not before 10:30'],
    ['another day', '2031-05-07T10:30:00'],
    ['a moment of another day', '1970-01-01T10:30:00Z'],
  ])('reads no time in %s', (_, written) => {
    expect(time(written)).toBeUndefined();
  });
});

describe('a form with such values', () => {
  const sentAt = instantAt(Date.UTC(2026, 0, 1, 12));
  const read = (form: Record<string, Json>) => bookingFromForm(form, alwaysOpen, sentAt, MADRID.languages);

  it('is read from numbers and lists of one', () => {
    expect(read({ date: 1_935_784_800_000, time: ['10:30'] })).toMatchObject({
      startsAt: '2031-05-06T08:30:00.000Z',
      attention: [],
    });
  });

  it('asks for attention where two times were chosen, and where a number is none', () => {
    expect(read({ date: '2031-05-06', time: ['10:30', '11:00'] }).attention).toEqual(['time-unreadable']);
    expect(read({ date: 6, time: 10 }).attention).toEqual(['date-unreadable', 'time-unreadable']);
  });

  it('has no time by a moment that is on no chosen day', () => {
    expect(read({ time: '2031-05-06T10:30:00' }).attention).toEqual(['date-missing', 'time-unreadable']);
  });

  it('says nothing in a field that it does not have, whatever the name', () => {
    expect(fieldOf({}, 'constructor')).toBeUndefined();
    expect(fieldOf({ undefined: 'x' }, undefined)).toBeUndefined();
    expect(fieldOf({ constructor: 'x' }, 'constructor')).toBe('x');
  });

  it('ends a day at 24:00', () => {
    expect(read({ date: '2031-05-06', time: '24:00' }).startsAt).toBe('2031-05-06T22:00:00.000Z');
  });

  it.each([
    [['haircut', 'beard'], 'haircut, beard'],
    ['2_Hair_cut', 'Hair cut'],
    [['0_Hair_cut', '1_Beard'], 'Hair cut, Beard'],
    ['12_Hair_cut', 'Hair cut'],
    ['123_ Hair_cut_', 'Hair cut'],
    ['1234_Hair_cut', '1234_Hair_cut'],
    ['No 2_Hair_cut', 'No 2_Hair_cut'],
    ['2__', '2__'],
    ['30_min', '30_min'],
    ['1_hour_massage', '1_hour_massage'],
    ['2_hours_massage', '2_hours_massage'],
    ['1_day_course', '1_day_course'],
    ['2_days_course', '2_days_course'],
    ['1_week_course', '1_week_course'],
    ['2_weeks_course', '2_weeks_course'],
    ['2_minute_taking', 'minute taking'],
    ['30_min_massage', '30_min_massage'],
    ['hair_cut', 'hair_cut'],
    [7, '7'],
    [true, 'true'],
    [[' haircut ', '', null, 'beard'], 'haircut, beard'],
    [{ 'start-date': '2031-05-06', 'end-date': '2031-05-08', other: 'x' }, '2031-05-06 – 2031-05-08'],
  ])('names the service %j by its title', (service, title) => {
    expect(read({ service }).service).toBe(title);
  });

  it.each([[[]], [[' ', null]], [{}], [{ 'start-date': ' ' }], [null], [' ']])('says nothing by %j', (value) => {
    expect(read({ service: value, name: value, notes: value })).toEqual({
      timeZone: MADRID.timeZone,
      attention: ['date-missing', 'time-missing'],
    });
  });

  it('cuts texts between characters, and shows it', () => {
    const { customerName, notes } = read({ name: '💈'.repeat(150), notes: '界'.repeat(2_001) });
    expect(customerName).toBe(`${'💈'.repeat(99)}…`);
    expect(notes).toBe(`${'界'.repeat(1_999)}…`);
    expect(read({ name: `💈${'x'.repeat(300)}` }).customerName).toBe(`💈${'x'.repeat(197)}…`);
    expect(read({ notes: '界'.repeat(2_000) }).notes).toBe('界'.repeat(2_000));
  });
});
