import { afterEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { Role } from '../../functions/shared/domain/people/role.ts';
import { ROUTE_ROLES, rolesOf } from '../../functions/shared/http/route-roles.ts';
import { openApiDocument } from '../../infra/documents/openapi.ts';
import { bearer, OWN_PAGE, peopleOf } from '../support/people.ts';
import { type HttpCall, type Route, startWorld } from '../support/world.ts';

const world = await startWorld();
const { aKey, aBrowser, keyOf, revoke } = peopleOf(world);
afterEach(() => vi.useRealTimers());

/** The API document, of which these tests are made: who may use each route that asks for a key. */
const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.object({ 'x-roles': z.optional(z.array(Role)) }))),
});
const { paths } = Document.parse(openApiDocument({ calls: [], events: {} }));
const guarded = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { 'x-roles': roles }]) =>
    // A route of the document is one of the world: the test of the API's routes holds them to be the same.
    roles ? [{ route: `${method.toUpperCase()} ${path}` as Route, roles }] : [],
  ),
);
const changing = guarded.filter(({ route }) => !route.startsWith('GET '));
/** Whoever has a session may end it. It changes nothing of the business. */
const ofBusiness = changing.filter(({ route }) => route !== 'DELETE /session');

const UNKNOWN_ID = '0197a0b0-0000-7000-8000-000000000000';
/** As much of a request as gets it past the door, and then fails: what may be done is not done here. */
const knock = (route: Route): HttpCall => ({
  route,
  path: { id: UNKNOWN_ID, invitationId: UNKNOWN_ID, closureId: UNKNOWN_ID, keyId: 'key-ffffffffffff' },
  query: { unknown: 'x' },
  ...(!route.startsWith('GET ') && !route.startsWith('DELETE ') && { body: { unknown: 'x' } }),
});
const problemOf = async (call: HttpCall) => {
  const { status, body } = await world.call(call);
  return status < 400 ? undefined : String(body['type']).split(':').at(-1);
};

const ROLES = ['owner', 'desk', 'backend', 'read'] as const satisfies Role[];
const keys = {
  owner: await keyOf('owner'),
  desk: await keyOf('desk'),
  backend: await keyOf('backend'),
  read: await keyOf('read'),
};

describe('the table of routes and roles', () => {
  it('has every route of the document that asks for a key, and no other', () => {
    expect(Object.keys(ROUTE_ROLES).sort()).toEqual(guarded.map(({ route }) => route).sort());
  });

  it('lets the owner do everything', () => {
    expect(guarded.filter(({ roles }) => !roles.includes('owner'))).toEqual([]);
  });

  it('lets a key of the role "read" change nothing, and see all but keys', () => {
    expect(ofBusiness.filter(({ roles }) => roles.includes('read'))).toEqual([]);
    const unseen = guarded.filter(({ route, roles }) => route.startsWith('GET ') && !roles.includes('read'));
    expect(unseen.map(({ route }) => route)).toEqual(['GET /keys']);
  });

  it('lets the desk do all but manage keys and erase', () => {
    const denied = guarded.filter(({ roles }) => !roles.includes('desk')).map(({ route }) => route);
    expect(denied.sort()).toEqual(['DELETE /customers', 'DELETE /keys/{keyId}', 'GET /keys', 'POST /keys']);
  });

  it('keeps a program out of the console', () => {
    for (const route of ['GET /session', 'DELETE /session', 'GET /worklist', 'GET /closures'])
      expect(guarded.find((one) => one.route === route)?.roles).not.toContain('backend');
  });
});

describe.each(guarded)('$route', ({ route, roles }) => {
  it('refuses whoever shows nothing, or what is nobody’s', async () => {
    const nobodys = ['wrong', `apf_0123456789ab_${'x'.repeat(43)}`].map(bearer);
    for (const headers of [{}, { authorization: '' }, ...nobodys])
      expect(await problemOf({ ...knock(route), headers })).toBe('unauthorized');
    const cookies = [`__Host-session=${'x'.repeat(43)}`];
    expect(await problemOf({ ...knock(route), headers: OWN_PAGE, cookies })).toBe('unauthorized');
  });

  it.each(ROLES)('knows what a key of the role "%s" may do', async (role) => {
    const problem = await problemOf({ ...knock(route), headers: bearer(keys[role]) });
    if (roles.includes(role)) expect(['unauthorized', 'not-allowed']).not.toContain(problem);
    else expect(problem).toBe('not-allowed');
  });

  it('refuses a revoked key, and a session begun with it, within a minute', async () => {
    const [role = 'read'] = (['read', 'desk', 'backend'] as const).filter((one) => roles.includes(one));
    const { keyId, key } = await aKey(role);
    const browser = role === 'backend' ? undefined : await aBrowser(key);
    await problemOf({ ...knock(route), headers: bearer(key) });
    await browser?.call(knock(route));
    await revoke(keyId);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 59_000 });
    expect(await problemOf({ ...knock(route), headers: bearer(key) })).toBe('unauthorized');
    if (browser) expect((await browser.call(knock(route))).status).toBe(401);
  });
});

describe.each(changing)('a session at $route', ({ route, roles }) => {
  it('changes nothing for a page of another address', async () => {
    const { cookies } = await aBrowser(keys.owner);
    for (const origin of ['https://other.test', 'null', 'http://api.test:81', undefined]) {
      const headers = { host: OWN_PAGE.host, ...(origin !== undefined && { origin }) };
      expect(await problemOf({ ...knock(route), cookies, headers })).toBe('foreign-origin');
    }
  });

  it('of the role "read" changes nothing', async () => {
    const { call } = await aBrowser(keys.read);
    const { status } = await call(knock(route));
    if (roles.includes('read')) expect(status).not.toBe(401);
    else expect(status).toBe(403);
  });
});

describe('rolesOf', () => {
  it('knows HEAD as GET, and lets nobody use a route that is not in the table', () => {
    expect(() => rolesOf('POST /everything')).toThrow('Nobody said who may use POST /everything.');
    expect(rolesOf('HEAD /bookings')).toEqual(ROUTE_ROLES['GET /bookings']);
  });
});
