import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Assembly, loadAssembly } from '../../../../local/aws/template/assembly.ts';
import { buildModel } from '../../../../local/aws/template/build-model.ts';
import type { TemplateResource } from '../../../../local/aws/template/template.ts';
import { synthesizeTinyApp } from '../../support/tiny-app.ts';

let app: ReturnType<typeof synthesizeTinyApp>;
let assembly: Assembly;
beforeAll(async () => {
  app = synthesizeTinyApp();
  assembly = await loadAssembly(app.assembly);
});
afterAll(() => rmSync(app.notes, { recursive: true, force: true }));

/** The tiny app with one resource added or changed. */
function withResource(logicalId: string, resource: TemplateResource): Assembly {
  const Resources = { ...assembly.template.Resources, [logicalId]: resource };
  return { ...assembly, template: { ...assembly.template, Resources } };
}

/** The tiny app with one property of its only resource of that type changed. */
function withProperty(type: string, name: string, value: unknown): Assembly {
  const found = Object.entries(assembly.template.Resources).find(([, { Type }]) => Type === type);
  const [logicalId, resource] = found ?? ['', { Type: type }];
  return withResource(logicalId, { ...resource, Properties: { ...resource.Properties, [name]: value } });
}

describe('a synthesized stack', () => {
  it('has its functions with code, environment and limits', () => {
    const tick = buildModel(assembly).functions.find(({ name }) => name === 'tick');
    expect(tick).toMatchObject({
      label: 'tick',
      logGroup: '/tiny/tick',
      arn: 'arn:aws:lambda:eu-west-1:000000000000:function:tick',
      handler: { module: 'handler', export: 'handler' },
      timeoutMs: 2000,
      environment: { PROVIDER_URL: 'https://provider.example' },
      async: { maximumRetries: 1, onFailure: { kind: 'queue' } },
    });
    expect(tick?.assetDirectory).toMatch(/asset\.[0-9a-f]{64}$/);
  });

  it('has its table with indexes, stream and TTL', () => {
    expect(buildModel(assembly).table).toEqual({
      tableName: expect.stringMatching(/^tiny-Table/),
      partitionKey: 'pk',
      indexes: [
        {
          name: 'agenda',
          partitionKey: 'month',
          sortKey: 'at',
          projection: { type: 'INCLUDE', attributes: ['type'] },
        },
      ],
      attributeTypes: { pk: 'S', month: 'S', at: 'N' },
      ttlAttribute: 'expiresAt',
      streamView: 'NEW_AND_OLD_IMAGES',
    });
  });

  it('has its routes, each with its function, limit and throttle', () => {
    const model = buildModel(assembly);
    const answer = model.functions.find(({ name }) => name === 'answer')?.id;
    expect(model.api?.routes).toContainEqual({ key: 'GET /do/{what}', function: answer, timeoutMs: 30_000 });
    expect(model.api?.routes).toContainEqual({
      key: 'GET /narrow/{what}',
      function: answer,
      timeoutMs: 30_000,
      throttle: { ratePerSecond: 0.001, burst: 2 },
    });
  });

  it('has what feeds its functions', () => {
    const { streamMappings, queueMappings, rules, schedules, queues } = buildModel(assembly);
    expect(streamMappings).toMatchObject([
      { batchSize: 10, bisect: true, reportsItemFailures: true, maximumRetries: 2, onFailure: { kind: 'bucket' } },
    ]);
    expect(queueMappings).toMatchObject([{ batchSize: 5, maximumConcurrency: 2, reportsItemFailures: true }]);
    expect(rules).toMatchObject([{ bus: 'tiny-bus' }, { bus: 'tiny-bus', targets: [{ to: { kind: 'function' } }] }]);
    expect(schedules).toMatchObject([{ expression: 'rate(1 hour)', targets: [{ input: { kind: 'constant' } }] }]);
    expect(queues.find(({ name }) => name === 'work')).toMatchObject({
      visibilityTimeoutMs: 30_000,
      redrive: { maximumReceives: 3 },
    });
  });

  it('leaves out what its conditions leave out', () => {
    const changed = withResource('Extra', { Type: 'AWS::SQS::Queue', Condition: 'Never' });
    const template = { ...changed.template, Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } };
    const names = buildModel({ ...changed, template }).queues.map(({ name }) => name);
    expect(names.filter((name) => name.includes('Extra'))).toEqual([]);
  });
});

describe('what the runner does not run is an error that names it:', () => {
  it('a resource of another type', () => {
    expect(() => buildModel(withResource('Stream', { Type: 'AWS::Kinesis::Stream' }))).toThrow(
      'The local runner does not support AWS::Kinesis::Stream (logical id Stream)',
    );
  });

  it.each([
    ['AWS::Lambda::Function', 'Layers', ['arn:aws:lambda:eu-west-1:1:layer:x:1'], 'Layers is not known'],
    ['AWS::Lambda::Function', 'Runtime', 'python3.13', 'Runtime must be "nodejs24.x"'],
    ['AWS::SQS::Queue', 'FifoQueue', true, 'FifoQueue is not known'],
    ['AWS::Lambda::EventSourceMapping', 'TumblingWindowInSeconds', 10, 'TumblingWindowInSeconds is not known'],
    ['AWS::DynamoDB::GlobalTable', 'LocalSecondaryIndexes', [], 'LocalSecondaryIndexes is not known'],
    ['AWS::ApiGatewayV2::Api', 'CorsConfiguration', {}, 'CorsConfiguration is not known'],
    ['AWS::ApiGatewayV2::Stage', 'StageName', 'v1', 'StageName must be "$default"'],
    ['AWS::ApiGatewayV2::Route', 'AuthorizationType', 'AWS_IAM', 'AuthorizationType must be "NONE"'],
    ['AWS::SNS::Topic', 'FifoTopic', true, 'FifoTopic is not known'],
    ['AWS::Events::Rule', 'Targets', [{ Arn: 'arn:aws:sns:x', Id: 'T' }], 'the target T (arn:aws:sns:x)'],
    [
      'AWS::Events::Rule',
      'Targets',
      [{ Arn: 'x', Id: 'T', EcsParameters: {} }],
      'Targets.0.EcsParameters is not known',
    ],
  ])('%s with %s', (type, name, value, words) => {
    expect(() => buildModel(withProperty(type, name, value))).toThrow(words);
    expect(() => buildModel(withProperty(type, name, value))).toThrow(`of ${type} (logical id `);
  });

  it('a topic that reaches people otherwise than by e-mail', () => {
    const Properties = { TopicArn: 'topic', Protocol: 'sms', Endpoint: '+34600000001' };
    expect(() => buildModel(withResource('Sms', { Type: 'AWS::SNS::Subscription', Properties }))).toThrow(
      'Protocol must be "email"',
    );
  });

  it('a queue that AWS would refuse to connect to its function', () => {
    const { functions, queueMappings } = buildModel(assembly);
    const consumer = functions.find(({ id }) => id === queueMappings[0]?.function);
    const resource = assembly.template.Resources[consumer?.id ?? ''];
    const slow = { Type: '', ...resource, Properties: { ...resource?.Properties, Timeout: 60 } };
    expect(() => buildModel(withResource(consumer?.id ?? '', slow))).toThrow(
      'the visibility timeout of its queue (30 s) must not be less than the timeout of its function (60 s)',
    );
  });
});
