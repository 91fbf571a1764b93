import { describe, expect, it } from 'vitest';
import { dayOf, localeOf, timeOfDay, timesIn, weekdayOf } from '../../../web/ui/times.ts';

const NOW = () => Date.parse('2031-05-06T12:00:00Z');
const AT = '2031-05-06T07:30:05.000Z';

describe('days and times', () => {
  const british = timesIn('en-GB', 'Europe/Madrid', NOW);
  const american = timesIn('en-US', 'Europe/Madrid', NOW);
  const spanish = timesIn('es-ES', 'Europe/Madrid', NOW);

  it('are written as the language and the region do, with 12 or 24 hours', () => {
    expect(british.dayAndTime(AT)).toBe('Tue 6 May, 09:30');
    expect(american.dayAndTime(AT)).toMatch(/^Tue May 6, 9:30\sAM$/);
    expect(spanish.dayAndTime(AT)).toBe('mar 6 may, 09:30');
    expect(spanish.longDay('2031-05-06')).toBe('martes, 6 de mayo de 2031');
    expect([british.hourName(9), british.hourName(0)]).toEqual(['09:00', '00:00']);
    expect(american.hourName(15)).toMatch(/^3\sPM$/);
  });

  it('have the year where it is not the present one', () => {
    expect(british.dayName('2031-12-24')).toBe('Wed 24 Dec');
    expect(british.dayName('2032-01-02')).toBe('Fri 2 Jan 2032');
    expect(spanish.dayName('2032-01-02')).toMatch(/2032$/);
  });

  it('begin the week with the weekday of the region', () => {
    expect(british.firstDayOfWeek('2031-05-06')).toBe('2031-05-05');
    expect(american.firstDayOfWeek('2031-05-06')).toBe('2031-05-04');
    expect(american.weekdayName(7)).toBe('Sun');
    expect(weekdayOf('2031-05-04')).toBe(7);
  });

  it('are counted from now', () => {
    const inSeconds = (seconds: number) => NOW() + 1000 * seconds;
    expect(british.fromNow(inSeconds(1))).toBe('now');
    expect(british.fromNow(inSeconds(120))).toBe('in 2 min');
    expect(spanish.fromNow(inSeconds(-7200))).toBe('hace 2 h');
  });

  it('go to the API in one form, whatever is shown', () => {
    expect(timeOfDay('2031-05-05T22:05:00Z', 'Europe/Madrid')).toBe('00:05');
    expect(dayOf('2031-05-05T22:05:00Z', 'Europe/Madrid')).toBe('2031-05-06');
  });

  it('follow the region that the browser prefers for the language', () => {
    expect(localeOf('en', ['es-ES', 'en-US', 'en-GB'])).toBe('en-US');
    expect(localeOf('es', ['en-US', 'es-MX'])).toBe('es-MX');
  });

  it('follow the page where the browser names no region, or none that is a language tag', () => {
    expect(localeOf('en', ['de-DE', 'en'])).toBe('en-GB');
    expect(localeOf('en', ['en-US@posix'])).toBe('en-GB');
    expect(localeOf('es', [])).toBe('es-ES');
  });
});
