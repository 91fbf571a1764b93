import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WARM_PING, WARM_PING_REMARK } from '../../functions/shared/domain/live-form/warm-ping.ts';
import { now } from '../../functions/shared/domain/time/instant.ts';
import { createEndpointKey } from '../../functions/shared/secrets/new-endpoint-key.ts';
import { aClinicContract } from '../support/clinic.ts';
import { createCountedLine } from '../support/counted-line.ts';
import { lambdaContext } from '../support/lambda-events.ts';
import { startWorld } from '../support/world.ts';

const line = createCountedLine();
const world = await startWorld(aClinicContract(), line);
const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
const key = await createEndpointKey(now());

const secret = world.secrets.on(GetSecretValueCommand, { SecretId: 'root' });
const keep = (keys: readonly object[]) =>
  secret.resolves({ SecretString: JSON.stringify({ root: 'k'.repeat(64), generations: {}, endpoint: { keys } }) });

/** Starts one instance; `ping` answers what the metric of the ping's log line counts. */
async function startInstance() {
  vi.resetModules();
  const { handler } = await import('../../functions/exchange-flow-data/handler.ts');
  return async (): Promise<number | undefined> => {
    written.mock.calls.splice(0);
    await handler(
      WARM_PING as never,
      lambdaContext('exchange-flow-data', 'ping-1', () => 9_000),
    );
    const lines = written.mock.calls.map(([text]) => JSON.parse(String(text)));
    return lines.find(({ message }) => message === WARM_PING_REMARK)?.failed;
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
