/** The world with the provider's simulator, and an API that its webhooks can or cannot reach. */
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Context } from 'aws-lambda';
import { afterAll, expect, vi } from 'vitest';
import { ownWebhooks } from '../../functions/shared/provider/webhook-list.ts';
import { createClock } from '../../local/clock.ts';
import { listen } from '../../local/http/listen.ts';
import { startSimulator } from '../../local/one-msg/simulator.ts';
import { startWorld } from './world.ts';

const TOKEN = 'channel-token';

type ProviderRequest = { method: string; path: string; body: unknown };

/** Lambda's context of the watch's run. */
function context(): Context {
  return {
    functionName: 'watch-channel',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:watch-channel',
    memoryLimitInMB: '512',
    awsRequestId: 'test-request',
    logGroupName: 'group',
    logStreamName: 'stream',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => 120_000,
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}

/** Replaces the API: passes webhooks to the functions, or fails while `isDown`. It accepts others', except at /dead. */
async function startApi(receive: (path: string, body: string) => Promise<number>) {
  const api = { url: '', isDown: false };
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const path = request.url ?? '/';
    const isOwn = path.startsWith('/webhooks/');
    const fails = isOwn ? api.isDown : path === '/dead';
    response.writeHead(fails ? 503 : isOwn ? await receive(path, body) : 200).end('{}');
  });
  api.url = await listen(server, 0);
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  return api;
}

const KINDS = ['', '/messages', '/delivery', '/flow-completion'] as const;

/** One for each test file, as the functions read their environment once. */
export async function startWatchedChannel() {
  const world = await startWorld();
  const channelId = world.contract.channel.id;
  const simulator = await startSimulator({ port: 0, channelId, channelToken: TOKEN, clock: createClock() });
  const api = await startApi(async (path, body) => {
    const [, , secret = '', kind] = path.split('/');
    const suffix = KINDS.find((one) => one === (kind ? `/${kind}` : ''));
    if (suffix === undefined) return 404;
    return (await world.call({ route: `POST /webhooks/{secret}${suffix}`, path: { secret }, body })).status;
  });
  afterAll(simulator.close);
  vi.stubEnv('PROVIDER_URL', simulator.url);
  vi.stubEnv('API_URL', api.url);
  vi.stubEnv('POWERTOOLS_SERVICE_NAME', world.contract.name);
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');

  async function request(url: string, method: string, body?: unknown) {
    const response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = await response.text();
    expect(response.ok, answer).toBe(true);
    return answer === '' ? undefined : JSON.parse(answer);
  }
  /** Calls one of the provider's methods. */
  const call = (method: string, path: string, body?: unknown) =>
    request(`${simulator.url}/${channelId}/${path}`, method, body);
  /** Calls one of the simulator's control routes. */
  const control = (method: string, path: string, body?: unknown) =>
    request(`${simulator.url}/_sim/${path}`, method, body);

  return {
    ...world,
    api,
    call,
    control,
    /** This stack's URLs with the first key. */
    own: ownWebhooks(api.url, world.keys.webhook.current),
    behave: (fields: object) => control('PUT', 'behaviour', fields),

    /** Runs the watch once; returns the metrics it wrote, with their namespace and dimension. */
    async watch(): Promise<Record<string, unknown>[]> {
      const { handler } = await import('../../functions/watch-channel/handler.ts');
      const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
      try {
        await handler({}, context());
        const lines = written.mock.calls.map(([line]) => String(line)).filter((line) => line.includes('"_aws"'));
        return lines.map((line) => JSON.parse(line));
      } finally {
        written.mockRestore();
      }
    },

    /** The state-changing calls to the provider since the last time. */
    async writes(): Promise<ProviderRequest[]> {
      const requests: ProviderRequest[] = await control('GET', 'requests');
      await control('DELETE', 'requests');
      return requests.filter(({ method }) => method !== 'GET');
    },

    /** The channel's list, in order, with the disabled URLs. */
    async list(): Promise<{ urls: string[]; disabled: string[] }> {
      const { webhookUrl, webhookStatuses } = await call('GET', 'webhook');
      const urls = [webhookUrl].flat().filter((url) => url !== '');
      return { urls, disabled: urls.filter((url) => webhookStatuses[url] === 'disabled') };
    },
  };
}
