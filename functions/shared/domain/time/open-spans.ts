import * as z from 'zod/mini';

const clock = (form: RegExp, rule: string) => z.string(rule).check(z.regex(form, rule));

const OpenSpan = z
  .strictObject(
    {
      from: clock(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as "09:00"'),
      to: clock(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time such as "17:00", "24:00" at most'),
    },
    'must be an object with from and to',
  )
  .check(
    z.refine(({ from, to }) => from < to, {
      path: ['to'],
      error: 'must be later than from',
      when: ({ issues }) => issues.length === 0,
    }),
  );

/** When a day is open, on the business's own clock: in order, none in another. */
export const OpenSpans = z
  .array(OpenSpan, 'must be a list of times from and to')
  .check(
    z.refine(
      (day) => day.every(({ from }, index) => (day[index - 1]?.to ?? '') <= from),
      'must be in order and must not overlap',
    ),
  );
