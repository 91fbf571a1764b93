import { describe, expect, it } from 'vitest';
import { isNumber, phonesMeant } from '../../../functions/shared/domain/customer/phone-search.ts';

describe('what somebody types who looks for a customer', () => {
  it.each([['612345'], ['+34 612 34 56 78'], ['(0612) 34-56'], ['tel:612345678'], [' TEL:612345678'], ['٦١٢٣٤٥']])(
    'is a number if it is digits and signs: %s',
    (typed) => {
      expect(isNumber(typed)).toBe(true);
    },
  );

  it.each([
    ['61234'],
    [''],
    ['+'],
    ['Ana 612345678'],
    ['tel:tel:612345678'],
    ['612345 tel:'],
    ['612345678 móvil'],
    ['Ana'],
  ])('is a name if it has letters or few digits: %j', (typed) => {
    expect(isNumber(typed)).toBe(false);
  });

  it('may be a number of the country, which comes first, or one that begins with its country code', () => {
    expect(phonesMeant('612 34 56 78', 'ES')).toEqual(['34612345678', '612345678']);
    expect(phonesMeant('34612345678', 'ES')).toEqual(['34612345678']);
    expect(phonesMeant('612345678', undefined)).toEqual(['612345678']);
    expect(phonesMeant('12345', 'ES')).toEqual([]);
  });

  it.each([['+34612345678'], ['0034 612 345 678'], ['0 034612345678'], ['  +34 612 345 678']])(
    'is of no other country if it names one: %s',
    (typed) => {
      expect(phonesMeant(typed, 'GB')).toEqual(['34612345678']);
    },
  );
});
