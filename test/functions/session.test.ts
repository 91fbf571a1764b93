import { afterEach, describe, expect, it, vi } from 'vitest';
import { businessNameOf } from '../../functions/shared/contract/business-name.ts';
import { OWNER } from '../../functions/shared/domain/people/caller.ts';
import { sessionView } from '../../functions/shared/http/session-view.ts';
import { aClinicContract } from '../support/clinic.ts';
import { bearer, keptCookies, OWN_PAGE, peopleOf } from '../support/people.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld();
const { owner, aKey, aBrowser, revoke, signIn } = peopleOf(world);
const ownKey = world.keys.apiKey.current;
afterEach(() => vi.useRealTimers());

type Browser = Awaited<ReturnType<typeof aBrowser>>;
const statusOf = async (browser: Browser) => (await browser.call({ route: 'GET /session' })).status;
const signOut = (browser: Browser, query: Record<string, string> = {}) =>
  browser.call({ route: 'DELETE /session', query });

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

function passTime(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
}

describe('POST /session', () => {
  it('answers who signed in and what the desk needs of the business, and a cookie that no script reads', async () => {
    const { keyId, key } = await aKey('desk', 'Ana');
    const answer = await signIn(key);
    const { defaultLanguage, languages, booking, country } = world.contract;
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        role: 'desk',
        actor: { kind: 'key', keyId, holder: 'Ana' },
        name: businessNameOf(world.contract),
        timeZone: booking.timeZone,
        defaultLanguage,
        languages: Object.keys(languages),
        services: [],
        resources: [],
        ...(booking.openingHours && { openingHours: booking.openingHours }),
        slotEveryMinutes: 15,
        approval: 'automatic',
        country,
      },
    ]);
    expect(answer.cookies).toEqual([
      expect.stringMatching(/^__Host-session=[\w-]{43}; Max-Age=1209600; Path=\/; Secure; HttpOnly; SameSite=Strict$/),
    ]);
    expect((await (await aBrowser(key)).call({ route: 'GET /session' })).body).toEqual(answer.body);
  });

  it('lets the owner in with the stack’s own key', async () => {
    const { status, body } = await signIn(ownKey);
    expect([status, body['role'], body['actor']]).toEqual([200, 'owner', { kind: 'owner' }]);
  });

  it('refuses the key of a program, a wrong one and a revoked one, and sets no cookie', async () => {
    const program = await aKey('backend', 'CRM');
    const revoked = await aKey('desk');
    await revoke(revoked.keyId);
    const answers = [await signIn(program.key), await signIn('wrong'), await signIn(revoked.key)];
    expect(answers.map(({ status }) => status)).toEqual([403, 401, 401]);
    expect(answers.flatMap(({ cookies }) => cookies)).toEqual([]);
  });

  it('refuses a page of another address, and lets a caller in that is no browser', async () => {
    const foreign = { host: 'api.test', origin: 'https://other.test' };
    expect(await signIn(ownKey, foreign)).toMatchObject({
      status: 403,
      body: { type: 'urn:appointment-flow:problem:foreign-origin' },
      cookies: [],
    });
    expect((await signIn(ownKey, { host: 'api.test', origin: 'null' })).status).toBe(403);
    expect((await signIn(ownKey, {})).status).toBe(200);
  });
});

describe('a session', () => {
  it('reads without an origin, and changes something only for a page of this address', async () => {
    const { cookies } = await aBrowser((await aKey('desk')).key);
    const origins = [
      {},
      { origin: 'https://other.test' },
      { origin: 'https://api.test.other.test' },
      { origin: 'null' },
    ];
    for (const headers of origins) {
      const sent = { cookies, headers: { host: 'api.test', ...headers } };
      expect((await world.call({ route: 'GET /session', ...sent })).status).toBe(200);
      const changed = await world.call({ route: 'POST /bookings', ...sent, body: {} });
      expect(changed).toMatchObject({ status: 403, body: { type: 'urn:appointment-flow:problem:foreign-origin' } });
    }
    const own = await world.call({ route: 'POST /bookings', cookies, headers: OWN_PAGE, body: {} });
    expect(own).toMatchObject({ status: 400 });
  });

  it('is not looked at where a key is sent with it', async () => {
    const { cookies } = await aBrowser(ownKey);
    expect((await world.call({ route: 'GET /session', cookies, headers: bearer('wrong') })).status).toBe(401);
  });

  it('of a wrong token is nobody’s', async () => {
    for (const token of ['', 'x', 'x'.repeat(43), 'x'.repeat(5_000)])
      expect((await world.call({ route: 'GET /session', cookies: [`__Host-session=${token}`] })).status).toBe(401);
  });

  it('is over after twelve hours without a use, and not before', async () => {
    const browser = await aBrowser((await aKey('desk')).key);
    for (let use = 0; use < 3; use++) {
      passTime(11 * HOUR_MS);
      expect(await statusOf(browser)).toBe(200);
    }
    passTime(12 * HOUR_MS + MINUTE_MS);
    expect(await statusOf(browser)).toBe(401);
  });

  it('is over fourteen days after the sign-in, however much it is used', async () => {
    const browser = await aBrowser((await aKey('desk')).key);
    for (let use = 0; use < 33; use++) {
      passTime(10 * HOUR_MS);
      expect(await statusOf(browser)).toBe(200);
    }
    passTime(14 * DAY_MS - 330 * HOUR_MS);
    expect(await statusOf(browser)).toBe(401);
  });

  it('that somebody ends is refused within a minute, and takes its cookie along', async () => {
    const { key } = await aKey('desk');
    const [here, elsewhere] = [await aBrowser(key), await aBrowser(key)];
    expect(await statusOf(here)).toBe(200);
    const ended = await signOut(here);
    expect([ended.status, ended.text, ended.cookies]).toEqual([
      204,
      '',
      ['__Host-session=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Strict'],
    ]);
    passTime(31_000);
    expect([await statusOf(here), await statusOf(elsewhere)]).toEqual([401, 200]);
  });

  it.each(['a named key', 'the stack’s own key'])(
    'of %s is ended with all others of it, and whoever signs in anew is in at once',
    async (which) => {
      const key = which === 'a named key' ? (await aKey('desk')).key : ownKey;
      const others = await aBrowser((await aKey('desk', 'Ben')).key);
      const [here, elsewhere] = [await aBrowser(key), await aBrowser(key)];
      expect([await statusOf(here), await statusOf(elsewhere)]).toEqual([200, 200]);
      expect((await signOut(here, { everywhere: 'true' })).status).toBe(204);
      expect(await statusOf(await aBrowser(key))).toBe(200);
      passTime(31_000);
      expect([await statusOf(here), await statusOf(elsewhere), await statusOf(others)]).toEqual([401, 401, 200]);
    },
  );

  it('ends with its key within a minute', async () => {
    const { keyId, key } = await aKey('desk');
    const browser = await aBrowser(key);
    expect(await statusOf(browser)).toBe(200);
    await revoke(keyId);
    passTime(31_000);
    expect(await statusOf(browser)).toBe(401);
  });

  it('is stored by what tells that its token is right, and not by the token', async () => {
    const [cookie = ''] = keptCookies(await signIn(ownKey));
    const stored = JSON.stringify(await world.engine.stream.read(undefined, 10_000));
    expect(stored).toContain('session#');
    expect(stored).not.toContain(cookie.slice('__Host-session='.length));
    expect(stored).not.toContain(ownKey);
  });
});

describe('GET /session', () => {
  it('answers a caller with a key the same', async () => {
    expect((await world.call({ route: 'GET /session', headers: owner })).body).toMatchObject({ role: 'owner' });
  });
});

describe('what the desk learns of the business', () => {
  it('has services with those who give them, and resources with their hours', () => {
    const contract = aClinicContract({}, { country: 'ES' });
    const view = sessionView(contract, OWNER);
    const { services = [], resources = [], openingHours } = contract.booking;
    expect(view).toMatchObject({ role: 'owner', openingHours, approval: 'automatic', country: 'ES' });
    expect(view.services.map(({ id, resources: givenBy }) => [id, givenBy])).toEqual(
      services.map(({ id, needs: [choices] }) => [id, choices]),
    );
    expect(view.resources.map(({ id, name }) => [id, name])).toEqual(resources.map(({ id, name }) => [id, name]));
  });
});
