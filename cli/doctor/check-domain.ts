import { lookup } from 'node:dns/promises';
import type { Stack } from '../stack/stack.ts';
import { type Finding, fault, ok } from './check.ts';

/** The addresses of a name; none if there are none now, whatever the reason. */
const addressesOf = async (name: string): Promise<string[]> =>
  (await lookup(name, { all: true, family: 4 }).catch(() => [])).map(({ address }) => address);

/**
 * Checks whether the domain of the API leads to this stack's gateway, by the addresses of both names. An address that
 * does not answer is a finding of the API's own check.
 */
export async function checkDomain({ api, domainTarget }: Pick<Stack, 'api' | 'domainTarget'>): Promise<Finding[]> {
  if (domainTarget === undefined) return [];
  const { hostname } = new URL(api);
  const [own, wanted] = await Promise.all([addressesOf(hostname), addressesOf(domainTarget)]);
  const remedy = `let its record lead to ${domainTarget} (CNAME, or an alias in Route 53), or set domain.hostedZoneId and deploy`;
  if (own.length === 0) return [fault('Domain', `${hostname} leads nowhere: ${remedy}.`)];
  if (wanted.length === 0) {
    return [fault('Domain', `${domainTarget}, the gateway's own name, is not found from here: try again in a minute.`)];
  }
  if (!own.some((address) => wanted.includes(address))) {
    return [fault('Domain', `${hostname} leads to another place than this stack: ${remedy}. A change takes minutes.`)];
  }
  return [ok('Domain', `${hostname} leads to this stack.`)];
}
