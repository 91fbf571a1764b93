import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { faultsOf } from '../../../functions/shared/domain/field-faults.ts';

const Schema = z.strictObject({
  name: z.string('must be text'),
  role: z.enum(['desk', 'read'], 'must be desk or read'),
  count: z.int(),
  inner: z.object({ at: z.string() }),
  texts: z.record(z.string().check(z.minLength(2, 'must be a tag')), z.string()),
  code: z.string().check(z.minLength(3)),
  last: z.string().check(z.refine((text) => text !== 'never', 'must be later')),
});
const RIGHT = {
  name: 'Ana',
  role: 'desk',
  count: 1,
  inner: { at: 'now' },
  texts: { en: 'Hi' },
  code: 'abc',
  last: 'soon',
};

const WORDING = { root: 'contract', unknownField: 'is no field', missing: 'is missing; ' };
function rulesOf(value: unknown, wording?: typeof WORDING): [string, string][] {
  const { error } = Schema.safeParse(value, { reportInput: true });
  return error ? faultsOf(error, wording).map(({ field, rule }) => [field, rule]) : [];
}

describe('the faults of what somebody wrote', () => {
  it.each([
    [{ ...RIGHT, name: 7 }, 'name', 'must be text'],
    [{ ...RIGHT, role: 'owner' }, 'role', 'must be desk or read'],
    [{ ...RIGHT, count: 'many' }, 'count', 'must be number'],
    [{ ...RIGHT, inner: 7 }, 'inner', 'must be an object'],
    [{ ...RIGHT, inner: { at: 7 } }, 'inner.at', 'must be string'],
    [{ ...RIGHT, texts: { e: 'Hi' } }, 'texts.e', 'must be a tag'],
    [{ ...RIGHT, code: 'ab' }, 'code', 'is not valid'],
    [{ ...RIGHT, last: 'never' }, 'last', 'must be later'],
    [{ ...RIGHT, more: 7 }, 'more', 'is not a known field'],
    [7, '(body)', 'must be an object'],
  ])('name the field and its rule, never the value: %j', (value, field, rule) => {
    expect(rulesOf(value)).toEqual([[field, rule]]);
  });

  it('of what is missing say so where they are asked to, and only there', () => {
    const { name: _, role: __, ...others } = RIGHT;
    expect(rulesOf(others)).toEqual([
      ['name', 'must be text'],
      ['role', 'must be desk or read'],
    ]);
    expect(rulesOf(others, WORDING)).toEqual([
      ['name', 'is missing; must be text'],
      ['role', 'is missing; must be desk or read'],
    ]);
    expect(rulesOf({ ...RIGHT, name: 7, role: 'owner', last: 'never' }, WORDING)).toEqual([
      ['name', 'must be text'],
      ['role', 'must be desk or read'],
      ['last', 'must be later'],
    ]);
  });

  it('are in the words that are asked for', () => {
    expect(rulesOf({ ...RIGHT, more: 7, other: 7 }, WORDING)).toEqual([
      ['more', 'is no field'],
      ['other', 'is no field'],
    ]);
    expect(rulesOf(7, WORDING)).toEqual([['contract', 'must be an object']]);
  });
});
