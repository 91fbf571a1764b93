// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation writes its placeholders like this.

import { describe, expect, it } from 'vitest';
import { createResolver } from '../../../../local/aws/template/intrinsics.ts';
import { Template } from '../../../../local/aws/template/template.ts';

const template = Template.parse({
  Resources: {},
  Parameters: { Stage: { Type: 'String', Default: 'live' }, Asked: { Type: 'String' } },
  Conditions: {
    IsLive: { 'Fn::Equals': [{ Ref: 'Stage' }, 'live'] },
    IsTest: { 'Fn::Not': [{ Condition: 'IsLive' }] },
    Both: { 'Fn::And': [{ Condition: 'IsLive' }, { Condition: 'IsTest' }] },
    Either: { 'Fn::Or': [{ Condition: 'IsLive' }, { Condition: 'IsTest' }] },
    Odd: { 'Fn::Contains': [['a'], 'a'] },
  },
  Mappings: { Sizes: { big: { memory: 1024 } } },
});

const resolver = createResolver(
  template,
  { region: 'eu-west-1', accountId: '000000000000', stackName: 'shop' },
  (logicalId) => ({
    logicalId,
    type: 'AWS::SQS::Queue',
    name: 'shop-queue',
    ref: `url-of-${logicalId}`,
    attributes: { Arn: `arn-of-${logicalId}` },
  }),
);

describe('a value of a template', () => {
  it.each([
    ['a plain value', { a: [1, 'x', null, true] }, { a: [1, 'x', null, true] }],
    ['Ref of a parameter', { Ref: 'Stage' }, 'live'],
    ['Ref of a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-west-1'],
    ['Ref of a resource', { Ref: 'Queue' }, 'url-of-Queue'],
    ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn-of-Queue'],
    ['Fn::GetAtt as text', { 'Fn::GetAtt': 'Queue.Arn' }, 'arn-of-Queue'],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Stage' }]] }, 'a-live'],
    ['Fn::Select of Fn::Split', { 'Fn::Select': [1, { 'Fn::Split': [',', 'a,b'] }] }, 'b'],
    [
      'Fn::Sub',
      { 'Fn::Sub': '${AWS::StackName}/${Queue}/${Queue.Arn}/${!Plain}' },
      'shop/url-of-Queue/arn-of-Queue/${Plain}',
    ],
    ['Fn::Sub with its own variables', { 'Fn::Sub': ['${Own}', { Own: { Ref: 'Stage' } }] }, 'live'],
    ['Fn::If that holds', { 'Fn::If': ['IsLive', 'yes', { Ref: 'Asked' }] }, 'yes'],
    ['Fn::If that does not hold', { 'Fn::If': ['IsTest', 'yes', 'no'] }, 'no'],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', 'big', 'memory'] }, 1024],
    ['AWS::NoValue in an object', { kept: 1, left: { Ref: 'AWS::NoValue' } }, { kept: 1 }],
    ['AWS::NoValue in a list', [1, { 'Fn::If': ['IsTest', 2, { Ref: 'AWS::NoValue' }] }], [1]],
  ])('is worked out: %s', (_, value, expected) => {
    expect(resolver.resolve(value)).toEqual(expected);
  });

  it.each([
    ['a function that is not known', { 'Fn::ImportValue': 'x' }, 'does not support Fn::ImportValue in a template'],
    [
      'an attribute that is not known',
      { 'Fn::GetAtt': ['Queue', 'Shape'] },
      'the attribute Shape of AWS::SQS::Queue (logical id Queue)',
    ],
    ['a parameter without a default', { Ref: 'Asked' }, 'parameter Asked has no default'],
    ['a condition that is not defined', { 'Fn::If': ['Missing', 1, 2] }, 'a condition it does not define: Missing'],
    [
      'a condition of a form that is not known',
      { 'Fn::If': ['Odd', 1, 2] },
      'does not support Fn::Contains in a condition',
    ],
  ])('is refused: %s', (_, value, words) => {
    expect(() => resolver.resolve(value)).toThrow(words);
  });

  it('can depend on conditions made of others', () => {
    expect(['IsLive', 'IsTest', 'Both', 'Either'].map(resolver.holds)).toEqual([true, false, false, true]);
  });
});
