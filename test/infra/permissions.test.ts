import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { FUNCTION_NAMES, type FunctionName } from '../../infra/bundling.ts';
import { synthesizedStack } from '../support/synthesized-stack.ts';
import { liveContract, resourceOf, resourcesOf, shippedContract, synthesize } from './synthesized.ts';

/** Invitations that carry the days of the form: whoever sends them reads closures. */
const template = synthesize({ ...liveContract, flow: { ...liveContract.flow, daysByInvitation: true } });

type Statement = { Action: string | string[]; Resource: unknown; Condition?: Record<string, Record<string, unknown>> };

/** " with keys like a, b", where a statement is about some items of the table only. */
const itemsOf = ({ Condition }: Statement): string => {
  const keys = Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'];
  return keys === undefined ? '' : ` with keys like ${[keys].flat().join(', ')}`;
};

/** "dynamodb:GetItem on the table", in the words of this file, one for each action and resource. */
const sentences = (statements: Statement[], nameOf: (resource: string) => string) =>
  statements
    .flatMap((statement) =>
      [statement.Action]
        .flat()
        .flatMap((action) =>
          [statement.Resource].flat().map((one) => `${action} on ${nameOf(JSON.stringify(one))}${itemsOf(statement)}`),
        ),
    )
    .sort();

const functionNamed = (name: FunctionName) =>
  resourceOf(template, 'AWS::Lambda::Function', { FunctionName: `${liveContract.name}-${name}` });

/** Logical ids are unreadable: this finds the one of a type, or the one of a type whose id begins like this. */
function idOf(type: Parameters<Template['findResources']>[0], beginning = ''): string {
  const ids = Object.keys(template.findResources(type)).filter((id) => id.startsWith(beginning));
  expect(ids, `${type} ${beginning}`).toHaveLength(1);
  return ids[0] ?? '';
}

const arnOf = (id: string) => JSON.stringify({ 'Fn::GetAtt': [id, 'Arn'] });
const table = idOf('AWS::DynamoDB::GlobalTable');
const indexArnOf = (index: string) =>
  JSON.stringify({ 'Fn::Join': ['', [{ 'Fn::GetAtt': [table, 'Arn'] }, `/index/${index}`]] });
const bucket = idOf('AWS::S3::Bucket');
const WORDS: Record<string, string> = {
  [arnOf(table)]: 'the table',
  [JSON.stringify({ 'Fn::GetAtt': [table, 'StreamArn'] })]: 'the stream',
  '"*"': 'all there is',
  [JSON.stringify({ Ref: idOf('AWS::SecretsManager::Secret', 'SecretsRoot') })]: 'the root secret',
  [JSON.stringify({ Ref: idOf('AWS::SecretsManager::Secret', 'SecretsGiven') })]: 'the given secret',
  [arnOf(idOf('AWS::Events::EventBus'))]: 'the bus',
  [arnOf(idOf('AWS::SQS::Queue', 'RequestedInvitationsQueue'))]: 'the queue of requests',
  [arnOf(idOf('AWS::SQS::Queue', 'WishesToAnswerWaitingQueue'))]: 'the queue of wishes to answer',
  [arnOf(idOf('AWS::SQS::Queue', 'BookingsToNotifyWaitingQueue'))]: 'the queue of bookings to notify',
  [arnOf(idOf('AWS::SQS::Queue', 'BookingsToTellWaitingQueue'))]: 'the queue of bookings to tell',
  [arnOf(idOf('AWS::SQS::Queue', 'NewsForStaffWaitingQueue'))]: 'the queue of news for staff',
  [arnOf(idOf('AWS::SQS::Queue', 'TapsOfStaffWaitingQueue'))]: 'the queue of taps of staff',
  [JSON.stringify({ Ref: idOf('AWS::SNS::Topic') })]: "the staff's topic",
  [arnOf(idOf('AWS::SQS::Queue', 'EveryMinuteFailedRunsQueue'))]: 'the queue of failed runs',
  [arnOf(idOf('AWS::SQS::Queue', 'EveryHourFailedRunsQueue'))]: 'the queue of failed hourly runs',
  [arnOf(idOf('AWS::SQS::Queue', 'EveryFiveMinutesFailedRunsQueue'))]: 'the queue of failed pings',
  [arnOf(idOf('AWS::SQS::Queue', 'RemindersEveryHourFailedRunsQueue'))]: 'the queue of failed plans',
  [arnOf(idOf('AWS::SQS::Queue', 'FiguresEveryThreeHoursFailedRunsQueue'))]: 'the queue of failed counts',
  [indexArnOf('due')]: 'the due index',
  [indexArnOf('customer')]: 'the customer index',
  [indexArnOf('agenda')]: 'the agenda index',
  [indexArnOf('worklist')]: 'the worklist index',
  [arnOf(bucket)]: 'the bucket of failures',
  [JSON.stringify({ 'Fn::Join': ['', [{ 'Fn::GetAtt': [bucket, 'Arn'] }, '/*']] })]:
    'what is in the bucket of failures',
};

function permissionsOf(name: FunctionName): string[] {
  const { Role, LoggingConfig } = functionNamed(name);
  const ownLog = arnOf(LoggingConfig.LogGroup.Ref);
  const { Properties } = template.toJSON()['Resources'][Role['Fn::GetAtt'][0]];
  const statements = Properties.Policies.flatMap(
    (policy: { PolicyDocument: { Statement: Statement[] } }) => policy.PolicyDocument.Statement,
  );
  expect(Properties.ManagedPolicyArns).toBeUndefined();
  return sentences(statements, (resource) => (resource === ownLog ? 'its own log' : (WORDS[resource] ?? resource)));
}

const OWN_LOG = ['logs:CreateLogStream on its own log', 'logs:PutLogEvents on its own log'];
const ROOT = 'secretsmanager:GetSecretValue on the root secret';
const GIVEN = 'secretsmanager:GetSecretValue on the given secret';
const PUT = 'dynamodb:PutItem on the table';
const UPDATE = 'dynamodb:UpdateItem on the table';
const DELETE_NAMES = 'dynamodb:DeleteItem on the table with keys like name#*';
const GET = 'dynamodb:GetItem on the table';
const BATCH_GET = 'dynamodb:BatchGetItem on the table';
const SCAN = 'dynamodb:Scan on the table';
const SCAN_AGENDA = 'dynamodb:Scan on the agenda index';
const QUERY_CUSTOMER = 'dynamodb:Query on the customer index';
const QUERY_AGENDA = 'dynamodb:Query on the agenda index';
const PEOPLE = ' with keys like key#*, session#*';
/** What every function does that asks who calls. */
const RECOGNISE = [`${GET}${PEOPLE}`, `${UPDATE}${PEOPLE}`, ROOT];
const CALL_PROVIDER = [PUT, UPDATE, GET, ROOT, GIVEN];
const SEND = [...CALL_PROVIDER, QUERY_AGENDA, BATCH_GET];

const consume = (queue: string) => [
  `sqs:ReceiveMessage on ${queue}`,
  `sqs:DeleteMessage on ${queue}`,
  `sqs:GetQueueAttributes on ${queue}`,
];

const READ_STREAM = [
  'dynamodb:DescribeStream on the stream',
  'dynamodb:GetRecords on the stream',
  'dynamodb:GetShardIterator on the stream',
  // It has no resource (service authorization reference of DynamoDB).
  'dynamodb:ListStreams on all there is',
];
const KEEP_FAILURES = ['s3:PutObject on what is in the bucket of failures', 's3:ListBucket on the bucket of failures'];

/** What a function reads that counts, where CloudWatch keeps no metrics of the counts. */
const COUNTS_PLAINLY = 'POWERTOOLS_METRICS_DISABLED';

const EXPECTED: Record<FunctionName, { may: string[]; reads: string[] }> = {
  'send-flow': {
    may: [...SEND, ...RECOGNISE.filter((one) => one !== ROOT)],
    reads: ['TABLE_NAME', 'ROOT_SECRET_ARN', 'GIVEN_SECRET_ARN', 'PROVIDER_URL'],
  },
  'send-requested-flow': {
    may: [...SEND, ...consume('the queue of requests')],
    reads: ['TABLE_NAME', 'ROOT_SECRET_ARN', 'GIVEN_SECRET_ARN', 'PROVIDER_URL', 'SEND_INTERVAL_MS'],
  },
  'record-inbound-message': { may: [UPDATE, GET, PUT, ROOT], reads: ['TABLE_NAME', 'ROOT_SECRET_ARN'] },
  'record-delivery-status': { may: [UPDATE, GET, PUT, ROOT], reads: ['TABLE_NAME', 'ROOT_SECRET_ARN'] },
  'record-flow-completion': {
    may: [GET, BATCH_GET, UPDATE, PUT, SCAN_AGENDA, ROOT, QUERY_CUSTOMER],
    reads: ['TABLE_NAME', 'ROOT_SECRET_ARN'],
  },
  'receive-webhook': {
    may: [GET, BATCH_GET, UPDATE, PUT, SCAN_AGENDA, ROOT, QUERY_CUSTOMER],
    reads: ['TABLE_NAME', 'ROOT_SECRET_ARN'],
  },
  'query-invitation': { may: [GET, ...RECOGNISE], reads: ['TABLE_NAME', 'ROOT_SECRET_ARN'] },
  'query-invitations': {
    may: ['dynamodb:Query on the customer index', 'dynamodb:Query on the worklist index', GET, BATCH_GET, ...RECOGNISE],
    reads: ['TABLE_NAME', 'ROOT_SECRET_ARN'],
  },
  'query-bookings': { may: [QUERY_AGENDA, BATCH_GET, ...RECOGNISE], reads: ['TABLE_NAME', 'ROOT_SECRET_ARN'] },
  'query-closures': {
    may: ['dynamodb:Query on the worklist index', BATCH_GET, ...RECOGNISE],
    reads: ['TABLE_NAME', 'ROOT_SECRET_ARN'],
  },
  'change-closures': {
    may: [
      'dynamodb:Query on the worklist index',
      SCAN_AGENDA,
      GET,
      BATCH_GET,
      UPDATE,
      PUT,
      'dynamodb:ConditionCheckItem on the table',
      ...RECOGNISE,
    ],
    reads: ['TABLE_NAME', 'ROOT_SECRET_ARN'],
  },
  'query-changes': {
    may: [`${GET} with keys like changes#*`, `${UPDATE} with keys like changes#*`, ...RECOGNISE],
    reads: ['TABLE_NAME', 'ROOT_SECRET_ARN'],
  },
  'query-statistics': {
    may: ['dynamodb:Query on the worklist index', BATCH_GET, `${PUT} with keys like figures#*`, ...RECOGNISE],
    reads: ['TABLE_NAME', 'ROOT_SECRET_ARN'],
  },
  'query-slots': { may: [GET, BATCH_GET, PUT, SCAN_AGENDA, ...RECOGNISE], reads: ['TABLE_NAME', 'ROOT_SECRET_ARN'] },
  'query-worklist': {
    may: ['dynamodb:Query on the worklist index', GET, BATCH_GET, `${PUT} with keys like worklist#*`, ...RECOGNISE],
    reads: ['TABLE_NAME', 'ROOT_SECRET_ARN'],
  },
  'calendar-feed': { may: [QUERY_AGENDA, ROOT], reads: ['TABLE_NAME', 'ROOT_SECRET_ARN'] },
  'create-booking': { may: [GET, BATCH_GET, PUT, SCAN_AGENDA, ...RECOGNISE], reads: ['TABLE_NAME', 'ROOT_SECRET_ARN'] },
  'change-booking': {
    may: [GET, BATCH_GET, UPDATE, PUT, SCAN_AGENDA, ...RECOGNISE],
    reads: ['TABLE_NAME', 'ROOT_SECRET_ARN'],
  },
  'note-attendance': { may: [GET, UPDATE, ...RECOGNISE], reads: ['TABLE_NAME', 'ROOT_SECRET_ARN'] },
  'resend-notice': {
    may: [...SEND, ...RECOGNISE.filter((one) => one !== ROOT)],
    reads: ['TABLE_NAME', 'ROOT_SECRET_ARN', 'GIVEN_SECRET_ARN', 'PROVIDER_URL'],
  },
  'finish-work': { may: [GET, UPDATE, ...RECOGNISE], reads: ['TABLE_NAME', 'ROOT_SECRET_ARN'] },
  'query-customers': {
    may: [QUERY_CUSTOMER, QUERY_AGENDA, GET, BATCH_GET, ...RECOGNISE],
    reads: ['TABLE_NAME', 'ROOT_SECRET_ARN'],
  },
  'export-customer': {
    may: [QUERY_CUSTOMER, 'dynamodb:Query on the worklist index', GET, BATCH_GET, ...RECOGNISE],
    reads: ['TABLE_NAME', 'ROOT_SECRET_ARN'],
  },
  'change-customer': {
    may: [QUERY_CUSTOMER, GET, BATCH_GET, UPDATE, PUT, DELETE_NAMES, ...RECOGNISE],
    reads: ['TABLE_NAME', 'ROOT_SECRET_ARN'],
  },
  'erase-customer': {
    may: [
      DELETE_NAMES,
      'dynamodb:Query on the customer index',
      'dynamodb:Query on the worklist index',
      GET,
      BATCH_GET,
      UPDATE,
      PUT,
      ...RECOGNISE,
    ],
    reads: ['TABLE_NAME', 'ROOT_SECRET_ARN'],
  },
  'settle-bookings': {
    may: [
      ...READ_STREAM,
      GET,
      BATCH_GET,
      UPDATE,
      PUT,
      DELETE_NAMES,
      SCAN_AGENDA,
      QUERY_CUSTOMER,
      ROOT,
      ...KEEP_FAILURES,
    ],
    reads: ['TABLE_NAME', 'ROOT_SECRET_ARN'],
  },
  'rebuild-claims': {
    may: [
      SCAN,
      'dynamodb:Query on the worklist index',
      GET,
      BATCH_GET,
      UPDATE,
      PUT,
      DELETE_NAMES,
      'dynamodb:ConditionCheckItem on the table',
      ROOT,
    ],
    reads: ['TABLE_NAME', 'ROOT_SECRET_ARN'],
  },
  reconcile: {
    may: [
      ...SEND,
      SCAN_AGENDA,
      'dynamodb:Query on the due index',
      'dynamodb:Query on the customer index',
      'sqs:SendMessage on the queue of failed runs',
    ],
    reads: ['TABLE_NAME', 'ROOT_SECRET_ARN', 'GIVEN_SECRET_ARN', 'PROVIDER_URL', COUNTS_PLAINLY],
  },
  'watch-channel': {
    may: [
      ...CALL_PROVIDER,
      BATCH_GET,
      QUERY_CUSTOMER,
      SCAN_AGENDA,
      'sqs:SendMessage on the queue of failed hourly runs',
    ],
    reads: ['TABLE_NAME', 'ROOT_SECRET_ARN', 'GIVEN_SECRET_ARN', 'PROVIDER_URL', 'API_URL', COUNTS_PLAINLY],
  },
  'exchange-flow-data': {
    may: [
      ...[GET, BATCH_GET, UPDATE, PUT, SCAN_AGENDA, QUERY_CUSTOMER, ROOT],
      'dynamodb:Query on the worklist index',
      'sqs:SendMessage on the queue of failed pings',
    ],
    reads: ['TABLE_NAME', 'ROOT_SECRET_ARN'],
  },
  'serve-console': { may: [], reads: [] },
  'sign-in': {
    may: [ROOT, `${GET} with keys like key#*`, `${PUT} with keys like session#*`],
    reads: ['TABLE_NAME', 'ROOT_SECRET_ARN'],
  },
  'keep-session': { may: RECOGNISE, reads: ['TABLE_NAME', 'ROOT_SECRET_ARN'] },
  'manage-keys': {
    may: [
      ...RECOGNISE,
      `${BATCH_GET} with keys like key#*`,
      `${PUT} with keys like key#*`,
      'dynamodb:Query on the worklist index',
    ],
    reads: ['TABLE_NAME', 'ROOT_SECRET_ARN'],
  },
  'notify-staff': {
    may: ["sns:Publish on the staff's topic", ...consume('the queue of bookings to notify')],
    reads: ['STAFF_TOPIC_ARN', 'API_URL'],
  },
  'tell-customer': {
    may: [...SEND, ...consume('the queue of bookings to tell')],
    reads: ['TABLE_NAME', 'ROOT_SECRET_ARN', 'GIVEN_SECRET_ARN', 'PROVIDER_URL'],
  },
  'count-figures': {
    may: [
      'dynamodb:Query on the worklist index',
      BATCH_GET,
      `${PUT} with keys like figures#*`,
      'sqs:SendMessage on the queue of failed counts',
    ],
    reads: ['TABLE_NAME'],
  },
  'plan-reminders': {
    may: [QUERY_AGENDA, GET, UPDATE, 'sqs:SendMessage on the queue of failed plans'],
    reads: ['TABLE_NAME'],
  },
  'answer-customer': {
    may: [...SEND, QUERY_CUSTOMER, SCAN_AGENDA, ...consume('the queue of wishes to answer')],
    reads: ['TABLE_NAME', 'ROOT_SECRET_ARN', 'GIVEN_SECRET_ARN', 'PROVIDER_URL'],
  },
  'message-staff': {
    may: [UPDATE, GET, ROOT, GIVEN, ...consume('the queue of news for staff')],
    reads: ['TABLE_NAME', 'ROOT_SECRET_ARN', 'GIVEN_SECRET_ARN', 'PROVIDER_URL', COUNTS_PLAINLY],
  },
  'answer-staff': {
    may: [UPDATE, GET, BATCH_GET, PUT, SCAN_AGENDA, ROOT, GIVEN, ...consume('the queue of taps of staff')],
    reads: ['TABLE_NAME', 'ROOT_SECRET_ARN', 'GIVEN_SECRET_ARN', 'PROVIDER_URL'],
  },
  'publish-events': {
    may: [
      ...READ_STREAM,
      'events:PutEvents on the bus',
      `${GET} with keys like changes#*`,
      `${UPDATE} with keys like changes#*`,
      ...KEEP_FAILURES,
    ],
    reads: ['EVENT_BUS_NAME', 'TABLE_NAME', COUNTS_PLAINLY],
  },
};

/** What code here could call. Query and Scan are in every bundle: the SDK's document client brings them unasked. */
const CALLS = [
  'GetItem',
  'BatchGetItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'TransactWriteItems',
  'GetSecretValue',
  'PutSecretValue',
  'PutEvents',
  'Publish',
];

/** They write several items at once: IAM knows no such action, but wants the permission for each of the writes. */
const TRANSACT: FunctionName[] = [
  'settle-bookings',
  'create-booking',
  'change-booking',
  'change-closures',
  'note-attendance',
  'resend-notice',
  'finish-work',
  'tell-customer',
  'erase-customer',
  'change-customer',
  'record-flow-completion',
  'receive-webhook',
  'reconcile',
  'rebuild-claims',
  'watch-channel',
  'exchange-flow-data',
  'answer-customer',
  'answer-staff',
];
const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem'];

/** The functions' bundles in the stack with a live form, as the other tests run it. */
let bundles: string;
beforeAll(async () => {
  bundles = path.join(await synthesizedStack('live'), 'bundle', shippedContract.name);
});

describe('each function', () => {
  it.each(FUNCTION_NAMES)('%s may do exactly what it does', (name) => {
    expect(permissionsOf(name)).toEqual([...EXPECTED[name].may, ...OWN_LOG].sort());
  });

  it.each(FUNCTION_NAMES)('%s calls nothing it may not, and all it may', (name) => {
    const code = readFileSync(path.join(bundles, name, 'handler.mjs'), 'utf8');
    const { may } = EXPECTED[name];
    const calls = CALLS.filter((call) => code.includes(`"${call}"`));
    const allowed = CALLS.filter((call) => may.some((permission) => permission.includes(`:${call} on`)));
    expect(calls.includes('TransactWriteItems')).toBe(TRANSACT.includes(name));
    const others = calls.filter((call) => call !== 'TransactWriteItems');
    if (!TRANSACT.includes(name)) expect(others).toEqual(allowed);
    // What a transaction writes needs no call of its own.
    else expect(allowed.filter((call) => others.includes(call) || !WRITES.includes(call))).toEqual(others);
  });

  it('loads with nothing but its bundle and the variables it is given', () => {
    const meaning = (variable: string) => (variable === COUNTS_PLAINLY ? 'true' : 'something');
    const variables = FUNCTION_NAMES.flatMap((name) =>
      EXPECTED[name].reads.map((variable) => [variable, meaning(variable)]),
    );
    const load = FUNCTION_NAMES.map((name) => `console.log(typeof (await import('./${name}/handler.mjs')).handler);`);
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', load.join('\n')], {
      cwd: bundles,
      env: { ...Object.fromEntries(variables), LAMBDA_TASK_ROOT: path.join(bundles, 'send-flow') },
      encoding: 'utf8',
    });
    expect({ stdout, stderr }).toEqual({ stdout: 'function\n'.repeat(FUNCTION_NAMES.length), stderr: '' });
  });

  it.each(FUNCTION_NAMES)('%s is told only what it reads', (name) => {
    const everywhere = ['POWERTOOLS_SERVICE_NAME'];
    const { Environment } = functionNamed(name);
    expect(Object.keys(Environment.Variables).sort()).toEqual([...EXPECTED[name].reads, ...everywhere].sort());
  });

  it('has its role to itself, and there are no other roles or policies', () => {
    template.resourceCountIs('AWS::Lambda::Function', FUNCTION_NAMES.length);
    template.resourceCountIs('AWS::IAM::Role', FUNCTION_NAMES.length);
    expect(new Set(FUNCTION_NAMES.map((name) => functionNamed(name).Role['Fn::GetAtt'][0])).size).toBe(
      FUNCTION_NAMES.length,
    );
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.resourceCountIs('AWS::IAM::ManagedPolicy', 0);
  });

  it('can be invoked by its routes and the schedules only', () => {
    const ALLOWED: Record<string, RegExp> = {
      'apigateway.amazonaws.com':
        /\/(invitations|bookings|customers|slots|closures|worklist|changes|statistics|calendar|console|flows|webhooks|session|keys)/,
      'events.amazonaws.com': /Every(Minute|FiveMinutes|Hour|ThreeHours)Rule/,
    };
    for (const { Action, Principal, SourceArn } of resourcesOf(template, 'AWS::Lambda::Permission')) {
      expect(Action).toBe('lambda:InvokeFunction');
      expect(JSON.stringify(SourceArn)).toMatch(ALLOWED[Principal] ?? 'nobody else');
    }
  });
});

describe('a queue or a bucket', () => {
  it('admits nobody but the rules of this stack, and nobody without TLS', () => {
    const policies = [
      ...resourcesOf(template, 'AWS::SQS::QueuePolicy'),
      ...resourcesOf(template, 'AWS::S3::BucketPolicy'),
    ];
    expect(policies).toHaveLength(19);
    for (const { PolicyDocument } of policies) {
      const [deny, ...allowed] = PolicyDocument.Statement;
      expect(deny).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
      for (const { Principal, Condition } of allowed) {
        expect(Principal).toEqual({ Service: 'events.amazonaws.com' });
        expect(Condition.ArnEquals['aws:SourceArn']['Fn::GetAtt'][0]).toMatch(
          /^(InvitationRequested|BookingIntentDetected|WishesToAnswerRule|NewsForStaffRule|TapsOfStaffRule|BookingsTo(Notify|Tell)Rule|EveryMinuteRule|EveryFiveMinutesRule|EveryHourRule|RemindersEveryHourRule|FiguresEveryThreeHoursRule)/,
        );
      }
    }
  });
});
