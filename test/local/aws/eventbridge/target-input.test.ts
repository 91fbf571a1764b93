import { describe, expect, it } from 'vitest';
import { checkInput, shapeInput } from '../../../../local/aws/eventbridge/target-input.ts';

const event = {
  version: '0' as const,
  id: 'id-1',
  'detail-type': 'Appointment Booked',
  source: 'appointment-flow',
  account: '000000000000',
  time: '2026-01-02T03:04:05Z',
  region: 'eu-west-1',
  resources: [],
  detail: { name: 'Alex "Al"', items: [{ price: 5 }] },
};
const transformer = (template: string) => ({
  kind: 'transformer' as const,
  paths: { name: '$.detail.name', price: '$.detail.items[0].price', gone: '$.detail.gone' },
  template,
});

describe('what a target receives', () => {
  it.each([
    ['the whole event', undefined, JSON.stringify(event)],
    ['a constant', { kind: 'constant' as const, json: '{"a":1}' }, '{"a":1}'],
    ['a part of it', { kind: 'path' as const, path: '$.detail.items[0]' }, '{"price":5}'],
    ['a transformed object', transformer('{"who":<name>,"price":<price>}'), '{"who":"Alex \\"Al\\"","price":5}'],
    ['variables within a text', transformer('"<name> pays <price>"'), '"Alex \\"Al\\" pays 5"'],
    ['what is missing, as empty', transformer('{"gone":<gone>}'), '{"gone":""}'],
    ['reserved variables', transformer('{"rule":<aws.events.rule-name>}'), '{"rule":"my-rule"}'],
  ])('%s', (_, input, expected) => {
    expect(shapeInput(input, event, 'arn:aws:events:eu-west-1:000000000000:rule/my-rule')).toBe(expected);
  });
});

it('is refused at start for a path that is not plain', () => {
  expect(() => checkInput({ kind: 'path', path: '$.detail[?(@.a)]' }, 'Rule7')).toThrow(
    'does not support the path $.detail[?(@.a)] in a target of the rule Rule7',
  );
});
