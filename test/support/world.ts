import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsCommandOutput,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { afterAll, inject, vi } from 'vitest';
import * as z from 'zod/mini';
import type { Contract } from '../../functions/shared/contract/contract.ts';
import { deriveKeys, type RootSecret } from '../../functions/shared/secrets/derived-keys.ts';
import { EVERY_DUE_SHARD } from '../../functions/shared/store/table/keys.ts';
import { startTableEngine } from '../../local/aws/dynamodb/table-engine.ts';
import { aContract } from './contract.ts';
import { answerDirectly, type Line } from './direct-requests.ts';
import { type HttpRequest, httpEvent, lambdaContext, queueRecord } from './lambda-events.ts';
import { mockedClient } from './mocked-client.ts';
import { keepOutput, noteSecret } from './printed/kept-output.ts';
import { startScriptedProvider } from './scripted-provider.ts';
import { aPhone } from './webhooks.ts';

const TIMEOUT_MS = 12_000;

/** The functions behind the routes, loaded on first use: they read their environment when they load. */
const ROUTES = {
  'POST /invitations': () => import('../../functions/send-flow/handler.ts'),
  'GET /invitations/{id}': () => import('../../functions/query-invitation/handler.ts'),
  'PATCH /bookings/{invitationId}': () => import('../../functions/change-booking/handler.ts'),
  'POST /bookings': () => import('../../functions/create-booking/handler.ts'),
  'GET /closures': () => import('../../functions/query-closures/handler.ts'),
  'POST /closures': () => import('../../functions/change-closures/handler.ts'),
  'DELETE /closures/{closureId}': () => import('../../functions/change-closures/handler.ts'),
  'GET /slots': () => import('../../functions/query-slots/handler.ts'),
  'POST /bookings/{invitationId}/cancel': () => import('../../functions/change-booking/handler.ts'),
  'POST /bookings/{invitationId}/attendance': () => import('../../functions/note-attendance/handler.ts'),
  'POST /bookings/{invitationId}/approve': () => import('../../functions/change-booking/handler.ts'),
  'POST /bookings/{invitationId}/refuse': () => import('../../functions/change-booking/handler.ts'),
  'POST /bookings/{invitationId}/notices': () => import('../../functions/resend-notice/handler.ts'),
  'GET /customers': () => import('../../functions/query-customers/handler.ts'),
  'GET /customers/export': () => import('../../functions/export-customer/handler.ts'),
  'PATCH /customers': () => import('../../functions/change-customer/handler.ts'),
  'DELETE /customers': () => import('../../functions/erase-customer/handler.ts'),
  'GET /invitations': () => import('../../functions/query-invitations/handler.ts'),
  'GET /bookings': () => import('../../functions/query-bookings/handler.ts'),
  'GET /changes': () => import('../../functions/query-changes/handler.ts'),
  'GET /statistics': () => import('../../functions/query-statistics/handler.ts'),
  'GET /worklist': () => import('../../functions/query-worklist/handler.ts'),
  'POST /worklist/{id}/done': () => import('../../functions/finish-work/handler.ts'),
  'POST /session': () => import('../../functions/sign-in/handler.ts'),
  'GET /session': () => import('../../functions/keep-session/handler.ts'),
  'DELETE /session': () => import('../../functions/keep-session/handler.ts'),
  'GET /keys': () => import('../../functions/manage-keys/handler.ts'),
  'POST /keys': () => import('../../functions/manage-keys/handler.ts'),
  'DELETE /keys/{keyId}': () => import('../../functions/manage-keys/handler.ts'),
  'GET /calendar/{secret}/bookings.ics': () => import('../../functions/calendar-feed/handler.ts'),
  'POST /flows/{secret}': () => import('../../functions/exchange-flow-data/handler.ts'),
  'POST /webhooks/{secret}': () => import('../../functions/receive-webhook/handler.ts'),
  'POST /webhooks/{secret}/messages': () => import('../../functions/record-inbound-message/handler.ts'),
  'POST /webhooks/{secret}/delivery': () => import('../../functions/record-delivery-status/handler.ts'),
  'POST /webhooks/{secret}/flow-completion': () => import('../../functions/record-flow-completion/handler.ts'),
} as const;
export type Route = keyof typeof ROUTES;

/** The functions behind queues, loaded the same way. */
const QUEUE_WORKERS = {
  'send-requested-flow': () => import('../../functions/send-requested-flow/handler.ts'),
  'answer-customer': () => import('../../functions/answer-customer/handler.ts'),
  'tell-customer': () => import('../../functions/tell-customer/handler.ts'),
  'notify-staff': () => import('../../functions/notify-staff/handler.ts'),
  'message-staff': () => import('../../functions/message-staff/handler.ts'),
  'answer-staff': () => import('../../functions/answer-staff/handler.ts'),
} as const;
export type QueueWorker = keyof typeof QUEUE_WORKERS;

export type HttpCall = HttpRequest & { route: Route };

/** `body` is `text` parsed as JSON, or empty. */
export type Answer = {
  status: number;
  headers: Record<string, string>;
  /** As they are set: `name=value; Path=/`. */
  cookies: string[];
  text: string;
  body: Record<string, unknown>;
};

function context(functionName: string, timeoutMs = TIMEOUT_MS): Context {
  const endsAt = Date.now() + timeoutMs;
  return lambdaContext(functionName, 'test-request', () => endsAt - Date.now());
}

/** An event from publish-events on the bus. */
export type AnnouncedEvent = { type: string; detail: Record<string, unknown> & { eventId: string } };

/** The event in EventBridge's form for a queue. */
const asQueued = ({ type, detail }: AnnouncedEvent) => ({
  id: detail.eventId,
  source: 'appointment-flow',
  'detail-type': type,
  detail,
});

/** Two secrets: one like the stack's own, one like the one that the business fills. */
const rootSecret: RootSecret = { root: 'k'.repeat(64), generations: {} };
const CHANNEL_TOKEN = 'channel-token';

/**
 * The functions with a real table engine and a scripted provider over real HTTP; Secrets Manager and EventBridge are
 * replaced in the client. A line can lie between the functions and the table, or a table model stand in the engine's
 * place. Use one world per test file: the functions read their environment once.
 */
export async function startWorld(contract: Contract = aContract(), line?: Line) {
  const engine = await startTableEngine({ table: inject('table'), now: () => new Date() });
  const model = line && 'stream' in line ? line : undefined;
  const { stream } = model ?? engine;
  const endpoint = line && 'open' in line ? await line.open(engine.endpoint) : engine.endpoint;
  const ask = line && 'between' in line ? line.between(engine.ask) : engine.ask;
  const useConnections = answerDirectly(engine.endpoint, ask);
  const provider = await startScriptedProvider();
  const taskRoot = mkdtempSync(path.join(tmpdir(), 'appointment-flow-'));
  writeFileSync(path.join(taskRoot, 'contract.json'), JSON.stringify(contract));
  vi.stubEnv('LAMBDA_TASK_ROOT', taskRoot);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', endpoint);
  vi.stubEnv('TABLE_NAME', inject('table').tableName);
  vi.stubEnv('EVENT_BUS_NAME', 'bus');
  vi.stubEnv('ROOT_SECRET_ARN', 'root');
  vi.stubEnv('GIVEN_SECRET_ARN', 'given');
  vi.stubEnv('PROVIDER_URL', provider.url);
  vi.stubEnv('SEND_INTERVAL_MS', '1');
  vi.stubEnv('STAFF_TOPIC_ARN', 'staff');
  vi.stubEnv('API_URL', 'https://api.test');
  const printed = inject('printed');
  for (const secret of [rootSecret.root, CHANNEL_TOKEN]) noteSecret(printed, secret);
  const showOutput = keepOutput(printed);
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');

  const secrets = mockedClient(SecretsManagerClient);
  secrets.on(GetSecretValueCommand, { SecretId: 'root' }).resolves({ SecretString: JSON.stringify(rootSecret) });
  secrets
    .on(GetSecretValueCommand, { SecretId: 'given' })
    .resolves({ SecretString: JSON.stringify({ channelToken: CHANNEL_TOKEN }) });
  const bus = mockedClient(EventBridgeClient);
  const published: PutEventsRequestEntry[] = [];
  const busScript: (() => PutEventsCommandOutput)[] = [];
  bus.on(PutEventsCommand).callsFake(({ Entries }: { Entries: PutEventsRequestEntry[] }) => {
    const scripted = busScript.shift();
    if (scripted) return scripted();
    published.push(...Entries);
    return { FailedEntryCount: 0, Entries: Entries.map((_, index) => ({ EventId: `bus-${index}` })) };
  });

  afterAll(async () => {
    await Promise.all([engine.close(), provider.close()]);
    showOutput();
    rmSync(taskRoot, { recursive: true, force: true });
    useConnections();
    model?.remove();
    vi.unstubAllEnvs();
  });
  const keys = deriveKeys(rootSecret);

  async function call(call: HttpCall): Promise<Answer> {
    const { handler } = await ROUTES[call.route]();
    const result: APIGatewayProxyStructuredResultV2 = await handler(httpEvent(call, Date.now()), context(call.route));
    const headers = z.record(z.string(), z.string()).parse(result.headers ?? {});
    const text = result.body ?? '';
    const isJson = headers['content-type']?.endsWith('json');
    const body = z.record(z.string(), z.unknown()).parse(isJson ? JSON.parse(text) : {});
    return { status: result.statusCode ?? 0, headers, cookies: result.cookies ?? [], text, body };
  }

  let announcedUpTo: string | undefined;

  async function announce(): Promise<AnnouncedEvent[]> {
    const { handler } = await import('../../functions/publish-events/handler.ts');
    const records = await stream.read(announcedUpTo, 10_000);
    announcedUpTo = records.at(-1)?.dynamodb?.SequenceNumber ?? announcedUpTo;
    // What the function itself writes reaches it through no filter.
    const Records = records.filter(({ dynamodb }) => dynamodb?.NewImage?.['type']?.S !== 'changes');
    published.length = 0;
    await handler({ Records }, context('publish-events'));
    return published.map(({ DetailType = '', Detail = '' }) => ({ type: DetailType, detail: JSON.parse(Detail) }));
  }

  async function reconcileOnce(event: unknown, timeoutMs = 80_000): Promise<void> {
    const { handler } = await import('../../functions/reconcile/handler.ts');
    await handler(event, context('reconcile', timeoutMs));
  }

  async function deliverTo(worker: QueueWorker, ...events: unknown[]): Promise<string[]> {
    const { handler } = await QUEUE_WORKERS[worker]();
    const bodies = events.map((event) => (typeof event === 'string' ? event : JSON.stringify(event)));
    const Records = bodies.map((body, index) => queueRecord(`queued-${index}`, body));
    const result = await handler({ Records }, context(worker));
    return result.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  }

  const deliverToQueue = (...events: unknown[]) => deliverTo('send-requested-flow', ...events);

  const invite = (body: unknown, idempotencyKey?: string) =>
    call({
      route: 'POST /invitations',
      headers: {
        authorization: `Bearer ${keys.apiKey.current}`,
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      },
      body,
    });

  async function anInvitation(more: object = {}) {
    const phone = aPhone();
    const { body } = await invite({ phone, ...more });
    const [request] = provider.requestsTo(phone);
    return {
      phone,
      id: body['invitationId'],
      messageId: String(body['messageId']),
      token: String(request?.body['flowToken']),
    };
  }

  return {
    engine,
    /** The stream of the table, or of the model in its place. */
    stream,
    provider,
    contract,
    keys,
    secrets,
    bus,
    /** Replaces the answer to the next PutEvents call, which otherwise accepts everything. */
    answerNextPutEvents: (answer: () => PutEventsCommandOutput) => busScript.push(answer),

    call,

    /** Posts a webhook body with the correct secret. */
    webhook: (body: unknown, kind: '' | '/messages' | '/delivery' | '/flow-completion' = '') =>
      call({ route: `POST /webhooks/{secret}${kind}`, path: { secret: keys.webhook.current }, body }),

    /** Requests an invitation with the correct API key. */
    invite,

    /** An accepted invitation to a new customer, with more of its request, and that request. */
    anInvitation,

    invitation: (id: unknown) =>
      call({
        route: 'GET /invitations/{id}',
        path: { id: String(id) },
        headers: { authorization: `Bearer ${keys.apiKey.current}` },
      }),

    /** Reads a list with the correct API key. */
    list: (route: 'GET /invitations' | 'GET /bookings' | 'GET /worklist', query: Record<string, string>) =>
      call({ route, query, headers: { authorization: `Bearer ${keys.apiKey.current}` } }),

    /** Runs reconcile once for each shard, as the schedule does every minute where the account has room. */
    async reconcile(): Promise<void> {
      await Promise.all(EVERY_DUE_SHARD.map((shard) => reconcileOnce({ shards: [shard] })));
    },

    /** Starts one run of reconcile, as one of the schedule's targets does, with so much time (ms). */
    reconcileOnce,

    /** Passes queue messages to the queue's function; returns the ids of the failed ones. */
    deliverToQueue,

    /** Passes published events to another queue's function; returns the ids of the failed ones. */
    deliverAnnounced: (worker: QueueWorker, ...events: AnnouncedEvent[]) => deliverTo(worker, ...events.map(asQueued)),

    /** Passes the stream's new records to publish-events; returns the events that it put on the bus. */
    announce,

    /** Does what the bus does with a booking request: publishes, and passes each to the queue. Returns all events. */
    async answerIntents(): Promise<AnnouncedEvent[]> {
      const events = await announce();
      for (const event of events) {
        if (event.type === 'Booking Intent Detected') await deliverToQueue(asQueued(event));
      }
      return events;
    },
  };
}

export type World = Awaited<ReturnType<typeof startWorld>>;
