import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { METRIC_NAMESPACE } from '../../functions/shared/domain/metrics.ts';
import { createAlarm } from '../support/cloudwatch/alarms.ts';
import { createMetrics } from '../support/cloudwatch/metrics.ts';
import { inspectStack, ownContract, resourceOf, resourcesOf, synthesize } from './synthesized.ts';

const without = synthesize(ownContract);
const crm = { url: 'https://crm.test/hooks/bookings', header: 'authorization', perSecond: 25 };
const template = synthesize({ ...ownContract, crm });
const json = template.toJSON();

const idOf = (type: string, beginning: string) =>
  Object.keys(template.findResources(type)).find((id) => id.startsWith(beginning)) ?? '';
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

const destination = idOf('AWS::Events::ApiDestination', 'Crm');
const deadLetters = idOf('AWS::SQS::Queue', 'BookingsNotHandedOff');
const rule = json['Resources'][idOf('AWS::Events::Rule', 'BookingsToHandOff')].Properties;

describe('a contract without a CRM', () => {
  it('makes nothing for one', () => {
    for (const type of ['AWS::Events::Connection', 'AWS::Events::ApiDestination']) without.resourceCountIs(type, 0);
    const ids = Object.keys(without.toJSON()['Resources']);
    expect(ids.filter((id) => /^Crm|HandOff|HandedOff/.test(id))).toEqual([]);
  });
});

describe('a contract with a CRM', () => {
  it('has bookings posted to its address, at its pace, with the key from the secret and no key in the template', () => {
    expect(json['Resources'][destination].Properties).toMatchObject({
      InvocationEndpoint: crm.url,
      HttpMethod: 'POST',
      InvocationRateLimitPerSecond: 25,
      ConnectionArn: arnOf(idOf('AWS::Events::Connection', 'CrmConnection')),
    });
    const secret = { Ref: idOf('AWS::SecretsManager::Secret', 'SecretsGiven') };
    const reference = ['{{resolve:secretsmanager:', secret, ':SecretString:crmKey::}}'];
    expect(resourceOf(template, 'AWS::Events::Connection')).toMatchObject({
      AuthorizationType: 'API_KEY',
      AuthParameters: {
        ApiKeyAuthParameters: { ApiKeyName: 'authorization', ApiKeyValue: { 'Fn::Join': ['', reference] } },
      },
    });
  });

  it('leaves the first value of the secret, which CloudFormation would write again, as it was', () => {
    const given = (one: typeof template) => one.findResources('AWS::SecretsManager::Secret');
    expect(given(template)).toEqual(given(without));
  });

  it('hands off what happens to bookings, and what is sent again, which no other rule takes', () => {
    expect(rule.EventPattern).toEqual({
      source: ['appointment-flow', 'appointment-flow.redrive'],
      'detail-type': ['Appointment Booked', 'Appointment Changed', 'Appointment Cancelled'],
    });
    const patterns = resourcesOf(template, 'AWS::Events::Rule').map(({ EventPattern }) => JSON.stringify(EventPattern));
    expect(patterns.filter((pattern) => pattern?.includes('redrive'))).toHaveLength(1);
  });

  it('gets the type and the detail, is tried for a day, and what it does not take is kept', () => {
    expect(rule.Targets).toEqual([
      {
        Id: 'Target0',
        Arn: arnOf(destination),
        InputTransformer: {
          InputPathsMap: { 'detail-type': '$.detail-type', detail: '$.detail' },
          InputTemplate: '{"type":<detail-type>,"detail":<detail>}',
        },
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        DeadLetterConfig: { Arn: arnOf(deadLetters) },
        RoleArn: arnOf(idOf('AWS::IAM::Role', 'CrmCaller')),
      },
    ]);
    const alarm = resourceOf(template, 'AWS::CloudWatch::Alarm', {
      AlarmName: `${ownContract.name}-bookings-not-handed-off`,
    });
    expect(JSON.stringify(alarm.AlarmDescription)).toMatch(/^.*The CRM lacks .*npm run channel -- redrive/);
  });

  it('is called by a rule that may do that and nothing else', () => {
    const caller = json['Resources'][idOf('AWS::IAM::Role', 'CrmCaller')].Properties;
    expect(caller.ManagedPolicyArns).toBeUndefined();
    expect(
      caller.Policies.flatMap(
        ({ PolicyDocument }: { PolicyDocument: { Statement: unknown } }) => PolicyDocument.Statement,
      ),
    ).toEqual([{ Effect: 'Allow', Action: 'events:InvokeApiDestination', Resource: arnOf(destination) }]);
    template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  it('has somebody told when bookings are announced and its rule takes none, but not where one falls between two periods', () => {
    const properties = resourceOf(template, 'AWS::CloudWatch::Alarm', {
      AlarmName: `${ownContract.name}-crm-silent`,
    });
    const [, taken] = properties.Metrics.flatMap(({ MetricStat }: { MetricStat?: { Metric: object } }) =>
      MetricStat ? [MetricStat.Metric] : [],
    );
    const ruleName = {
      'Fn::Select': [2, { 'Fn::Split': ['/', arnOf(idOf('AWS::Events::Rule', 'BookingsToHandOff'))] }],
    };
    expect(taken).toMatchObject({ Namespace: 'AWS/Events', MetricName: 'MatchedEvents' });
    expect(taken.Dimensions).toContainEqual({ Name: 'RuleName', Value: ruleName });

    const period = 300_000;
    const dimensions = Object.fromEntries(
      taken.Dimensions.map(({ Name, Value }: { Name: string; Value: unknown }) => [Name, Value]),
    );
    const isOn = (announced: number[], matched: number[]): boolean => {
      const metrics = createMetrics();
      const name = `${ownContract.name}-bookings-announced`;
      for (const at of announced) metrics.put({ namespace: METRIC_NAMESPACE, name, dimensions: {} }, at * period, 1);
      for (const at of matched) {
        metrics.put({ namespace: 'AWS/Events', name: 'MatchedEvents', dimensions }, at * period, 1);
      }
      return createAlarm(properties).isOn(metrics, 40 * period);
    };
    expect(isOn([5, 20, 39], [5, 20, 39])).toBe(false);
    expect(isOn([], [])).toBe(false);
    expect(isOn([38], [39])).toBe(false);
    expect(isOn([20, 39], [])).toBe(true);
  });

  it('cannot be deployed with an example for an address', () => {
    const example = synthesize({ ...ownContract, crm: { ...crm, url: 'https://crm.example/bookings' } });
    expect(Object.keys(example.findParameters('ReplaceTheExampleCrmUrlInCdkJson'))).toHaveLength(1);
  });
});

describe('a region in which EventBridge calls no API', () => {
  afterEach(() => vi.unstubAllEnvs());

  /** What synth warns of where the CDK's command line would deploy to that region. */
  function warningsIn(region: string | undefined, contract: Parameters<typeof inspectStack>[0]): string[] {
    vi.stubEnv('CDK_DEFAULT_REGION', region);
    const found = inspectStack(contract, (stack) =>
      Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('API destinations')),
    );
    return found.map(({ entry }) => String(entry.data));
  }

  it.each(['mx-central-1', 'us-gov-west-1', 'ap-southeast-6'])('is told of at synth: %s', (region) => {
    expect(warningsIn(region, { ...ownContract, crm })).toEqual([expect.stringContaining(`in ${region} in`)]);
  });

  it.each(['eu-west-1', 'us-east-1', undefined])('is not %s', (region) => {
    expect(warningsIn(region, { ...ownContract, crm })).toEqual([]);
  });

  it('matters to a contract with a CRM only', () => {
    expect(warningsIn('mx-central-1', ownContract)).toEqual([]);
  });
});
