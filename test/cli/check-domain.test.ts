import { afterEach, describe, expect, it, vi } from 'vitest';

const { lookup } = vi.hoisted(() => ({ lookup: vi.fn<(name: string) => Promise<{ address: string; family: 4 }[]>>() }));
vi.mock('node:dns/promises', () => ({ lookup }));

const { checkDomain } = await import('../../cli/doctor/check-domain.ts');

const API = 'https://appointments.salon.test';
const TARGET = 'd-abc123.execute-api.eu-west-1.amazonaws.com';

/** The names of the world, with their addresses. */
function resolving(names: Record<string, string[]>): void {
  lookup.mockImplementation(async (name) => {
    const addresses = names[name];
    if (!addresses) throw new Error(`getaddrinfo ENOTFOUND ${name}`);
    return addresses.map((address) => ({ address, family: 4 }));
  });
}

const found = async () =>
  (await checkDomain({ api: API, domainTarget: TARGET })).map(({ verdict, says }) => [verdict, says]);

afterEach(() => lookup.mockReset());

describe('doctor on the domain of a stack', () => {
  it('says nothing of a stack without one', async () => {
    expect(await checkDomain({ api: 'https://abc123.execute-api.eu-west-1.amazonaws.com' })).toEqual([]);
    expect(lookup).not.toHaveBeenCalled();
  });

  it('is content if the domain leads to the gateway, whichever of its addresses came first', async () => {
    resolving({ 'appointments.salon.test': ['192.0.2.2', '192.0.2.3'], [TARGET]: ['192.0.2.1', '192.0.2.2'] });
    expect(await found()).toEqual([['ok', 'appointments.salon.test leads to this stack.']]);
  });

  it('says where the record has to lead if there is none', async () => {
    resolving({ [TARGET]: ['192.0.2.1'] });
    expect(await found()).toEqual([
      ['fault', expect.stringMatching(/^appointments\.salon\.test leads nowhere: let its record lead to d-abc123/)],
    ]);
  });

  it('says so if the record still leads to another region', async () => {
    resolving({ 'appointments.salon.test': ['198.51.100.7'], [TARGET]: ['192.0.2.1'] });
    expect(await found()).toEqual([['fault', expect.stringMatching(/leads to another place than this stack/)]]);
  });

  it('blames nobody if the gateway’s own name is not found', async () => {
    resolving({ 'appointments.salon.test': ['192.0.2.1'] });
    expect(await found()).toEqual([['fault', expect.stringMatching(/is not found from here/)]]);
  });
});
