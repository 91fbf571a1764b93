import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDeepJson, parseJson } from '../../../functions/shared/domain/text/json.ts';

const nested = (levels: number, inner = '') => `${'['.repeat(levels)}${inner}${']'.repeat(levels)}`;

describe('JSON from outside', () => {
  it('is what JSON.parse makes of it, as far as numbers can be held', () => {
    const property = fc.property(fc.json({ maxDepth: 4, stringUnit: 'binary' }), (text) => {
      expect(parseJson(text)).toEqual(JSON.parse(text));
      expect(parseDeepJson(`\ufeff${text}`)).toEqual(JSON.parse(text));
    });
    fc.assert(property, { seed: 7, numRuns: 500 });
  });

  it.each(['', '\ufeff', '{', '[1,]', '01', '\ufeff\ufeff1', `${nested(70)}]`])('is none: %j', (text) => {
    expect([parseJson(text), parseDeepJson(text)]).toEqual([undefined, undefined]);
  });

  it('may nest 64 levels, and no text counts as one', () => {
    expect(parseJson(nested(64))).toBeDefined();
    expect(parseJson(nested(65))).toBeUndefined();
    const typed = JSON.stringify({ text: ']"\\'.repeat(9_000), list: '['.repeat(65) });
    expect(parseJson(typed)).toEqual(JSON.parse(typed));
    expect(parseJson(`{"x":"${']'.repeat(9_000)}","y":${nested(9_000)}}`)).toBeUndefined();
    const quoted = JSON.stringify({ text: `"${'['.repeat(65)}` });
    expect(parseJson(quoted)).toEqual(JSON.parse(quoted));
  });

  it('keeps as its own text what lies deeper, where that is asked for', () => {
    expect(parseDeepJson('{"a":[{"b":[1]},"]"],"c":[{}]}', 2)).toEqual({ a: ['{"b":[1]}', ']'], c: ['{}'] });
    expect(parseDeepJson(nested(3, '-122097329108006499'), 2)).toEqual([['[-122097329108006499]']]);
    expect(JSON.stringify(parseDeepJson(nested(100_000))).length).toBeGreaterThan(199_000);
  });

  it.each(['9007199254740993', '-122097329108006499', '1e400', '5e-400', '0.12345678901234567890'])(
    'keeps the digits of %s, which no number holds',
    (number) => expect(parseJson(`[${number},{"n":${number}}]`)).toEqual([number, { n: number }]),
  );

  it.each(['0', '-0.0', '1.50', '1e5', '1E+20', '9007199254740991', '100000000000000000000', '1795341600.5'])(
    'has a number for %s',
    (number) => expect(parseJson(number)).toBe(Number(number)),
  );
});
