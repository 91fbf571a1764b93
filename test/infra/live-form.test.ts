import { describe, expect, it } from 'vitest';
import { Contract } from '../../functions/shared/contract/contract.ts';
import { aClinicContract } from '../support/clinic.ts';
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
    expect(namesIn(liveContract).sort()).toEqual([
      'POST /flows/{secret}',
      'appointment-flow-exchange-flow-data',
      'appointment-flow-exchange-flow-data-errors',
      'appointment-flow-live-form-slow',
    ]);
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

  it('needs services', () => {
    const { services, resources, ...booking } = aClinicContract().booking;
    const contract = { ...liveContract, booking };
    const { error } = Contract.safeParse(contract);
    expect(error?.issues.map(({ path }) => path.join('.'))).toContain('flow.kind');
  });
});
