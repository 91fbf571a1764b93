import { describe, expect, it } from 'vitest';
import {
  correctedNames,
  isFoundBy,
  type KnownNames,
  nameWords,
  withNames,
  withOnly,
  wordsOf,
} from '../../../functions/shared/domain/customer/known-names.ts';
import { DAY_MS, instantAt } from '../../../functions/shared/domain/time/instant.ts';

const day = (days: number) => instantAt(Date.UTC(2031, 4, 6) + days * DAY_MS);

/** Names that were heard on a day, and are to be found a hundred days longer. */
const heard = (names: string[], on = 0, until = on + 100) => ({ names, at: day(on), until: day(until) });

const known = (names: string[], more: Partial<KnownNames> = {}): KnownNames => ({
  names,
  at: day(0),
  until: day(160),
  rev: 3,
  ...more,
});

describe('a name that a customer is found by', () => {
  it.each([
    ['María José  Ruiz-Ortega', ['maria', 'jose', 'ruiz', 'ortega']],
    ['Ana ana ANA', ['ana']],
    ['🌸', []],
    ['', []],
    ['x'.repeat(24), ['x'.repeat(24)]],
    ['x'.repeat(25), ['x'.repeat(24)]],
    ['a b c d e f g h i', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']],
  ])('is words without case and accents, of a bounded number and length: %j', (name, words) => {
    expect(nameWords(name)).toEqual(words);
  });

  it('has each of its words once, whatever other names of the customer have it', () => {
    expect(wordsOf(['Ana Ruiz', 'Ana Ortega', ''])).toEqual(['ana', 'ruiz', 'ortega']);
  });

  it.each([
    [['an', 'ru'], true],
    [['ru', 'an'], true],
    [[], true],
    [['an', 'or'], false],
    [['na'], false],
  ])('is found where all of what was typed begins words of one name: %j', (typed, isFound) => {
    expect(isFoundBy(['Ana Ruiz', 'Ben Ortega'], typed)).toBe(isFound);
  });
});

describe('the names of a customer', () => {
  it('are those that were heard first, and are found longer than asked for', () => {
    const first = heard(['Ana', 'ANA', '🌸', 'Ruiz']);
    expect(withNames(undefined, first)).toEqual({ names: ['Ana', 'Ruiz'], at: day(0), until: day(160), rev: 1 });
  });

  it('are none where nothing was heard that anybody could be found by', () => {
    expect(withNames(undefined, heard(['🌸']))).toBeUndefined();
    expect(withNames(undefined, heard([]))).toBeUndefined();
    expect(withNames(known([]), heard([], 31))).toBeUndefined();
  });

  it('are the newest four, and what was heard later comes first', () => {
    const four = ['Ana', 'Ben', 'Cid', 'Dan'];
    expect(withNames(known(four), heard(['Eva'], 1))?.names).toEqual(['Eva', 'Ana', 'Ben', 'Cid']);
    expect(withNames(known(four), heard(['Eva'], -1))).toBeUndefined();
    expect(withNames(known(['Ana']), heard(['Eva'], -1))?.names).toEqual(['Ana', 'Eva']);
    expect(withNames(known(['Ana']), heard(['Eva'], 0))?.names).toEqual(['Ana', 'Eva']);
  });

  it('are written anew where a name is news, and not where it is known in other letters', () => {
    expect(withNames(known(['Ana', 'Ben']), heard(['ANA'], 1))).toBeUndefined();
    expect(withNames(known(['Ana Maria']), heard(['Anamaria'], 1))?.names).toEqual(['Anamaria', 'Ana Maria']);
    expect(withNames(known(['Ana', 'Ben']), heard(['Eva'], 1))).toEqual({
      ...{ names: ['Eva', 'Ana', 'Ben'], at: day(1), until: day(161), rev: 4 },
    });
  });

  it('are written anew a month after they were heard last, so that the customer is among the first found', () => {
    const longKnown = known(['Ana'], { until: day(900) });
    expect(withNames(longKnown, heard(['Ana'], 29))).toBeUndefined();
    expect(withNames(longKnown, heard(['Ana'], 30))).toEqual({ ...longKnown, at: day(30), rev: 4 });
  });

  it('are written anew where they would be forgotten too early', () => {
    expect(withNames(known(['Ana']), heard(['Ana'], -1, 160))).toBeUndefined();
    expect(withNames(known(['Ana']), heard(['Ana'], -1, 161))).toEqual(known(['Ana'], { until: day(221), rev: 4 }));
  });

  it('of a booking alone are those that it has now, and stay where they are the same', () => {
    expect(withOnly(undefined, heard(['Ana']))).toEqual({ names: ['Ana'], at: day(0), until: day(160), rev: 1 });
    expect(withOnly(undefined, heard([]))).toBeUndefined();
    expect(withOnly(known(['Ana']), heard(['ANA'], 1, 160))).toBeUndefined();
    expect(withOnly(known(['Ana']), heard(['Ana'], 1, 161))).toMatchObject({ until: day(221), rev: 4 });
    expect(withOnly(known(['Ana']), heard(['Eva'], 1))).toMatchObject({ names: ['Eva'], at: day(1), rev: 4 });
    expect(withOnly(known(['Ana']), heard([], 1))).toMatchObject({ names: [], rev: 4 });
    expect(withOnly(known(['Ana', 'Ben']), heard(['Ana'], 1))).toMatchObject({ names: ['Ana'], rev: 4 });
    expect(withOnly(known(['Ana']), heard(['Ana', 'Ben'], 1))).toMatchObject({ names: ['Ana', 'Ben'], rev: 4 });
  });

  it('that staff correct replace all others, even where they are the same', () => {
    expect(correctedNames(known(['Ana']), heard(['Ana', 'ana'], 1))).toEqual({
      ...{ names: ['Ana'], at: day(1), until: day(161), rev: 4 },
    });
    expect(correctedNames(known(['Ana'], { at: day(2), until: day(300) }), heard(['Eva'], 1))).toEqual({
      ...{ names: ['Eva'], at: day(2), until: day(300), rev: 4 },
    });
  });
});
