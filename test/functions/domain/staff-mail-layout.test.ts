import { describe, expect, it } from 'vitest';
import { ENGLISH } from '../../../functions/shared/domain/notices/staff-mail-english.ts';
import { factWriter } from '../../../functions/shared/domain/notices/staff-mail-layout.ts';

const write = factWriter(ENGLISH);
const valuesOf = (lines: string[]) => lines.map((line) => line.slice(12));

describe('a fact in an e-mail to staff', () => {
  it('stands in a column beside its label', () => {
    expect(write([{ label: 'name', value: 'Ana' }])).toEqual([`${`${ENGLISH.labels.name}:`.padEnd(12)}Ana`]);
  });

  it('breaks between words into lines of 76 characters at most, all in its column', () => {
    const notes = Array.from({ length: 40 }, (_, word) => 'word'.repeat(1 + (word % 3))).join(' ');
    const lines = write([{ label: 'notes', value: notes }]);
    expect(lines.length).toBeGreaterThan(3);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(76);
    expect(lines.slice(1).every((line) => line.startsWith(' '.repeat(12)))).toBe(true);
    expect(valuesOf(lines).join(' ')).toBe(notes);
  });

  it('breaks a word that is longer than a line', () => {
    const lines = write([{ label: 'notes', value: 'x'.repeat(150) }]);
    expect(valuesOf(lines)).toEqual(['x'.repeat(64), 'x'.repeat(64), 'x'.repeat(22)]);
  });

  it('is left out if it is neither known now nor was before', () => {
    expect(write([{ label: 'name', value: undefined }])).toEqual([]);
    expect(write([{ label: 'name', value: undefined, before: undefined, hadBefore: true }])).toEqual([]);
  });

  it('says what it was before only if that was something else', () => {
    const now = { label: 'service', value: 'Haircut', hadBefore: true } as const;
    expect(valuesOf(write([{ ...now, before: 'Haircut' }]))).toEqual(['Haircut']);
    expect(valuesOf(write([{ ...now, before: 'Colour' }]))).toEqual(['Haircut', ENGLISH.before('Colour')]);
    expect(valuesOf(write([{ ...now, before: undefined }]))).toEqual(['Haircut', ENGLISH.before(ENGLISH.none)]);
    expect(valuesOf(write([{ ...now, value: undefined, before: 'Colour' }]))).toEqual([
      ENGLISH.none,
      ENGLISH.before('Colour'),
    ]);
  });
});
