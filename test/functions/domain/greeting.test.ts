import { describe, expect, it } from 'vitest';
import { fillGreeting, presentableName } from '../../../functions/shared/domain/greeting.ts';

describe('a name in a greeting', () => {
  it('stands where the contract puts it, whatever signs it holds', () => {
    expect(fillGreeting('Hi {{1}}, book your appointment:', '$& {{1}}')).toBe('Hi $& {{1}}, book your appointment:');
  });

  it('is one line, without the blanks around it', () => {
    expect(presentableName('  Ana\n María\u0007 ')).toBe('Ana María');
  });

  it('is cut at sixty characters, never inside a visible one', () => {
    const family = '👨‍👩‍👧‍👦';
    const name = presentableName('x'.repeat(55) + family) ?? '';
    expect(name).toBe('x'.repeat(55));
  });

  it.each([undefined, '', ' \n '])('is unknown when it is %j', (name) => {
    expect(presentableName(name)).toBeUndefined();
  });
});
