import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { judgeClocks, skewOf } from '../../cli/doctor/clocks.ts';
import { EXAMPLE_FLOW_ID } from '../../functions/shared/contract/contract.ts';
import { CHANNEL, startProvider, TOKEN } from '../local/one-msg/support/provider.ts';
import { clinicBooking } from '../support/clinic.ts';
import { contractWithoutServices, shippedContract } from '../support/contract.ts';
import { mockedClient } from '../support/mocked-client.ts';
import { runIn } from './support/channel-world.ts';
import { type ScriptedAnswer, startScriptedServer } from './support/scripted-server.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const Findings = z.object({
  findings: z.array(z.object({ check: z.string(), verdict: z.string(), says: z.string() })),
});

const Published = z.object({ flows: z.array(z.object({ id: z.string() })) });

const PROJECT = join(import.meta.dirname, '..', '..');

const cloudFormation = mockedClient(CloudFormationClient);
const secrets = mockedClient(SecretsManagerClient);
const sqs = mockedClient(SQSClient);
const sns = mockedClient(SNSClient);
const table = mockedClient(DynamoDBDocumentClient);
const s3 = mockedClient(S3Client);
const lambda = mockedClient(LambdaClient);
const clients = [cloudFormation, secrets, sqs, sns, table, s3, lambda];

beforeEach(() => {
  vi.stubEnv('AWS_REGION', 'eu-west-1');
});
afterEach(() => {
  for (const client of clients) client.reset();
  vi.unstubAllEnvs();
});

/** A deployed stack in which all is well, unless a test says otherwise, and a project folder that names it. */
async function aDeployedStack(api: ScriptedAnswer = { body: { items: [] } }, worklist = (_path: string) => api) {
  const folder = temporaryFolder();
  const contract = contractWithoutServices();
  writeFileSync(join(folder, 'cdk.json'), JSON.stringify({ context: { contract } }, undefined, 2));
  mkdirSync(join(folder, 'infra'));
  cpSync(join(PROJECT, 'infra', 'flow'), join(folder, 'infra', 'flow'), { recursive: true });
  const [provider, { url }] = await Promise.all([startProvider(), startScriptedServer(({ path }) => worklist(path))]);

  const outputs = {
    ...{
      ApiUrl: url,
      ChannelId: CHANNEL,
      ProviderUrl: provider.url,
      TableName: 'the-table',
      FailuresBucketName: 'the-bucket',
      RootSecretArn: 'root',
      GivenSecretArn: 'given',
    },
    ...{ EventBusName: 'bus', CrmConnectionName: 'connection', CrmFailuresQueueUrl: 'https://queue.test/crm' },
  };
  const Outputs = Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));
  const described = {
    StackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/it/1',
    StackName: 'it',
    CreationTime: new Date(),
    StackStatus: 'UPDATE_COMPLETE' as const,
    Outputs,
  };
  cloudFormation.on(DescribeStacksCommand).resolves({ Stacks: [described] });
  const resource = (LogicalResourceId: string, ResourceType: string, PhysicalResourceId: string) => ({
    ...{ LogicalResourceId, ResourceType, PhysicalResourceId },
    ...{ LastUpdatedTimestamp: new Date(), ResourceStatus: 'CREATE_COMPLETE' as const },
  });
  cloudFormation
    .on(ListStackResourcesCommand)
    .resolvesOnce({
      StackResourceSummaries: [
        resource('RequestedInvitationsQueue0A1B2C3D', 'AWS::SQS::Queue', 'https://queue.test/work'),
        resource('UnqueuedRequestsQueueCBF4B6E7', 'AWS::SQS::Queue', 'https://queue.test/dead'),
      ],
      NextToken: 'more',
    })
    .resolves({
      StackResourceSummaries: [
        resource('StaffMail0A1B2C3D', 'AWS::SNS::Topic', 'the-topic'),
        resource('StaffMailSomebody0A1B2C3D', 'AWS::SNS::Subscription', 'arn:aws:sns:one'),
      ],
    });
  secrets.on(GetSecretValueCommand, { SecretId: 'root' }).resolves({
    SecretString: JSON.stringify({ generations: {}, root: 'r'.repeat(64) }),
  });
  given({ channelToken: TOKEN, crmKey: 'key' });
  // What waits in a queue that is worked off is no matter for a person.
  sqs.on(GetQueueAttributesCommand, { QueueUrl: 'https://queue.test/work' }).resolves({
    Attributes: { ApproximateNumberOfMessages: '40', RedrivePolicy: '{}' },
  });
  waiting('0');
  sqs.on(GetQueueAttributesCommand, { QueueUrl: 'https://queue.test/crm' }).resolves({ Attributes: {} });
  table.on(QueryCommand).resolves({ Items: [] });
  s3.on(ListObjectsV2Command, { Bucket: 'the-bucket' }).resolves({});
  sns.on(ListSubscriptionsByTopicCommand).resolves({ Subscriptions: [{ SubscriptionArn: 'arn:aws:sns:one' }] });
  functionsAtOnce(1_000);
  await runIn(folder, ['register']);
  return { folder, provider, flowId: await publishFlow(folder) };
}

const given = (secret: object) =>
  secrets.on(GetSecretValueCommand, { SecretId: 'given' }).resolves({ SecretString: JSON.stringify(secret) });
const functionsAtOnce = (count: number) =>
  lambda.on(GetAccountSettingsCommand).resolves({ AccountLimit: { UnreservedConcurrentExecutions: count } });
const waiting = (count: string) =>
  sqs
    .on(GetQueueAttributesCommand, { QueueUrl: 'https://queue.test/dead' })
    .resolves({ Attributes: { ApproximateNumberOfMessages: count } });

/** Puts the project's form on the channel and its id into the contract; answers it. */
async function publishFlow(folder: string): Promise<string> {
  const { flows } = Published.parse((await runIn(folder, ['publish-flow', '--json'])).json());
  const id = flows[0]?.id;
  const path = join(folder, 'cdk.json');
  writeFileSync(path, readFileSync(path, 'utf8').replace(EXAMPLE_FLOW_ID, String(id)));
  return String(id);
}

/** What was found that is not fine, as "check verdict", the sentences about it, and the exit code. */
async function examine(folder: string) {
  const { exitCode, json } = await runIn(folder, ['doctor', '--json']);
  const { findings } = Findings.parse(json());
  const amiss = findings.filter(({ verdict }) => verdict !== 'ok');
  return {
    exitCode,
    amiss: amiss.map(({ check, verdict }) => `${check} ${verdict}`),
    says: amiss.map(({ says }) => says),
  };
}

describe('doctor', () => {
  test('says of a deployed stack in which all is well what it looked at, and changes nothing', async () => {
    const { folder, provider } = await aDeployedStack();
    const { body: before } = await provider.control<{ method: string }[]>('GET', 'requests');
    const { exitCode, stdout } = await runIn(folder, ['doctor']);
    expect(exitCode).toBe(0);
    expect(stdout.match(/^\S.*? {2,}ok /gm)?.map((line) => line.replace(/ +ok $/, ''))).toEqual([
      ...['API', 'Clocks', 'Token', 'Channel', 'Webhooks', 'Deliveries', 'Flow', 'Templates', 'CRM'],
      ...['Failure bucket', 'Set aside', 'Due', 'E-mail', 'Concurrency', 'Customers not told', 'Questions'],
    ]);
    expect(stdout.trimEnd().split('\n')).toHaveLength(16);
    const { body: after } = await provider.control<{ method: string }[]>('GET', 'requests');
    expect(after.slice(before.length).filter(({ method }) => method !== 'GET' && method !== 'HEAD')).toEqual([]);
  });

  test('tells what waits for a person, what is late, and whom e-mails do not reach', async () => {
    const { folder } = await aDeployedStack();
    waiting('3');
    const dueAt = new Date(Date.now() - 25 * 60_000).toISOString();
    table.on(QueryCommand).resolves({ Items: [{ pk: 'invitation#1', duePartition: 'due#0', dueAt }] });
    sns.on(ListSubscriptionsByTopicCommand).resolves({ Subscriptions: [{ SubscriptionArn: 'PendingConfirmation' }] });
    const kept = (Key: string, at: string) => ({ Key, LastModified: new Date(at) });
    s3.on(ListObjectsV2Command)
      .resolvesOnce({ Contents: [kept('a', '2031-05-06T11:22:33Z')], NextContinuationToken: 'more', IsTruncated: true })
      .resolves({ Contents: [kept('b', '2031-05-04T10:00:59Z')] });
    const { exitCode, amiss, says } = await examine(folder);
    expect([exitCode, amiss]).toEqual([3, ['Failure bucket fault', 'Set aside fault', 'Due fault', 'E-mail warning']]);
    expect(says).toEqual([
      expect.stringMatching(
        /^Stream records lie there since 2031-05-04 10:00 UTC, 2 in all.* run "npm run channel -- replay"/,
      ),
      expect.stringMatching(/^3 in UnqueuedRequests: find out why within 14 days/),
      expect.stringMatching(/^The oldest item is due for 25 min/),
      expect.stringMatching(/^One address waits to be confirmed/),
    ]);
  });

  test('tells how many customers wait for a call or an answer, on every page of each of the last days', async () => {
    const notTold = { invitationId: 'one', notTold: { reason: 'failed' } };
    const today = new Date().toISOString().slice(0, 10);
    const { folder } = await aDeployedStack(undefined, (path) => {
      const query = new URL(path, 'https://api.test').searchParams;
      if (query.get('day') !== today) return { body: { items: [] } };
      if (query.has('cursor')) return { body: { items: [notTold, { questionId: 'q', wish: 'cancel' }] } };
      return { body: { items: [notTold, { invitationId: 'two' }, { hash: 'h' }], cursor: 'next' } };
    });
    const { exitCode, amiss, says } = await examine(folder);
    expect([exitCode, amiss]).toEqual([3, ['Customers not told fault', 'Questions warning']]);
    expect(says).toEqual([
      expect.stringMatching(/^2 customers of the last seven days must be called: GET \/worklist\?kind=not-told/),
      expect.stringMatching(/^One customer waits for an answer: /),
    ]);
  });

  test('tells that an address gets no mail any more', async () => {
    const { folder } = await aDeployedStack();
    sns.on(ListSubscriptionsByTopicCommand).resolves({});
    const { exitCode, amiss, says } = await examine(folder);
    expect([exitCode, amiss]).toEqual([3, ['E-mail fault']]);
    expect(says).toEqual([expect.stringMatching(/^One address gets no mail any more, .* deploy again\.$/)]);
  });

  test('tells what is wrong with the channel, in the words of "status"', async () => {
    const { folder, provider } = await aDeployedStack();
    await provider.behave({ connected: false });
    await provider.call('POST', 'webhook', { webhookUrl: 'https://crm.test/hook' });
    await provider.call('POST', 'settings', { ackNotificationsOn: false });
    const { exitCode, amiss, says } = await examine(folder);
    expect([exitCode, amiss]).toEqual([3, ['Channel fault', 'Webhooks fault', 'Deliveries fault']]);
    const status = await runIn(folder, ['status']);
    for (const sentence of says) expect(status.stdout).toContain(sentence);
  });

  test.each([
    [{ channelToken: 'wrong', crmKey: 'key' }, /channel token is missing or wrong .*set-token/],
    [{ channelToken: '', crmKey: 'key' }, /^No channel token is stored .*set-token/],
  ])('goes on with what needs no token where that is %s', async (secret, sentence) => {
    const { folder } = await aDeployedStack();
    given(secret);
    const { exitCode, amiss, says } = await examine(folder);
    expect([exitCode, amiss[0], says[0]]).toEqual([3, 'Token fault', expect.stringMatching(sentence)]);
    expect(amiss.filter((one) => !/^(Token|Flow) /.test(one))).toEqual([]);
    expect(JSON.stringify(says)).not.toContain('wrong"');
  });

  test('tells that the CRM cannot be called, and that the API does not know its key', async () => {
    const { folder } = await aDeployedStack({ status: 401, body: {} });
    given({ channelToken: TOKEN });
    const { exitCode, amiss } = await examine(folder);
    expect([exitCode, amiss]).toEqual([3, ['API fault', 'CRM fault']]);
  });

  test('tells that the published form is not the one of this project, and that there is none', async () => {
    const { folder, flowId } = await aDeployedStack();
    const path = join(folder, 'infra', 'flow', 'appointment-flow.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"title": "', '"title": "New '));
    expect(await examine(folder)).toMatchObject({ exitCode: 0, amiss: ['Flow warning'] });
    const cdkJson = join(folder, 'cdk.json');
    writeFileSync(cdkJson, readFileSync(cdkJson, 'utf8').replace(flowId, '55555'));
    const { exitCode, says } = await examine(folder);
    expect([exitCode, says]).toEqual([3, [expect.stringMatching(/^The channel has no Flow 55555: run/)]]);
  });

  test('tells which template of the contract WhatsApp does not send as it is', async () => {
    const { folder, provider } = await aDeployedStack();
    const path = join(folder, 'cdk.json');
    const { contract } = JSON.parse(readFileSync(path, 'utf8')).context;
    const { languages } = contract;
    const name = (templates: object) => {
      const en = { ...languages.en, templates };
      writeFileSync(path, JSON.stringify({ context: { contract: { ...contract, languages: { ...languages, en } } } }));
    };
    const entry = { name: 'ours', namespace: 'ns', language: 'en' };
    name({ booked: entry });
    expect(await examine(folder)).toMatchObject({
      ...{ exitCode: 3, amiss: ['Templates fault'] },
      says: ['booked (en): ours in en: the channel has none of this name and language.'],
    });

    const components = [
      {
        ...{ type: 'BODY', text: 'Hello {{1}}, we will see you for {{2}} on {{3}} at {{4}}. Thank you very much.' },
        example: { body_text: [['Alex', 'Haircut', 'Tuesday', '10:30']] },
      },
    ];
    const proposal = { name: 'ours', category: 'MARKETING', language: 'en', components };
    await provider.call('POST', 'addTemplate', proposal);
    name({ booked: { ...entry, namespace: '00000000_0000_4000_8000_000000000001' } });
    expect(await examine(folder)).toMatchObject({ exitCode: 0, amiss: ['Templates warning'] });
    await provider.control('POST', 'clock', { advanceSeconds: 60 });
    expect((await examine(folder)).says).toContain(
      'booked (en): ours in en: it is a marketing template, which costs more, and which customers can refuse.',
    );
  });

  test('looks at the form of each language', async () => {
    const { folder } = await aDeployedStack();
    const path = join(folder, 'cdk.json');
    const { en: english, es: spanishWords } = shippedContract.languages;
    const languages = { en: { ...english, templates: undefined }, es: { ...spanishWords, templates: undefined } };
    const clinic = { ...shippedContract, languages, booking: clinicBooking() };
    const use = (contract: object) => writeFileSync(path, JSON.stringify({ context: { contract } }));
    use(clinic);
    const { flows } = Published.parse((await runIn(folder, ['publish-flow', '--json'])).json());
    const [en, es] = flows.map(({ id }) => ({ ...clinic.flow, id }));
    const spanish = (flow: object) => ({ ...clinic.languages, es: { ...clinic.languages.es, flow } });
    use({ ...clinic, flow: en, languages: spanish({ id: es?.id, daysByInvitation: true }) });
    expect(await examine(folder)).toMatchObject({ exitCode: 0, amiss: [] });
    use({ ...clinic, flow: en, languages: spanish({ id: '55555' }) });
    expect(await examine(folder)).toMatchObject({ exitCode: 3, amiss: ['Flow (es) fault'] });
    use({ ...clinic, flow: en, languages: spanish({ id: es?.id }) });
    expect((await examine(folder)).says).toEqual([expect.stringContaining('"daysByInvitation": true')]);
  });

  test('tells a form that lacks what bookings are read from', async () => {
    const { folder } = await aDeployedStack();
    const path = join(folder, 'cdk.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"date": "date"', '"date": "day"'));
    const { exitCode, amiss, says } = await examine(folder);
    expect([exitCode, amiss]).toEqual([3, ['Flow fault']]);
    expect(says[0]).toMatch(/^booking.fields.date is "day", but a completed form does not hold it/);
  });

  test('warns of an account in which functions take each other’s room, or that does not tell', async () => {
    const { folder } = await aDeployedStack();
    functionsAtOnce(10);
    expect(await examine(folder)).toMatchObject({
      exitCode: 0,
      amiss: ['Concurrency warning'],
      says: [expect.stringMatching(/^The account runs 10 functions at once.*Service Quotas/)],
    });
    lambda.on(GetAccountSettingsCommand).rejects(Object.assign(new Error('not authorized'), { name: 'AccessDenied' }));
    expect(await examine(folder)).toMatchObject({ exitCode: 0, amiss: ['Concurrency warning'] });
  });

  test('reports what AWS refuses as a finding of its own', async () => {
    const { folder } = await aDeployedStack();
    table.on(QueryCommand).rejects(Object.assign(new Error('not authorized to query'), { name: 'AccessDenied' }));
    expect(await examine(folder)).toMatchObject({
      exitCode: 3,
      amiss: ['Due fault'],
      says: ['not authorized to query'],
    });
  });
});

describe('the clocks', () => {
  const asked = Date.parse('2026-12-01T10:00:00Z');
  const answer = (seconds: number) =>
    skewOf(new Response('', { headers: { date: new Date(asked + seconds * 1000).toUTCString() } }), asked, asked);

  test.each([
    [0, 1, 'ok', 'agree on the time'],
    [0, 20, 'ok', 'are 20 s apart, which does no harm'],
    [0, 90, 'fault', 'are 90 s apart, so session windows are misjudged'],
    [-300, -300, 'warning', "This machine's clock is 300 s off"],
  ])('with AWS %i s and the provider %i s ahead are judged: %s', (aws, provider, verdict, says) => {
    expect(judgeClocks(answer(aws), answer(provider))).toMatchObject({ verdict, says: expect.stringContaining(says) });
  });

  test('that do not tell the time are no fault', () => {
    expect(judgeClocks(skewOf(new Response(''), asked, asked), answer(0))).toMatchObject({ verdict: 'warning' });
  });
});
