import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { METRIC_NAMESPACE, METRICS } from '../../functions/shared/domain/metrics.ts';
import { exampleValuesLeftIn } from '../../infra/example-values.ts';
import { compileFilterPattern } from '../support/cloudwatch/filter-pattern.ts';
import { fullContract, ownContract, resourceOf, resourcesOf, shippedContract, synthesize } from './synthesized.ts';

const template = synthesize(fullContract);
const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm');
const fewAlarms = resourcesOf(synthesize({ ...fullContract, monitoring: 'basic' }), 'AWS::CloudWatch::Alarm');

type NamedMetric = { namespace: string; name: string };

/** What AWS itself emits, as far as it is used here. */
const AWS_METRICS: Record<string, string[]> = {
  'AWS/ApiGateway': ['Count', 'Latency', '4xx', '5xx'],
  'AWS/DynamoDB': ['ReadThrottleEvents', 'WriteThrottleEvents'],
  'AWS/Events': ['MatchedEvents'],
  'AWS/Lambda': [
    ...['Duration', 'Errors', 'Invocations', 'IteratorAge', 'Throttles'],
    ...['PolledEventCount', 'FailedInvokeEventCount'],
    ...['OnFailureDestinationDeliveredEventCount', 'DroppedEventCount'],
  ],
  'AWS/SQS': ['ApproximateAgeOfOldestMessage', 'ApproximateNumberOfMessagesVisible'],
};

const filtered = resourcesOf(template, 'AWS::Logs::MetricFilter').flatMap(({ MetricTransformations }) =>
  MetricTransformations.map(({ MetricName }: { MetricName: string }) => MetricName),
);
const emitted: Record<string, readonly string[]> = {
  ...AWS_METRICS,
  [METRIC_NAMESPACE]: [...METRICS, ...filtered],
};

const alarmMetrics: NamedMetric[] = alarms.flatMap(({ Namespace, MetricName, Metrics = [] }) => [
  ...(MetricName ? [{ namespace: Namespace, name: MetricName }] : []),
  ...Metrics.flatMap(({ MetricStat }: { MetricStat?: { Metric: { Namespace: string; MetricName: string } } }) =>
    MetricStat ? [{ namespace: MetricStat.Metric.Namespace, name: MetricStat.Metric.MetricName }] : [],
  ),
]);

/** The dashboard's JSON, with a word in the place of what is known at deploy only. */
const dashboard = JSON.stringify(
  JSON.parse(
    resourceOf(template, 'AWS::CloudWatch::Dashboard')
      .DashboardBody['Fn::Join'][1].map((part: unknown) => (typeof part === 'string' ? part : 'known-at-deploy'))
      .join(''),
  ),
);
const dashboardMetrics: NamedMetric[] = [
  ...[...dashboard.matchAll(/\["(AWS\/\w+|AppointmentFlow)","([^"]+)"/g)].map(([, namespace = '', name = '']) => ({
    namespace,
    name,
  })),
  ...[...dashboard.matchAll(/SEARCH\('\{(\w+),.*?MetricName=\\"(\w+)\\"/g)].map(([, namespace = '', name = '']) => ({
    namespace,
    name,
  })),
];

const PROJECT = path.join(import.meta.dirname, '..', '..');
const FUNCTIONS = path.join(PROJECT, 'functions');
const runbook = readFileSync(path.join(PROJECT, 'docs', 'runbook.md'), 'utf8');

describe('a metric that is looked at', () => {
  it.each([
    ['an alarm', alarmMetrics, 50],
    ['the dashboard', dashboardMetrics, 50],
  ])('by %s is one that AWS, the functions or the access log emit', (_, metrics, least) => {
    expect(metrics.length).toBeGreaterThan(least);
    for (const { namespace, name } of metrics) expect(emitted[namespace] ?? []).toContain(name);
  });

  it('on behalf of the functions is on the dashboard or has an alarm, all of them', () => {
    const looked = [...alarmMetrics, ...dashboardMetrics].map(({ name }) => name);
    expect([...METRICS, ...filtered].filter((name) => !looked.includes(name))).toEqual([]);
  });

  it('on behalf of the functions is one that their code names', () => {
    const sources = readdirSync(FUNCTIONS, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('domain/metrics.ts'))
      .map((file) => readFileSync(path.join(FUNCTIONS, file), 'utf8'))
      .join('\n');
    for (const name of METRICS) expect(sources).toMatch(new RegExp(`['\\s]${name}['|:]`));
  });

  it('is emitted for this stack under the name it is looked for', () => {
    for (const { Environment } of resourcesOf(template, 'AWS::Lambda::Function')) {
      expect(Environment.Variables.POWERTOOLS_SERVICE_NAME).toBe(fullContract.name);
    }
  });
});

describe('the runbook', () => {
  it('has an entry for each alarm, and no alarm lacks its entry', () => {
    const [, entries = ''] = runbook.split('\n## Alarms\n');
    const headings = [...(entries.split('\n## ')[0] ?? '').matchAll(/^### `(.+)`$/gm)].map(([, name]) => name);
    const names = [...alarms, ...fewAlarms].map(({ AlarmName }) => AlarmName.replace(`${fullContract.name}-`, ''));
    expect(headings.toSorted()).toEqual([...new Set(names)].toSorted());
  });
});

describe('the few alarms of a stack by default', () => {
  const few = synthesize(shippedContract);
  const alarmsOfFew = resourcesOf(few, 'AWS::CloudWatch::Alarm');
  const nameOf = ({ AlarmName }: { AlarmName: string }) => AlarmName.replace(`${shippedContract.name}-`, '');

  it('are on who is hurt, and on what must never fall silent', () => {
    expect(alarmsOfFew.map(nameOf).sort()).toEqual([
      'count-figures-silent',
      'customers-not-reached',
      'customers-not-served',
      'customers-to-call',
      'plan-reminders-silent',
      'publish-events-silent',
      'reconcile-silent',
      'settle-bookings-silent',
      'staff-not-served',
      'watch-channel-silent',
    ]);
    for (const { AlarmDescription } of alarmsOfFew) {
      expect(AlarmDescription).toMatch(/customer|staff|bookings|figures/i);
      expect(AlarmDescription).toMatch(/^[A-Z][^.]+\. (Run|Read|See) .+ More under this name in docs\/runbook\.md\.$/);
    }
  });

  // aws.amazon.com/cloudwatch/pricing: 10 alarm metrics, 10 custom metrics and 3 dashboards are free in each account.
  it('watch no more metrics than CloudWatch gives every account for nothing, and no dashboard shows them', () => {
    const watched = alarmsOfFew.flatMap(({ Metrics }) => Metrics?.filter(isOfOneMetric) ?? ['one']);
    expect(watched.length).toBeLessThanOrEqual(10);
    few.resourceCountIs('AWS::CloudWatch::Dashboard', 0);
    few.resourceCountIs('AWS::CloudWatch::CompositeAlarm', 0);
  });
  const isOfOneMetric = ({ MetricStat }: { MetricStat?: object }) => MetricStat !== undefined;

  it('need no metric that has data, and a price, while nothing fails', () => {
    for (const { MetricTransformations } of resourcesOf(few, 'AWS::Logs::MetricFilter')) {
      expect(MetricTransformations[0]).not.toHaveProperty('DefaultValue');
    }
    const counting = ['publish-events', 'reconcile', 'watch-channel'].map((name) =>
      resourceOf(few, 'AWS::Lambda::Function', { FunctionName: `${shippedContract.name}-${name}` }),
    );
    for (const { Environment } of counting) expect(Environment.Variables.POWERTOOLS_METRICS_DISABLED).toBe('true');
  });

  it('learn of every function and of each request that failed', () => {
    const groups = resourcesOf(few, 'AWS::Logs::MetricFilter', { FilterPattern: Match.stringLikeRegexp('platform') });
    const functions = resourcesOf(few, 'AWS::Lambda::Function');
    const groupsOf = (list: { Ref: string }[]) => list.map(({ Ref }) => Ref).sort();
    expect(groupsOf(groups.map(({ LogGroupName }) => LogGroupName))).toEqual(
      groupsOf(functions.map(({ LoggingConfig }) => LoggingConfig.LogGroup)),
    );
    const requests = resourcesOf(few, 'AWS::Logs::MetricFilter', { FilterPattern: Match.stringLikeRegexp('status') });
    const failed = (status: string, routeKey: string) =>
      requests
        .filter(({ FilterPattern }) => compileFilterPattern(FilterPattern)({ status, routeKey }))
        .map(({ MetricTransformations }) => nameOf({ AlarmName: MetricTransformations[0].MetricName }));
    expect(failed('500', 'POST /webhooks/{secret}')).toEqual(['customers-not-served']);
    expect(failed('429', 'POST /webhooks/{secret}/messages')).toEqual(['customers-not-served']);
    expect(failed('413', 'POST /webhooks/{secret}')).toEqual(['customers-not-served']);
    expect(failed('503', 'GET /bookings')).toEqual(['staff-not-served']);
    expect(failed('502', 'POST /invitations')).toEqual([]);
    expect(failed('429', 'GET /bookings')).toEqual([]);
  });
});

describe('the saved query', () => {
  it('looks into the logs of all functions', () => {
    const { Name, LogGroupNames, QueryString } = resourceOf(template, 'AWS::Logs::QueryDefinition');
    expect(Name).toBe(`${fullContract.name}/what failed`);
    expect(LogGroupNames).toHaveLength(resourcesOf(template, 'AWS::Lambda::Function').length);
    // CloudWatch queries so many groups at once at most.
    expect(LogGroupNames.length).toBeLessThanOrEqual(50);
    expect(QueryString).toContain('level = "ERROR" or (type = "platform.report" and record.status != "success")');
  });
});

describe('the mail about alarms', () => {
  it('goes to each address of the contract when any alarm goes off, and when it is over', () => {
    const [subscription] = resourcesOf(template, 'AWS::SNS::Subscription', { Endpoint: 'operator@salon.test' });
    for (const { AlarmActions, OKActions } of alarms) {
      expect([AlarmActions, OKActions]).toEqual([[subscription?.TopicArn], [subscription?.TopicArn]]);
    }
  });

  it('is published by the alarms of this stack only, and not without TLS', () => {
    const [subscription] = resourcesOf(template, 'AWS::SNS::Subscription', { Endpoint: 'operator@salon.test' });
    const { PolicyDocument } = resourceOf(template, 'AWS::SNS::TopicPolicy', { Topics: [subscription?.TopicArn] });
    const [deny, allow, ...others] = PolicyDocument.Statement;
    expect(deny).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
    expect(allow).toMatchObject({ Action: 'sns:Publish', Principal: { Service: 'cloudwatch.amazonaws.com' } });
    expect(JSON.stringify(allow.Condition)).toContain(`:alarm:${fullContract.name}-*`);
    expect(others).toEqual([]);
  });

  it('is not deployed to an example address', () => {
    const contract = { ...fullContract, alarms: { emails: ['operator@salon.test', 'operator@example.com'] } };
    expect(exampleValuesLeftIn(contract).map(({ path: place }) => place)).toEqual(['alarms.emails']);
    expect(exampleValuesLeftIn(fullContract)).toEqual([]);
  });

  it('is not there unless the contract wants it', () => {
    const quiet = resourcesOf(synthesize(ownContract), 'AWS::CloudWatch::Alarm');
    for (const alarm of quiet) expect(alarm).not.toHaveProperty('AlarmActions');
  });
});
