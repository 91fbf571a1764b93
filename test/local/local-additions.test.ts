import { describe, expect, it } from 'vitest';
import { withLocalAdditions } from '../../local/local-additions.ts';
import { contractWithoutServices, shippedContract } from '../support/contract.ts';

describe('the contract of a local run', () => {
  it.each(['static', 'live'] as const)('has the %s form that is asked for', async (form) => {
    const { id } = shippedContract.flow;
    expect(await withLocalAdditions(shippedContract, '', form)).toMatchObject({ flow: { id, kind: form } });
  });

  it.each(['static', 'live'] as const)('keeps its own form, %s, unless another one is asked for', async (kind) => {
    const contract = { ...shippedContract, flow: { ...shippedContract.flow, kind } };
    expect(await withLocalAdditions(contract, '')).toMatchObject({ flow: { kind } });
  });

  it('has no live form without services', async () => {
    const { flow } = contractWithoutServices();
    expect(await withLocalAdditions(contractWithoutServices(), '', 'live')).toMatchObject({ flow });
    expect(await withLocalAdditions(contractWithoutServices(), '', 'live')).not.toHaveProperty('flow.kind');
  });

  it('stays as it is if it cannot be read, so that the app says what is wrong', async () => {
    expect(await withLocalAdditions('missing.json', '/nowhere', 'live')).toBe('missing.json');
    expect(await withLocalAdditions({ booking: 'none' }, '', 'live')).not.toHaveProperty('flow');
  });
});
