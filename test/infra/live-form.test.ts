import { describe, expect, it } from 'vitest';
import type { Contract } from '../../functions/shared/contract/contract.ts';
import { liveContract, ownContract, resourceOf, resourcesOf, synthesize } from './synthesized.ts';

const isOfLiveForm = (name: unknown) => /exchange-flow-data|live-form|POST \/flows/.test(JSON.stringify(name));

/** All names in a template that belong to the live form. */
const namesIn = (contract: Contract) => {
  const template = synthesize(contract);
  return [
    ...resourcesOf(template, 'AWS::Lambda::Function').map(({ FunctionName }) => FunctionName),
    ...resourcesOf(template, 'AWS::ApiGatewayV2::Route').map(({ RouteKey }) => RouteKey),
    ...resourcesOf(template, 'AWS::CloudWatch::Alarm').map(({ AlarmName }) => AlarmName),
  ].filter(isOfLiveForm);
};

describe('the live form', () => {
  it('has a function, a route and alarms where the contract wants it', () => {
    const names = [
      'POST /flows/{secret}',
      'appointment-flow-exchange-flow-data',
      'appointment-flow-exchange-flow-data-silent',
      'appointment-flow-live-form-failing',
      'appointment-flow-live-form-slow',
    ];
    expect(namesIn(liveContract).sort()).toEqual(names);
    const further = ['exchange-flow-data-errors', 'live-form-down', 'live-form-not-pinged'];
    expect(namesIn({ ...liveContract, monitoring: 'full' }).sort()).toEqual(
      [...names, ...further.map((name) => `appointment-flow-${name}`)].sort(),
    );
  });

  it('has none of them otherwise', () => {
    expect(namesIn(ownContract)).toEqual([]);
  });

  it('is answered before the phone gives up', () => {
    const { Timeout } = resourceOf(synthesize(liveContract), 'AWS::Lambda::Function', {
      FunctionName: 'appointment-flow-exchange-flow-data',
    });
    expect(Timeout).toBeLessThan(10);
  });

  it('leaves nothing behind when one word leads back to the static form', () => {
    const both = { ...ownContract, flow: { ...ownContract.flow, liveId: '5556667778' } };
    expect(namesIn({ ...both, flow: { ...both.flow, kind: 'live' } })).toEqual(namesIn(liveContract));
    expect(namesIn({ ...both, flow: { ...both.flow, kind: 'static' } })).toEqual([]);
  });
});
