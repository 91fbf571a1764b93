import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { onTestFinished, vi } from 'vitest';
import { closeServer, listen } from '../../../local/http/listen.ts';
import { aClinicContract } from '../../support/clinic.ts';
import { httpEvent, lambdaContext } from '../../support/lambda-events.ts';
import type { ChannelWorld } from './channel-world.ts';

/** What a phone sends to the address of the endpoint. */
export type ExchangeCall = { secret: string; headers?: Record<string, string>; body: string };

/** The endpoint's function, freshly started as one more instance: it caches a world's secret by itself. */
export async function startExchangeFunction({ secrets }: Pick<ChannelWorld, 'secrets'>) {
  const taskRoot = mkdtempSync(join(tmpdir(), 'appointment-flow-'));
  onTestFinished(() => rmSync(taskRoot, { recursive: true, force: true }));
  onTestFinished(() => void vi.unstubAllEnvs());
  writeFileSync(join(taskRoot, 'contract.json'), JSON.stringify(aClinicContract()));
  const variables = {
    LAMBDA_TASK_ROOT: taskRoot,
    TABLE_NAME: 'no-table',
    ROOT_SECRET_ARN: secrets.root,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.endpoint,
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  vi.resetModules();
  const { handler } = await import('../../../functions/exchange-flow-data/handler.ts');

  return async ({ secret, headers = {}, body }: ExchangeCall): Promise<APIGatewayProxyStructuredResultV2> => {
    const event = httpEvent({ route: 'POST /flows/{secret}', path: { secret }, headers, body }, Date.now());
    return handler(
      event,
      lambdaContext('exchange-flow-data', 'request-1', () => 9_000),
    );
  };
}

/** An address behind which the function answers once it is started. */
export async function startEndpointAddress() {
  let answer: Awaited<ReturnType<typeof startExchangeFunction>> | undefined;
  const server = createServer(async (request, response) => {
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(',')]),
    );
    const [, secret = ''] = /^\/flows\/([^/]+)$/.exec(request.url ?? '') ?? [];
    const result = await answer?.({ secret, headers, body: await text(request) });
    response.writeHead(result?.statusCode ?? 404).end(result?.body);
  });
  const url = await listen(server, 0);
  onTestFinished(() => closeServer(server, 0));
  return {
    url,
    /** Starts a new instance of the function on a world's secret. */
    async serve(world: Pick<ChannelWorld, 'secrets'>): Promise<void> {
      answer = await startExchangeFunction(world);
    },
  };
}
