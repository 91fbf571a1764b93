import { describe, expect, it } from 'vitest';
import { isTypoOf } from '../../../functions/shared/domain/text/typo.ts';

describe('a word with one mistake', () => {
  it.each([
    ['appointmant', 'a wrong letter'],
    ['appointmenr', 'a wrong last letter'],
    ['appoinment', 'a letter missing'],
    ['appointmen', 'the last letter missing'],
    ['apppointment', 'a letter twice'],
    ['appointmennt', 'a letter added'],
    ['appointments', 'a letter at the end'],
    ['appiontment', 'two letters swapped'],
    ['appointmetn', 'the last two letters swapped'],
    ['appointment', 'none'],
  ])('is the word: "%s", %s', (written) => {
    expect(isTypoOf(written, 'appointment')).toBe(true);
  });

  it.each([
    ['apointmant', 'two mistakes'],
    ['appoitnmetn', 'two swaps'],
    ['appointm', 'an abbreviation'],
    ['appointmentss', 'two letters more'],
    ['eppointment', 'another first letter'],
    ['ppointment', 'no first letter'],
    ['', 'nothing'],
  ])('is another word: "%s", %s', (written) => {
    expect(isTypoOf(written, 'appointment')).toBe(false);
  });

  it('is another word where the word is short', () => {
    expect(isTypoOf('cancer', 'cancel')).toBe(false);
    expect([isTypoOf('reserva', 'reservar'), isTypoOf('reserve', 'reserva')]).toEqual([true, false]);
  });
});
