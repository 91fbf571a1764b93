import { createPublicKey, type KeyObject } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { sealRequest } from '../../functions/shared/provider/exchange/sealed-request.ts';
import { deriveKeys } from '../../functions/shared/secrets/derived-keys.ts';
import { startChannelWorld } from './support/channel-world.ts';
import { startExchangeFunction } from './support/exchange-function.ts';

afterEach(() => void vi.useRealTimers());

const MINUTE = 60_000;
/** Two thousand operations of RSA take some seconds on a busy machine. */
const PATIENCE_MS = 120_000;
const EXCHANGES = 1_000;
/** Minutes from one exchange to the next: a day and an hour in all, which is room for two rotations. */
const STEP = 1.5;
/** An operator asks for a rotation as often, though it is refused for most of the time. */
const ROTATION_EVERY = 20;
/** Phones fetched the public key at most so many minutes ago, in steps of a tenth of that. */
const KEPT_MINUTES = 1_430;

const Shown = z.object({ data: z.tuple([z.object({ business_public_key: z.string() })]) });

test(
  "no exchange of a thousand fails in two rotations, however old a phone's key and an instance's secret are",
  async () => {
    const world = await startChannelWorld();
    const begin = Date.now();
    const at = (minutes: number) => vi.setSystemTime(begin + minutes * MINUTE);
    vi.useFakeTimers({ toFake: ['Date'], now: begin });
    const succeeds = async (verb: string) =>
      (await world.channel(['endpoint', 'keys', verb, '--local'])).exitCode === 0;
    /** The public keys that phones could fetch, the newest first, and from when. */
    const offered: { from: number; key: KeyObject }[] = [];
    async function upload(minute: number): Promise<boolean> {
      if (!(await succeeds('upload'))) return false;
      const { body } = await world.provider.call('GET', 'whatsapp_business_encryption');
      const [{ business_public_key: pem }] = Shown.parse(body).data;
      offered.unshift({ from: minute, key: createPublicKey(pem) });
      return true;
    }
    const fetchedAt = (minute: number) => (offered.find(({ from }) => from <= minute) ?? offered.at(-1))?.key;

    await succeeds('create');
    at(6);
    await upload(6);
    const instances = await Promise.all([1, 2, 3].map(() => startExchangeFunction(world)));
    const { current: secret } = deriveKeys(world.rootSecret()).endpoint;

    const statuses: Record<string, number> = {};
    let isWaiting = false;
    for (let count = 0; count < EXCHANGES; count += 1) {
      const minute = 6 + count * STEP;
      at(minute);
      if (count % ROTATION_EVERY === 0 && !isWaiting) isWaiting = await succeeds('rotate');
      if (isWaiting) isWaiting = !(await upload(minute));
      const key = fetchedAt(minute - ((count % 11) / 10) * KEPT_MINUTES);
      const instance = instances[count % instances.length];
      if (!key || !instance) throw new Error('There is no phone, or nobody who answers it.');
      const body = JSON.stringify(sealRequest({ version: '4.0', action: 'ping' }, key).body);
      const { statusCode } = await instance({ secret, body });
      statuses[`${statusCode}`] = (statuses[`${statusCode}`] ?? 0) + 1;
    }
    expect(statuses).toEqual({ 200: EXCHANGES });
    expect(offered).toHaveLength(3);
  },
  PATIENCE_MS,
);
