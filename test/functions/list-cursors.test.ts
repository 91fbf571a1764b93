import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { itemsOf } from '../support/lists.ts';
import { aPhone } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld();
const { list } = world;
const phone = aPhone();
const ofCustomer = (more: Record<string, string>, of = phone) => list('GET /invitations', { phone: of, ...more });

/** Only the clock is moved, and only forward: it tells the secrets' age. */
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now(), shouldAdvanceTime: true });
  for (let count = 0; count < 3; count++) await world.invite({ phone });
});
afterAll(() => vi.useRealTimers());

const aCursor = async () => String((await ofCustomer({ limit: '1' })).body['cursor']);

const REFUSED = {
  status: 400,
  body: {
    type: 'urn:appointment-flow:problem:malformed',
    faults: [{ field: 'cursor', rule: 'must be a cursor that this list gave, for the same parameters' }],
  },
};

describe('a cursor', () => {
  it('is good for its list, in any spelling of its parameters and with another limit', async () => {
    const cursor = await aCursor();
    for (const query of [{ phone }, { phone: `+${phone}` }, { chatId: `${phone}@c.us` }]) {
      const answer = await list('GET /invitations', { ...query, cursor, limit: '100' });
      expect(itemsOf(answer)).toHaveLength(2);
    }
  });

  it('is good in the path of a URL as it is', async () => {
    expect(await aCursor()).toMatch(/^[A-Za-z0-9_-]{1,500}$/);
  });

  it('is refused once any character of it is another, is gone or is added', async () => {
    const cursor = await aCursor();
    const damaged = Array.from({ length: cursor.length }, (_, at) => {
      const other = cursor[at] === 'A' ? 'B' : 'A';
      return [`${cursor.slice(0, at)}${other}${cursor.slice(at + 1)}`, cursor.slice(0, at) + cursor.slice(at + 1)];
    }).flat();
    const changed = [...damaged, `${cursor}A`, `${cursor}=`, ` ${cursor}`, `${cursor},${cursor}`, '', 'x', '%', 'null'];
    // The last character carries bits that stand for no byte: other texts decode to the same.
    const last = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].map(
      (character) => cursor.slice(0, -1) + character,
    );
    for (const forged of [...changed, ...last].filter((one) => one !== cursor)) {
      expect(await ofCustomer({ cursor: forged }), forged).toMatchObject(REFUSED);
    }
  });

  it('is refused by another list and for other parameters', async () => {
    const cursor = await aCursor();
    expect(await ofCustomer({ cursor }, aPhone())).toMatchObject(REFUSED);
    const day = '2031-01-01';
    expect(await list('GET /invitations', { day, cursor })).toMatchObject(REFUSED);
    expect(await list('GET /worklist', { day, kind: 'invitation', cursor })).toMatchObject(REFUSED);
    expect(await list('GET /bookings', { from: day, to: day, cursor })).toMatchObject(REFUSED);
  });

  it('outlives one rotation of the signing key, and not two', async () => {
    const cursor = await aCursor();
    const rotateTo = (signing: number) => {
      const SecretString = JSON.stringify({ root: 'k'.repeat(64), generations: { signing } });
      world.secrets.on(GetSecretValueCommand, { SecretId: 'root' }).resolves({ SecretString });
      vi.setSystemTime(Date.now() + 6 * 60_000);
    };
    rotateTo(2);
    expect((await ofCustomer({ cursor })).status).toBe(200);
    rotateTo(3);
    expect(await ofCustomer({ cursor })).toMatchObject(REFUSED);
  });
});

describe('a limit', () => {
  it('is 25 unless it is given', async () => {
    const customer = aPhone();
    for (let count = 0; count < 26; count++) await world.invite({ phone: customer });
    const answer = await ofCustomer({}, customer);
    expect(itemsOf(answer)).toHaveLength(25);
    expect(answer.body['cursor']).toEqual(expect.any(String));
    expect((await ofCustomer({ limit: '26' }, customer)).body).not.toHaveProperty('cursor');
  });

  it.each(['0', '101', '-1', '1.5', '1e1', '٣', 'ten', '', ' 5', '5,6', '999999999999'])(
    'of %j is answered with 400',
    async (limit) => {
      const rule = 'must be a whole number from 1 to 100';
      expect(await ofCustomer({ limit })).toMatchObject({ status: 400, body: { faults: [{ field: 'limit', rule }] } });
    },
  );
});
