import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, aws_lambda as lambda, Stack } from 'aws-cdk-lib';
import { CfnStage, HttpApi, HttpMethod, HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AttributeType, ProjectionType, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Queue } from 'aws-cdk-lib/aws-sqs';

/** Every function of the tiny app notes what it was given, one JSON line each, in a file of its name. */
const NOTE = `
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
const note = (event) => appendFileSync(
  join(process.env.NOTES, process.env.AWS_LAMBDA_FUNCTION_NAME + '.jsonl'),
  JSON.stringify({ pid: process.pid, now: Date.now(), event }) + '\\n',
);
`;

const SOURCES = {
  /** Does what its path asks for. */
  answer: `${NOTE}
const answers = {
  echo: (event) => event,
  text: () => 'just text',
  structured: () => ({
    statusCode: 201,
    headers: { 'X-Own': 'yes', 'content-type': 'text/csv' },
    cookies: ['a=1', 'b=2'],
    body: Buffer.from('a,b').toString('base64'),
    isBase64Encoded: true,
  }),
  malformed: () => ({ statusCode: 'many' }),
  throw: () => { throw new TypeError('with words nobody outside may see'); },
  exit: () => process.exit(3),
  time: () => ({ now: Date.now(), made: new Date().getTime(), isDate: new Date() instanceof Date }),
  environment: () => process.env,
  context: (event, context) => ({ ...context, left: context.getRemainingTimeInMillis() }),
  sleep: (event) => new Promise((resolve) => {
    setTimeout(() => resolve({ pid: process.pid }), Number(event.queryStringParameters.ms));
  }),
};
export const handler = (event, context) => {
  note(event.rawPath);
  return answers[event.pathParameters.what](event, context);
};`,
  /** Fails each message whose detail says so: { fail: true }; throws for all of them: { explode: true }. */
  consume: `${NOTE}
export const handler = async (event) => {
  const messages = event.Records.map(({ messageId, body }) => ({ messageId, detail: JSON.parse(body).detail ?? {} }));
  note(event.Records.map(({ body, attributes }) => ({ body: JSON.parse(body), attributes })));
  if (messages.some(({ detail }) => detail.explode)) throw new Error('exploded');
  await new Promise((resolve) => setTimeout(resolve, Math.max(...messages.map(({ detail }) => detail.sleepMs ?? 0))));
  return {
    batchItemFailures: messages.filter(({ detail }) => detail.fail).map(({ messageId }) => ({ itemIdentifier: messageId })),
  };
};`,
  /** Throws if a record is poisoned; reports the first record that is reported. */
  follow: `${NOTE}
export const handler = async (event) => {
  const records = event.Records.map(({ eventName, dynamodb }) => ({ eventName, ...dynamodb }));
  note(records.map(({ eventName, Keys }) => eventName + ' ' + Keys.pk.S));
  if (records.some(({ NewImage }) => NewImage?.poison)) throw new Error('poisoned');
  const failed = records.find(({ NewImage }) => NewImage?.reported);
  return { batchItemFailures: failed ? [{ itemIdentifier: failed.SequenceNumber }] : [] };
};`,
  /** Fails always, if its event says so. */
  tick: `${NOTE}
export const handler = async (event) => {
  note(event);
  if (event.detail?.explode) throw new Error('exploded');
};`,
};
type FunctionName = keyof typeof SOURCES;

/** A small stack with one of everything that the runner runs. */
class TinyStack extends Stack {
  constructor(app: App, directory: string) {
    super(app, 'tiny');
    const make = (name: FunctionName, more: Partial<lambda.FunctionProps> = {}) => {
      const code = join(directory, name);
      mkdirSync(code, { recursive: true });
      writeFileSync(join(code, 'handler.mjs'), SOURCES[name]);
      return new lambda.Function(this, name, {
        functionName: name,
        runtime: lambda.Runtime.NODEJS_24_X,
        handler: 'handler.handler',
        code: lambda.Code.fromAsset(code),
        timeout: Duration.seconds(2),
        logGroup: new LogGroup(this, `${name}-log`, { logGroupName: `/tiny/${name}` }),
        ...more,
        environment: { NOTES: directory, PROVIDER_URL: 'https://provider.example', ...more.environment },
      });
    };

    const api = new HttpApi(this, 'Api', { createDefaultStage: false });
    const answer = make('answer', { environment: { OWN_ADDRESS: api.apiEndpoint } });
    const integration = new HttpLambdaIntegration('Answer', answer);
    api.addRoutes({ path: '/do/{what}', methods: [HttpMethod.GET, HttpMethod.POST], integration });
    api.addRoutes({ path: '/do/{what}/{rest+}', methods: [HttpMethod.ANY], integration });
    api.addRoutes({
      path: '/hasty/{what}',
      methods: [HttpMethod.GET],
      integration: new HttpLambdaIntegration('Hasty', answer, { timeout: Duration.millis(200) }),
    });
    api.addRoutes({ path: '/narrow/{what}', methods: [HttpMethod.GET], integration });
    const stage = new HttpStage(this, 'Stage', { httpApi: api, autoDeploy: true });
    if (stage.node.defaultChild instanceof CfnStage) {
      stage.node.defaultChild.routeSettings = {
        'GET /narrow/{what}': { ThrottlingRateLimit: 0.001, ThrottlingBurstLimit: 2 },
      };
    }

    const table = new TableV2(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiresAt',
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      globalSecondaryIndexes: [
        {
          indexName: 'agenda',
          partitionKey: { name: 'month', type: AttributeType.STRING },
          sortKey: { name: 'at', type: AttributeType.NUMBER },
          projectionType: ProjectionType.INCLUDE,
          nonKeyAttributes: ['type'],
        },
      ],
    });
    const failures = new Bucket(this, 'Failures');
    new lambda.EventSourceMapping(this, 'Follow', {
      target: make('follow'),
      eventSourceArn: table.tableStreamArn ?? '',
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      batchSize: 10,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 2,
      onFailure: { bind: () => ({ destination: failures.bucketArn }) },
      supportS3OnFailureDestination: true,
      filters: [lambda.FilterCriteria.filter({ eventName: lambda.FilterRule.or('INSERT', 'MODIFY') })],
    });

    const deadLetters = new Queue(this, 'DeadLetters', { queueName: 'dead-letters' });
    const queue = new Queue(this, 'Work', {
      queueName: 'work',
      visibilityTimeout: Duration.seconds(30),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 3 },
    });
    make('consume').addEventSource(
      new SqsEventSource(queue, { batchSize: 5, reportBatchItemFailures: true, maxConcurrency: 2 }),
    );

    const eventBus = new EventBus(this, 'Bus', { eventBusName: 'tiny-bus' });
    new Rule(this, 'Wanted', {
      eventBus,
      eventPattern: { source: ['test'], detailType: ['Work Wanted'] },
      targets: [new SqsQueue(queue, { deadLetterQueue: deadLetters })],
    });
    const tick = make('tick', {
      retryAttempts: 1,
      maxEventAge: Duration.minutes(10),
      onFailure: new SqsDestination(new Queue(this, 'FailedTicks', { queueName: 'failed-ticks' })),
    });
    new Rule(this, 'Told', {
      eventBus,
      eventPattern: { detailType: ['Tick Wanted'], detail: { kind: [{ 'anything-but': 'none' }] } },
      targets: [new LambdaFunction(tick)],
    });
    new Rule(this, 'Hourly', {
      schedule: Schedule.rate(Duration.hours(1)),
      targets: [new LambdaFunction(tick, { event: RuleTargetInput.fromObject({ hourly: true }) })],
    });

    new Secret(this, 'Root', {
      secretName: 'root',
      generateSecretString: {
        secretStringTemplate: '{"generations":{}}',
        generateStringKey: 'root',
        passwordLength: 64,
        excludePunctuation: true,
      },
    });
  }
}

/** Synthesizes the tiny app; gives the directory of its CDK output and the one its functions write notes to. */
export function synthesizeTinyApp(): { assembly: string; notes: string } {
  // The CDK's validation of templates takes longer than all else here.
  process.env['CDK_VALIDATION'] = 'false';
  const directory = mkdtempSync(join(tmpdir(), 'tiny-app-'));
  const app = new App({ outdir: join(directory, 'cdk.out') });
  new TinyStack(app, directory);
  return { assembly: app.synth().directory, notes: directory };
}
