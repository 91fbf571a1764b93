import { describe, expect, it } from 'vitest';
import { DATE_FORM, DATE_RULE } from '../../../functions/shared/domain/time/date-rule.ts';
import {
  DAY_MS,
  epochSeconds,
  HOUR_MS,
  Instant,
  instantAt,
  later,
} from '../../../functions/shared/domain/time/instant.ts';
import { readDate, readTime } from '../../../functions/shared/domain/time/local-time.ts';
import { OpenSpans } from '../../../functions/shared/domain/time/open-spans.ts';
import { beginningsIn, partsOf, spanOfDay, spanOfMonths } from '../../../functions/shared/domain/time/time-span.ts';

describe('an instant', () => {
  it.each([
    '2026-11-22T10:00:00Z',
    '2026-11-22T10:00:00.000',
    '2026-11-22T10:00:00.000+00:00',
    '12026-11-22T10:00:00.000Z',
    ' 2026-11-22T10:00:00.000Z',
    '2026-11-22T10:00:00.000Z ',
    'now',
  ])('is no such text as %j', (text) => {
    expect(Instant.safeParse(text).success).toBe(false);
  });

  it('is text whose order is that of time, within the years that have four digits', () => {
    const first = Date.parse('0000-01-01T00:00:00.000Z');
    const end = Date.UTC(10_000, 0, 1);
    expect(instantAt(first)).toBe('0000-01-01T00:00:00.000Z');
    expect(instantAt(end - 1)).toBe('9999-12-31T23:59:59.999Z');
    expect(() => instantAt(first - 1)).toThrow();
    expect(() => instantAt(end)).toThrow();
  });

  it('moves forwards and backwards', () => {
    const noon = Instant.parse('2026-11-22T12:00:00.000Z');
    expect(later(noon, HOUR_MS + DAY_MS)).toBe('2026-11-23T13:00:00.000Z');
    expect(later(noon, -HOUR_MS)).toBe('2026-11-22T11:00:00.000Z');
  });

  it('is not over in the second in which it falls', () => {
    expect(epochSeconds(Instant.parse('1970-01-01T00:00:01.000Z'))).toBe(1);
    expect(epochSeconds(Instant.parse('1970-01-01T00:00:01.001Z'))).toBe(2);
  });
});

describe('a date and a time of the business’s clock', () => {
  it.each(['2000-01-01', '2028-02-29', '2100-12-31'])('has the date %s', (text) => {
    expect(readDate(text)?.toString()).toBe(text);
  });

  it.each([
    '1999-12-31',
    '2101-01-01',
    '2026-02-29',
    '2026-13-01',
    ' 2026-12-01',
    '2026-12-01 ',
    '2026-12-01T10:00',
    '+002026-12-01',
  ])('has no date %j', (text) => {
    expect(readDate(text)).toBeUndefined();
  });

  it.each(['2000-01-01', '2099-12-31', '2100-12-31'])('may be asked for by %s', (text) => {
    expect(DATE_FORM.test(text)).toBe(true);
    expect(DATE_RULE).toContain('must be a date');
  });

  it.each([
    '1999-12-31',
    '2101-01-01',
    '12026-12-01',
    '2026-12-011',
    '2026-1-01',
    '2026-12-1',
    '20x6-12-01',
    'tomorrow',
  ])('may not be asked for by %s', (text) => {
    expect(DATE_FORM.test(text)).toBe(false);
  });

  it.each(['00:00', '09:05', '23:59'])('has the time %s', (text) => {
    expect(readTime(text)?.toString({ smallestUnit: 'minute' })).toBe(text);
  });

  it.each(['24:00', '10:60', '9:30', '009:30', '09:300', 'x09:30', ''])('has no time %j', (text) => {
    expect(readTime(text)).toBeUndefined();
  });
});

describe('when a day is open', () => {
  const faultsOf = (value: unknown) =>
    OpenSpans.safeParse(value).error?.issues.map(({ path, message }) => [path.join('.'), message]);

  it.each([
    [[]],
    [[{ from: '00:00', to: '24:00' }]],
    [
      [
        { from: '09:00', to: '13:00' },
        { from: '13:00', to: '19:59' },
        { from: '20:00', to: '23:59' },
      ],
    ],
  ])('may be %j', (spans) => {
    expect(faultsOf(spans)).toBeUndefined();
  });

  const from = 'must be a time such as "09:00"';
  const to = 'must be a time such as "17:00", "24:00" at most';
  const order = 'must be in order and must not overlap';
  it.each([
    ['a text', 'always', [['', 'must be a list of times from and to']]],
    ['a text in it', ['always'], [['0', 'must be an object with from and to']]],
    ['24:00 at the beginning', [{ from: '24:00', to: '24:00' }], [['0.from', from]]],
    ['a number', [{ from: 9, to: '10:00' }], [['0.from', from]]],
    ['no end', [{ from: '09:00' }], [['0.to', to]]],
    ['an hour of one digit', [{ from: '9:00', to: '10:00' }], [['0.from', from]]],
    [
      'more before a time',
      [{ from: 'x09:00', to: 'x10:00' }],
      [
        ['0.from', from],
        ['0.to', to],
      ],
    ],
    [
      'more after a time',
      [{ from: '09:000', to: '10:000' }],
      [
        ['0.from', from],
        ['0.to', to],
      ],
    ],
    ['more before midnight', [{ from: '09:00', to: '024:00' }], [['0.to', to]]],
    ['more than the day', [{ from: '09:00', to: '24:01' }], [['0.to', to]]],
    [
      'an impossible minute',
      [{ from: '09:60', to: '10:60' }],
      [
        ['0.from', from],
        ['0.to', to],
      ],
    ],
    ['an end at the beginning', [{ from: '09:00', to: '09:00' }], [['0.to', 'must be later than from']]],
    [
      'an overlap',
      [
        { from: '09:00', to: '13:00' },
        { from: '12:59', to: '15:00' },
      ],
      [['', order]],
    ],
    [
      'the later before the earlier',
      [
        { from: '14:00', to: '15:00' },
        { from: '09:00', to: '13:00' },
      ],
      [['', order]],
    ],
  ])('may not be %s', (_, spans, faults) => {
    expect(faultsOf(spans)).toEqual(faults);
  });
});

describe('a span of days', () => {
  it('goes from the first millisecond of a day of its zone to the last', () => {
    expect(spanOfDay('2026-12-01', 'Europe/Madrid')).toEqual({
      from: '2026-11-30T23:00:00.000Z',
      to: '2026-12-01T22:59:59.999Z',
    });
  });

  it('goes over the months around an instant', () => {
    const around = Instant.parse('2026-01-31T23:00:00.000Z');
    expect(spanOfMonths(around, { past: 1, future: 2 })).toEqual({
      from: '2025-12-01T00:00:00.000Z',
      to: '2026-03-31T23:59:59.999Z',
    });
    expect(spanOfMonths(around, { past: 0, future: 0 })).toEqual({
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-01-31T23:59:59.999Z',
    });
  });

  it('has the beginnings of all days and months that it touches', () => {
    const span = { from: Instant.parse('2026-01-30T23:00:00.000Z'), to: Instant.parse('2026-02-01T00:00:00.000Z') };
    expect(beginningsIn(span, 'day')).toEqual([
      '2026-01-30T00:00:00.000Z',
      '2026-01-31T00:00:00.000Z',
      '2026-02-01T00:00:00.000Z',
    ]);
    expect(beginningsIn(span, 'month')).toEqual(['2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z']);
  });

  it('has the parts of its days and months, one behind the other, each as far as it lies in it', () => {
    const span = { from: Instant.parse('2026-01-30T23:00:00.000Z'), to: Instant.parse('2026-02-01T10:00:00.000Z') };
    expect(partsOf(span, 'day')).toEqual([
      { from: '2026-01-30T23:00:00.000Z', to: '2026-01-30T23:59:59.999Z' },
      { from: '2026-01-31T00:00:00.000Z', to: '2026-01-31T23:59:59.999Z' },
      { from: '2026-02-01T00:00:00.000Z', to: '2026-02-01T10:00:00.000Z' },
    ]);
    expect(partsOf(span, 'month')).toEqual([
      { from: '2026-01-30T23:00:00.000Z', to: '2026-01-31T23:59:59.999Z' },
      { from: '2026-02-01T00:00:00.000Z', to: '2026-02-01T10:00:00.000Z' },
    ]);
    const within = { from: span.to, to: span.to };
    expect(partsOf(within, 'month')).toEqual([within]);
  });
});
