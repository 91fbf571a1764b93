import type { MiddlewareHandler } from 'hono';

/** Names of this machine for itself; another name in a request means that a foreign site's name leads here. */
const OWN_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

const isOwnHost = (host: string | undefined) => OWN_NAMES.includes((host ?? '').replace(/:\d+$/, ''));

/** Browsers say where a request comes from; programs (and a person who types the address) say nothing, or `none`. */
const isOwnOrigin = (site: string | undefined) => site === undefined || site === 'same-origin' || site === 'none';

/** Refuses what another site's page asks for: these routes act with the API key on the caller's behalf. */
export const sameOriginOnly: MiddlewareHandler = async (c, next) => {
  if (isOwnHost(c.req.header('host')) && isOwnOrigin(c.req.header('sec-fetch-site'))) return next();
  return c.json({ title: 'Only the page of the local stack may ask here.' }, 403);
};
