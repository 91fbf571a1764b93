import type { Role } from '../../functions/shared/domain/people/role.ts';
import type { Answer, HttpCall, World } from './world.ts';

/** The address of the API, as a browser has it. */
export const HOST = 'api.test';
/** What a page of the API sends with all that changes something. */
export const OWN_PAGE = { host: HOST, origin: `https://${HOST}` };

export const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

/** What a browser keeps of the cookies of an answer: `name=value`. */
export const keptCookies = ({ cookies }: Pick<Answer, 'cookies'>): string[] =>
  cookies.map((cookie) => cookie.split(';')[0] ?? '');

/** Those who use the API of a world: with its own key, with named ones, and signed in. */
export function peopleOf(world: World) {
  const owner = bearer(world.keys.apiKey.current);

  async function aKey(role: Exclude<Role, 'owner'>, holder = 'Ana') {
    const { body } = await world.call({ route: 'POST /keys', headers: owner, body: { holder, role } });
    return { keyId: String(body['keyId']), key: String(body['key']) };
  }

  const signIn = (key: string, headers: Record<string, string> = OWN_PAGE) =>
    world.call({ route: 'POST /session', headers, body: { key } });

  return {
    owner,
    /** Makes a named key. */
    aKey,
    /** Has the key of a role: the owner's is the stack's own. */
    keyOf: async (role: Role) => (role === 'owner' ? world.keys.apiKey.current : (await aKey(role)).key),
    revoke: (keyId: string) => world.call({ route: 'DELETE /keys/{keyId}', headers: owner, path: { keyId } }),
    /** Signs in with a key, from a page of the API unless told otherwise. */
    signIn,
    /** Signs in with a key; calls as that browser then does. */
    async aBrowser(key: string) {
      const cookies = keptCookies(await signIn(key));
      return {
        cookies,
        call: (call: HttpCall) => world.call({ ...call, cookies, headers: { ...OWN_PAGE, ...call.headers } }),
      };
    },
  };
}
