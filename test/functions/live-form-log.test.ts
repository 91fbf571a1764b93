import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { UNUSABLE_ANSWER_REMARK, WARM_PING_REMARK } from '../../functions/shared/domain/live-form/log-remarks.ts';
import { WARM_PING } from '../../functions/shared/domain/live-form/warm-ping.ts';
import { now } from '../../functions/shared/domain/time/instant.ts';
import { createEndpointKey, publicPem } from '../../functions/shared/secrets/new-endpoint-key.ts';
import { aClinicContract } from '../support/clinic.ts';
import { createCountedLine } from '../support/counted-line.ts';
import { createFlowPhone } from '../support/flow-phone.ts';
import { lambdaContext } from '../support/lambda-events.ts';
import { startWorld } from '../support/world.ts';

const line = createCountedLine();
const world = await startWorld(aClinicContract(), line);
const written = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockReturnValue(true));
const key = await createEndpointKey(now());

const secret = world.secrets.on(GetSecretValueCommand, { SecretId: 'root' });
const keep = (keys: readonly object[]) =>
  secret.resolves({ SecretString: JSON.stringify({ root: 'k'.repeat(64), generations: {}, endpoint: { keys } }) });

/** The lines that were logged since the last look. */
const logged = () => written.flatMap(({ mock }) => mock.calls.splice(0)).map(([text]) => JSON.parse(String(text)));

/** Starts one instance; `ping` answers what the metric of the ping's log line counts. */
async function startInstance() {
  vi.resetModules();
  const { handler } = await import('../../functions/exchange-flow-data/handler.ts');
  return async (): Promise<number | undefined> => {
    logged();
    await handler(
      WARM_PING as never,
      lambdaContext('exchange-flow-data', 'ping-1', () => 9_000),
    );
    return logged().find(({ message }) => message === WARM_PING_REMARK)?.failed;
  };
}

describe('the scheduled ping of the live form', () => {
  afterEach(() => void vi.useRealTimers());

  it('reads the keys and nothing of the table', async () => {
    keep([key]);
    const ping = await startInstance();
    line.take();
    expect(await ping()).toBe(0);
    expect(line.take()).toEqual({});
  });

  it('says nothing of the request before it', async () => {
    keep([key]);
    vi.resetModules();
    const { handler } = await import('../../functions/exchange-flow-data/handler.ts');
    const { logger } = await import('../../functions/shared/runtime/logger.ts');
    logger.appendKeys({ invitationId: 'of the request before' });
    logged();
    await handler(
      WARM_PING as never,
      lambdaContext('exchange-flow-data', 'ping-2', () => 9_000),
    );
    expect(logged()).toEqual([expect.not.objectContaining({ invitationId: expect.anything() })]);
  });

  it('fails where there is no key, and where the keys cannot be read', async () => {
    keep([]);
    expect(await (await startInstance())()).toBe(1);
    secret.resolves({ SecretString: '{"root":"short"}' });
    expect(await (await startInstance())()).toBe(1);
    secret.rejects(new Error('refused'));
    expect(await (await startInstance())()).toBe(1);
  });

  it('reads the keys anew each time, so that no phone waits for it', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    keep([]);
    const ping = await startInstance();
    await ping();
    keep([key]);
    vi.setSystemTime(Date.now() + 4 * 60_000);
    expect(await ping()).toBe(0);
  });
});

describe('a report of a phone that could not use an answer', () => {
  it('is logged under the remark that its metric counts', async () => {
    keep([key]);
    vi.resetModules();
    const phone = await createFlowPhone(publicPem(key));
    const { body } = await phone.encrypt({ version: '4.0', action: 'data_exchange', data: { error: 'INVALID' } });
    logged();
    await world.call({ route: 'POST /flows/{secret}', path: { secret: world.keys.endpoint.current }, body });
    expect(logged().map(({ message }) => message)).toContain(UNUSABLE_ANSWER_REMARK);
  });
});
