import { describe, expect, it } from 'vitest';
import { fillGreeting, presentableName } from '../../../functions/shared/domain/customer/greeting.ts';

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

  it.each([
    ['\u202eevil', 'evil'],
    ['\u2067Ana\u2069 \u200fB', 'Ana B'],
    ['مُحَمَّد', 'مُحَمَّد'],
    ['علی\u200cرضا', 'علی\u200cرضا'],
    ['👨‍👩‍👧‍👦 Ruiz', '👨‍👩‍👧‍👦 Ruiz'],
    ['🏴󠁧󠁢󠁥󠁮󠁧󠁿 Kim', '🏴󠁧󠁢󠁥󠁮󠁧󠁿 Kim'],
    ['🌸', '🌸'],
    ['4 Elements', '4 Elements'],
    ["O'Neil-Ruiz, Jr.", "O'Neil-Ruiz, Jr."],
  ])('does not turn the greeting round, and is left as it is otherwise: %j', (name, shown) => {
    expect(presentableName(name)).toBe(shown);
  });

  it.each([
    '+34 600 000 001',
    '34600000001',
    '~34 600-000-001',
    '٣٤٦٠٠٠٠٠٠٠١',
    '📱 600000001',
    '34600000001@c.us',
    'ES.13491208655302741@lid',
    'ES.13491208655302741',
    '120363000000000000@g.us',
    'null',
    'undefined',
    '.',
    '---',
    '\u200e',
    '\u3164',
    '\u200b\u200b',
    '\u2060',
    '\ufeff',
    '\u00ad',
    '\u2800',
    '\u0301',
    '\u202e\u202d',
  ])('is not %j: nobody is called so', (name) => {
    expect(presentableName(name)).toBeUndefined();
  });

  it.each([undefined, '', ' \n '])('is unknown when it is %j', (name) => {
    expect(presentableName(name)).toBeUndefined();
  });
});
