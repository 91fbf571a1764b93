import { describe, expect, it } from 'vitest';
import { fillGreeting, fitsGreeting, presentableName } from '../../../functions/shared/domain/customer/greeting.ts';

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
    expect(presentableName(`${'x'.repeat(59)} y`)).toBe('x'.repeat(59));
    expect(presentableName('x'.repeat(61))).toBe('x'.repeat(60));
    expect(presentableName(family.repeat(20))).toBe(family.repeat(5));
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
    ['🇪🇸', '🇪🇸'],
    ['x'.repeat(60), 'x'.repeat(60)],
    ['null and void', 'null and void'],
    ['not null', 'not null'],
    ['me@c.us!', 'me@c.us!'],
    ['I am me@lid', 'I am me@lid'],
    ['ES.12345', 'ES.12345'],
    ['MY ES.123456', 'MY ES.123456'],
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
    '120363000000000000-1@g.us',
    'a@s.whatsapp.net',
    'status@broadcast',
    '1@newsletter',
    'US.ENT.123456',
    'null',
    'undefined',
    '😀 1',
    '\ud800',
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

describe('a message', () => {
  const greeting = 'Hi {{1}}, book here:';

  it.each([
    ['Hi A, book here:', true],
    [`Hi ${'x'.repeat(60)}, book here:`, true],
    [`Hi ${'x'.repeat(61)}, book here:`, false],
    ['Hi , book here:', false],
    ['Ho A, book here:', false],
    ['Hi A, book there:', false],
    ['Hi \ud800, book here:', false],
  ])('fits the greeting with a name of one to sixty characters in it: %j', (text, fits) => {
    expect(fitsGreeting(text, greeting)).toBe(fits);
  });

  it('fits a greeting that begins or ends with the name', () => {
    expect(fitsGreeting('Ana, hi', '{{1}}, hi')).toBe(true);
    expect(fitsGreeting('hi Ana', 'hi {{1}}')).toBe(true);
  });
});
