import { isDeepStrictEqual } from 'node:util';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { CHANNEL_TROUBLES } from '../../functions/shared/domain/channel/channel-health.ts';
import { METRIC_NAMESPACE } from '../../functions/shared/domain/metrics.ts';
import { EVERY_DUE_SHARD } from '../../functions/shared/store/table/keys.ts';
import { FUNCTION_NAMES, type FunctionName } from '../../infra/bundling.ts';
import { liveContract, ownContract, resourceOf, resourcesOf, shippedContract, synthesize } from './synthesized.ts';

// The stack of an account that has room.
const template = synthesize({ ...liveContract, concurrency: 'standard' });
const watchedInFull = synthesize({ ...liveContract, concurrency: 'standard', monitoring: 'full' });
const json = template.toJSON();

const propertiesOf = (logicalId: string) => json['Resources'][logicalId].Properties;
const functionNamed = (name: FunctionName) =>
  resourceOf(template, 'AWS::Lambda::Function', { FunctionName: `${ownContract.name}-${name}` });
const deadLetterQueues = Object.keys(
  template.findResources('AWS::SQS::Queue', { Properties: { RedrivePolicy: Match.absent() } }),
);
type QueueWorker =
  | 'send-requested-flow'
  | 'answer-customer'
  | 'notify-staff'
  | 'message-staff'
  | 'answer-staff'
  | 'tell-customer';
const queueMapping = (name: QueueWorker) =>
  resourceOf(template, 'AWS::Lambda::EventSourceMapping', {
    BisectBatchOnFunctionError: Match.absent(),
    FunctionName: { Ref: Match.stringLikeRegexp(`^${name.replaceAll('-', '')}`) },
  });
const streamMapping = (name: 'publish-events' | 'settle-bookings') =>
  resourceOf(template, 'AWS::Lambda::EventSourceMapping', {
    BisectBatchOnFunctionError: true,
    FunctionName: { Ref: Match.stringLikeRegexp(`^${name.replace('-', '')}`) },
  });

const CHANNEL_ALARMS = [
  'channel-unreachable',
  'channel-disconnected',
  'channel-webhook-missing',
  'channel-webhook-disabled',
  'channel-acks-off',
];

describe('the table', () => {
  it('has all its indexes from the first release, each holding what is read from it and no more', () => {
    const index = (IndexName: string, hash: string, range: string, Projection: object) => ({
      IndexName,
      KeySchema: [
        { AttributeName: hash, KeyType: 'HASH' },
        { AttributeName: range, KeyType: 'RANGE' },
      ],
      Projection,
    });
    const keysOnly = { ProjectionType: 'KEYS_ONLY' };
    const booking = {
      ProjectionType: 'INCLUDE',
      NonKeyAttributes: ['type', 'invitationId', 'booking', 'revision', 'overlapsWith'],
    };
    template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        index('due', 'duePartition', 'dueAt', keysOnly),
        index('agenda', 'agendaMonth', 'startsAt', booking),
        index('customer', 'customer', 'createdAt', keysOnly),
        index('worklist', 'worklistDay', 'worklistAt', keysOnly),
      ],
    });
    for (const { AttributeType } of resourceOf(template, 'AWS::DynamoDB::GlobalTable').AttributeDefinitions) {
      expect(AttributeType).toBe('S');
    }
  });

  it('outlives the stack, can be restored to any second, and cannot be deleted by mistake', () => {
    template.hasResource('AWS::DynamoDB::GlobalTable', {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        Replicas: [
          Match.objectLike({
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          }),
        ],
      },
    });
  });

  it('forgets by expiresAt and streams both images of what changes', () => {
    template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
  });
});

const BOOKINGS = ['Appointment Booked', 'Appointment Changed', 'Appointment Cancelled'];
const QUEUE_WORKERS = [
  'send-requested-flow',
  'answer-customer',
  'notify-staff',
  'message-staff',
  'answer-staff',
  'tell-customer',
] as const;

const STREAM_CONSUMERS = ['publish-events', 'settle-bookings'] as const;
const SCHEDULED = ['reconcile', 'watch-channel', 'plan-reminders', 'count-figures', 'exchange-flow-data'] as const;

describe('an asynchronous edge', () => {
  it('from a rule to its target sets aside what cannot be delivered', () => {
    const rules = resourcesOf(template, 'AWS::Events::Rule');
    expect(rules).toHaveLength(12);
    for (const { DeadLetterConfig } of rules.flatMap(({ Targets }) => Targets)) {
      expect(deadLetterQueues).toContain(DeadLetterConfig.Arn['Fn::GetAtt'][0]);
    }
  });

  it('takes requests from anybody on the bus, and what happened only as this stack announces it', () => {
    const patterns = resourcesOf(template, 'AWS::Events::Rule').flatMap(({ EventPattern }) => EventPattern ?? []);
    expect(patterns).toEqual([
      { 'detail-type': ['Flow Invitation Requested'] },
      { source: ['appointment-flow'], 'detail-type': ['Booking Intent Detected'] },
      ...[1, 2].map(() => ({
        source: ['appointment-flow'],
        'detail-type': [...BOOKINGS, 'Appointment Requested', 'Customer Not Told', 'Customer Question Received'],
      })),
      { source: ['appointment-flow'], 'detail-type': ['Staff Button Tapped'] },
      {
        source: ['appointment-flow'],
        'detail-type': [...BOOKINGS, 'Appointment Requested'],
        detail: { change: { kind: [{ 'anything-but': ['attention'] }] } },
      },
      { source: ['appointment-flow'], 'detail-type': ['Customer Wish Detected'] },
    ]);
  });

  it.each([
    ['rate(1 minute)', 'reconcile'],
    ['rate(5 minutes)', 'exchange-flow-data'],
    ['rate(1 hour)', 'watch-channel'],
    ['rate(1 hour)', 'plan-reminders'],
    ['rate(3 hours)', 'count-figures'],
  ] as const)('from the schedule %s to %s tries once and sets aside a run that failed', (ScheduleExpression, name) => {
    const targets = resourcesOf(template, 'AWS::Events::Rule', { ScheduleExpression }).flatMap(
      ({ Targets }) => Targets,
    );
    const scheduledOf = ({ Arn }: { Arn: { 'Fn::GetAtt': [string] } }) => Arn['Fn::GetAtt'][0];
    const target = targets.find((one) => isDeepStrictEqual(propertiesOf(scheduledOf(one)), functionNamed(name)));
    const scheduled = scheduledOf(target);
    expect(target.RetryPolicy).toEqual({ MaximumRetryAttempts: 0 });
    const config = resourceOf(template, 'AWS::Lambda::EventInvokeConfig', { FunctionName: { Ref: scheduled } });
    expect(config).toMatchObject({ MaximumRetryAttempts: 0 });
    expect(deadLetterQueues).toContain(config.DestinationConfig.OnFailure.Destination['Fn::GetAtt'][0]);
  });

  it('from the minute’s schedule to reconcile starts one run for each shard of what is due', () => {
    const { Targets } = resourceOf(template, 'AWS::Events::Rule', { ScheduleExpression: 'rate(1 minute)' });
    const inputs = Targets.map(({ Input }: { Input: string }) => JSON.parse(Input));
    expect(inputs).toEqual(EVERY_DUE_SHARD.map((shard) => ({ shards: [shard] })));
    for (const { Arn, DeadLetterConfig, RetryPolicy } of Targets) {
      expect({ Arn, DeadLetterConfig, RetryPolicy }).toEqual({
        Arn: Targets[0].Arn,
        DeadLetterConfig: Targets[0].DeadLetterConfig,
        RetryPolicy: { MaximumRetryAttempts: 0 },
      });
    }
    // A run works until the next one begins, and has time left then to end what it began.
    expect(functionNamed('reconcile').Timeout).toBeGreaterThanOrEqual(60 + 20);
  });

  it('on which nobody waits for a function tells of a run that was held back after a minute, not after six hours', () => {
    const configs = resourcesOf(template, 'AWS::Lambda::EventInvokeConfig');
    const settings = Object.fromEntries(configs.map((config) => [config.FunctionName.Ref, config]));
    const targets = resourcesOf(template, 'AWS::Events::Rule').flatMap(({ Targets }) => Targets);
    const invoked = targets
      .map(({ Arn }) => Arn['Fn::GetAtt'][0])
      .filter((id) => json['Resources'][id].Type === 'AWS::Lambda::Function');
    expect(new Set(invoked).size).toBe(5);
    for (const id of invoked) {
      expect(settings[id]).toMatchObject({ Qualifier: '$LATEST', MaximumEventAgeInSeconds: 60 });
    }
    // What else invokes a function waits for its answer, or reads a queue or a stream on its behalf.
    const invokers = resourcesOf(template, 'AWS::Lambda::Permission').map(({ Principal }) => Principal);
    expect([...new Set(invokers)].sort()).toEqual(['apigateway.amazonaws.com', 'events.amazonaws.com']);
  });

  it.each(QUEUE_WORKERS)(
    'from a queue to %s keeps what fails again and again, and repeats only what failed',
    (name) => {
      const { EventSourceArn, FunctionResponseTypes } = queueMapping(name);
      const { RedrivePolicy, VisibilityTimeout } = propertiesOf(EventSourceArn['Fn::GetAtt'][0]);
      expect(VisibilityTimeout).toBeGreaterThanOrEqual(6 * functionNamed(name).Timeout);
      expect(RedrivePolicy.maxReceiveCount).toBeGreaterThan(1);
      expect(deadLetterQueues).toContain(RedrivePolicy.deadLetterTargetArn['Fn::GetAtt'][0]);
      expect(FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
    },
  );

  it.each([
    [1, 5, 5_000],
    [40, 6, 150],
    [55, 8, 146],
    [160, 23, 144],
  ])(
    'from the queue of requests to its function keeps to %i a second, with %i senders that have time for their batches',
    (perSecond, senders, intervalMs) => {
      const paced = synthesize({
        ...ownContract,
        concurrency: 'standard',
        sending: { ...ownContract.sending, perSecond },
      });
      const mapping = resourceOf(paced, 'AWS::Lambda::EventSourceMapping', { BatchSize: 10 });
      expect(mapping.ScalingConfig).toEqual({ MaximumConcurrency: senders });
      const sender = resourceOf(paced, 'AWS::Lambda::Function', {
        FunctionName: `${ownContract.name}-send-requested-flow`,
      });
      expect(Number(sender.Environment.Variables.SEND_INTERVAL_MS)).toBe(intervalMs);
      expect((1000 * senders) / intervalMs).toBeLessThanOrEqual(perSecond);
      // The last of a batch waits for its turn, behind the batch before, and then for the provider.
      expect(sender.Timeout * 1000).toBeGreaterThanOrEqual(10 * intervalMs + 7_000);
    },
  );

  it.each(['notify-staff', 'message-staff', 'answer-staff', 'answer-customer', 'tell-customer'] as const)(
    'to %s takes one booking at a time',
    (name) => {
      expect(queueMapping(name)).toMatchObject({
        BatchSize: 1,
        ScalingConfig: { MaximumConcurrency: expect.any(Number) },
      });
    },
  );

  it.each(['publish-events', 'settle-bookings'] as const)(
    'from the stream to %s isolates a poisoned record and keeps it with its payload',
    (name) => {
      const mapping = streamMapping(name);
      expect(mapping).toMatchObject({
        ParallelizationFactor: name === 'settle-bookings' ? 2 : 1,
        StartingPosition: 'TRIM_HORIZON',
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        MaximumRetryAttempts: 10,
        MaximumRecordAgeInSeconds: 43_200,
      });
      const destination = mapping.DestinationConfig.OnFailure.Destination['Fn::GetAtt'][0];
      expect(json['Resources'][destination].Type).toBe('AWS::S3::Bucket');
    },
  );

  it('from the stream to settle-bookings is the one that deployed stacks have, so that an update goes on where it was', () => {
    expect(propertiesOf('BookingsToCheckMapping40945A78')).toEqual(streamMapping('settle-bookings'));
  });

  it('lets records wait two seconds for others to share a run of publish-events, and none for settle-bookings', () => {
    expect(streamMapping('publish-events').MaximumBatchingWindowInSeconds).toBe(2);
    expect(streamMapping('settle-bookings').MaximumBatchingWindowInSeconds).toBeUndefined();
  });

  const patternsTo = (name: Parameters<typeof streamMapping>[0]) =>
    streamMapping(name).FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern));

  it('from the stream to publish-events carries new facts of announced items, and no deletion', () => {
    expect(patternsTo('publish-events')).toEqual([
      {
        eventName: ['INSERT', 'MODIFY'],
        dynamodb: {
          NewImage: {
            type: { S: ['invitation', 'intent', 'wish', 'question', 'staff-tap', 'unmatched', 'notice', 'reminder'] },
          },
        },
      },
      {
        eventName: ['INSERT', 'MODIFY'],
        dynamodb: {
          NewImage: {
            type: { S: ['message'] },
            invitationId: { S: [{ exists: true }] },
            $or: ['sentAt', 'failedAt', 'deliveredAt', 'readAt'].map((fact) => ({ [fact]: { S: [{ exists: true }] } })),
          },
        },
      },
      {
        eventName: ['INSERT', 'MODIFY'],
        dynamodb: { NewImage: { type: { S: ['message'] }, reminds: { M: { key: { S: [{ exists: true }] } } } } },
      },
      {
        eventName: ['INSERT', 'MODIFY'],
        dynamodb: {
          NewImage: {
            failedAt: { S: [{ exists: true }] },
            $or: [{ type: { S: ['confirmation'] } }, { toStaff: { M: { memberId: { S: [{ exists: true }] } } } }],
          },
        },
      },
      {
        eventName: ['INSERT', 'MODIFY'],
        dynamodb: { NewImage: { type: { S: ['chat'] }, optedOutAt: { S: [{ exists: true }] } } },
      },
    ]);
  });

  it('from the stream to settle-bookings carries what was booked, now or before, unless it only grew old, and what else desks show', () => {
    const booked = { type: { S: ['invitation'] }, booking: { M: { state: { S: [{ exists: true }] } } } };
    expect(patternsTo('settle-bookings')).toEqual([
      { dynamodb: { NewImage: booked } },
      { userIdentity: { principalId: [{ exists: false }] }, dynamodb: { OldImage: booked } },
      { dynamodb: { NewImage: { type: { S: ['closure', 'question'] } } } },
    ]);
  });

  it('leaves a person two weeks for what was set aside, a month for unpublished facts', () => {
    for (const queue of deadLetterQueues) expect(propertiesOf(queue).MessageRetentionPeriod).toBe(14 * 24 * 60 * 60);
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        LifecycleConfiguration: { Rules: [{ ExpirationInDays: 30, Status: 'Enabled' }] },
        BucketEncryption: Match.anyValue(),
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      },
    });
  });
});

/** The logical ids that a value refers to. */
function referredToBy(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref') return [String(inner)];
    return key === 'Fn::GetAtt' ? [String(inner[0])] : referredToBy(inner);
  });
}

describe('the order in which things are made', () => {
  it('is not said again where a reference implies it', () => {
    const resources: [string, { Properties?: object; DependsOn?: string | string[] }][] = Object.entries(
      json['Resources'],
    );
    const repeated = resources.flatMap(([id, { Properties, DependsOn = [] }]) => {
      const referred = referredToBy(Properties);
      return [DependsOn].flat().flatMap((other) => (referred.includes(other) ? [`${id} on ${other}`] : []));
    });
    expect(repeated).toEqual([]);
  });
});

describe('each function', () => {
  it('runs on arm64 and Node 24, and writes a log of its own that is kept for a month', () => {
    for (const name of FUNCTION_NAMES) {
      const lambda = functionNamed(name);
      expect(lambda).toMatchObject({ Architectures: ['arm64'], Runtime: 'nodejs24.x' });
      expect(lambda.Description).toMatch(/^[A-Z].*\.$/);
      expect(propertiesOf(lambda.LoggingConfig.LogGroup.Ref)).toEqual({
        LogGroupName: `/appointment-flow/${ownContract.name}/${name}`,
        RetentionInDays: 30,
      });
    }
  });

  it.each([
    ['runs that failed', template, 'WARN'],
    ['all its runs where all is watched', watchedInFull, 'INFO'],
  ])("has Lambda's own lines about %s, in a form that can be searched", (_, synthesized, level) => {
    for (const name of FUNCTION_NAMES) {
      const { LoggingConfig } = resourceOf(synthesized, 'AWS::Lambda::Function', {
        FunctionName: `${ownContract.name}-${name}`,
      });
      const { LogFormat, SystemLogLevel, ApplicationLogLevel } = LoggingConfig;
      expect([LogFormat, SystemLogLevel, ApplicationLogLevel]).toEqual(['JSON', level, undefined]);
    }
  });

  it('has an alarm where all is watched, as has everything that can fall behind, fill up or fall silent, that says who is hurt and what to do', () => {
    const alarms = resourcesOf(watchedInFull, 'AWS::CloudWatch::Alarm');
    expect(alarms.map(({ AlarmName }) => AlarmName.replace(`${ownContract.name}-`, '')).sort()).toEqual(
      [
        ...FUNCTION_NAMES.map((name) => `${name}-errors`),
        ...CHANNEL_ALARMS,
        ...STREAM_CONSUMERS.map((name) => `${name}-failing`),
        ...[...SCHEDULED, ...STREAM_CONSUMERS, ...QUEUE_WORKERS].map((name) => `${name}-silent`),
        'account-blocked',
        'api-server-errors',
        'bookings-settled-late',
        'channel-misconfigured',
        'credentials-refused',
        'customers-not-reminded',
        'customers-not-told',
        'due-items-late',
        'facts-published-late',
        'failures-kept',
        'flow-blocked',
        'flow-throttled',
        'forms-not-matched',
        'invitations-unresolved',
        'live-form-down',
        'live-form-failing',
        'live-form-not-pinged',
        'live-form-slow',
        'many-not-told',
        'notices-not-sent',
        'count-figures-not-started',
        'plan-reminders-not-started',
        'reconcile-not-started',
        'requested-invitations-set-aside',
        'requests-not-queued',
        'staff-not-answered',
        'staff-not-messaged',
        'staff-not-notified',
        'staff-not-told',
        'watch-channel-not-started',
        'webhooks-not-understood',
        'webhooks-slow',
        'webhooks-throttled',
        'webhooks-too-large',
        'wishes-not-answered',
      ].sort(),
    );
    for (const { AlarmDescription } of alarms) {
      const [hurtsAndRemedy] = AlarmDescription['Fn::Join']?.[1] ?? [AlarmDescription];
      expect(hurtsAndRemedy).toMatch(/^[A-Z][^.]+\. (Read|See|Find|Run) /);
    }
  });
});

describe('the watch of the channel', () => {
  it('knows where webhooks reach this stack', () => {
    const { API_URL } = functionNamed('watch-channel').Environment.Variables;
    expect(API_URL['Fn::GetAtt']).toEqual([expect.stringMatching(/^Api/), 'ApiEndpoint']);
  });

  it('has an alarm on each trouble it may find, which goes off at the first look that finds it', () => {
    const alarms = CHANNEL_ALARMS.map((name) =>
      resourceOf(watchedInFull, 'AWS::CloudWatch::Alarm', { AlarmName: `${ownContract.name}-${name}` }),
    );
    expect(alarms.map(({ MetricName }) => MetricName).sort()).toEqual([...CHANNEL_TROUBLES].sort());
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({
        Namespace: METRIC_NAMESPACE,
        Dimensions: [{ Name: 'service', Value: ownContract.name }],
        Statistic: 'Maximum',
        Period: 3600,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      });
    }
    const { POWERTOOLS_SERVICE_NAME } = functionNamed('watch-channel').Environment.Variables;
    expect(POWERTOOLS_SERVICE_NAME).toBe(ownContract.name);
  });
});

describe('what a deploy prints', () => {
  it('is where things are and what comes next, without a secret', () => {
    expect(Object.keys(json['Outputs'])).toEqual([
      'ApiUrl',
      'ChannelId',
      'ProviderUrl',
      'TableName',
      'EventBusName',
      'FailuresBucketName',
      'OwnRunsAtOnce',
      'RebuildClaimsFunctionName',
      'RootSecretArn',
      'GivenSecretArn',
      'NextStep1StoreTheToken',
      'NextStep2RegisterTheWebhooks',
      'NextStep3SeeWhetherAllIsWell',
      'NextStep4SendAnInvitation',
    ]);
    expect(JSON.stringify(json['Outputs'])).not.toContain('resolve:');
  });
});

describe('the example ids', () => {
  const parametersWithoutDefault = (contract: typeof ownContract) =>
    Object.keys(synthesize(contract).findParameters('*', { Default: Match.absent() }));

  it('stop a deploy by parameters that have no value and say what to replace', () => {
    expect(parametersWithoutDefault(shippedContract)).toEqual([
      'ReplaceTheExampleFlowIdInCdkJson',
      'ReplaceTheExampleSpanishFlowIdInCdkJson',
      'ReplaceTheExampleChannelIdInCdkJson',
      'ReplaceTheExampleTemplateNamespaceInCdkJson',
    ]);
  });

  it('once replaced, leave nothing to be asked', () => {
    expect(template.findParameters('*', { Default: Match.absent() })).toEqual({});
  });
});
