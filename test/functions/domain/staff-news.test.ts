/** What staff read on WhatsApp, whatever a customer put into the form. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newsInWords, type StaffNews } from '../../../functions/shared/domain/staff/staff-news.ts';
import { NEWS_KINDS } from '../../../functions/shared/domain/staff/staff-texts.ts';
import { instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { aContract } from '../../support/contract.ts';
import { hostileText, RUNS } from '../../support/hostile-json.ts';

const contract = aContract();
const NOW = instantAt(Date.UTC(2026, 10, 22, 14));

const said = fc.option(
  fc
    .oneof(
      hostileText,
      fc.constantFrom('x\nTime: never', '{{date}}', '\u202eAlex', ' \u200b ', '34600000001', 'ñ'.repeat(2_000)),
    )
    .map((text) => text.toWellFormed()),
  { nil: undefined },
);

const someNews: fc.Arbitrary<StaffNews> = fc.record({
  kind: fc.constantFrom(...NEWS_KINDS),
  waits: fc.boolean(),
  recipient: fc.constant(undefined),
  customerName: said,
  service: said,
  at: fc.option(
    fc
      .date({ min: new Date('2027-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
      .map((date) => instantAt(date.getTime())),
    { nil: undefined },
  ),
});

describe('what staff read on WhatsApp', () => {
  it.each(['en', 'es', 'es_MX'])('fits into a message and into a template’s variables, in %s', (language) => {
    fc.assert(
      fc.property(someNews, (news) => {
        const { text, values } = newsInWords(news, { language }, contract, NOW);
        expect(values).toHaveLength(5);
        for (const value of values) expect(value.trim()).not.toBe('');
        expect(text).not.toMatch(/[\n\r\u2028\u202a-\u202e]/);
        expect(text.length).toBeLessThanOrEqual(1_024);
        expect(text.isWellFormed()).toBe(true);
      }),
      RUNS,
    );
  });
});
