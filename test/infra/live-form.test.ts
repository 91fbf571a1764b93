import { describe, expect, it } from 'vitest';
import { Contract } from '../../functions/shared/contract/contract.ts';
import { UNUSABLE_ANSWER_REMARK, WARM_PING_REMARK } from '../../functions/shared/domain/live-form/log-remarks.ts';
import { isWarmPing } from '../../functions/shared/domain/live-form/warm-ping.ts';
import { LIVE_WORDS } from '../../functions/shared/domain/live-form/words.ts';
import { aClinicContract, aLiveClinicContract } from '../support/clinic.ts';
import { liveContract, ownContract, resourceOf, resourcesOf, synthesize } from './synthesized.ts';

const template = synthesize(liveContract);

/** The alarms of the live form by their names. */
const alarms = new Map(
  resourcesOf(template, 'AWS::CloudWatch::Alarm')
    .filter(({ AlarmName }) => /live-form|exchange-flow-data/.test(AlarmName))
    .map(({ AlarmName, ...alarm }) => [AlarmName.replace(`${liveContract.name}-`, ''), alarm]),
);
const expressionOf = (name: string): string | undefined =>
  alarms.get(name)?.['Metrics'].find(({ Expression }: { Expression?: string }) => Expression)?.Expression;

/** Which answers of the endpoint a metric of the access log counts: a pattern's conditions on the status, read as text. */
const patternOf = (metric: string): string =>
  resourcesOf(template, 'AWS::Logs::MetricFilter').find(
    ({ MetricTransformations: [{ MetricName }] }) => MetricName === `${liveContract.name}-live-form-${metric}`,
  )?.['FilterPattern'];

describe('the live form', () => {
  it('has a function, a route and a schedule where the contract wants it', () => {
    resourceOf(template, 'AWS::Lambda::Function', { FunctionName: 'appointment-flow-exchange-flow-data' });
    resourceOf(template, 'AWS::ApiGatewayV2::Route', { RouteKey: 'POST /flows/{secret}' });
    const { Targets } = resourceOf(template, 'AWS::Events::Rule', { ScheduleExpression: 'rate(5 minutes)' });
    expect(isWarmPing(JSON.parse(Targets[0].Input))).toBe(true);
  });

  it('has alarms that say who is hurt', () => {
    expect([...alarms.keys()].sort()).toEqual([
      'exchange-flow-data-errors',
      'live-form-down',
      'live-form-failing',
      'live-form-not-pinged',
      'live-form-slow',
    ]);
    for (const { AlarmDescription } of alarms.values()) expect(JSON.stringify(AlarmDescription)).toMatch(/[Cc]ustomer/);
  });

  it('leaves nothing behind when the contract wants the static form again', () => {
    const { flow } = liveContract;
    const back = synthesize({ ...liveContract, flow: { ...flow, kind: 'static' } });
    expect(back.toJSON()).toEqual(synthesize(ownContract).toJSON());
    const all = JSON.stringify(back.toJSON());
    expect(all).not.toMatch(/exchange-flow-data|live.?form|\/flows/i);
  });

  it('is answered before the phone gives up', () => {
    const { Timeout } = resourceOf(template, 'AWS::Lambda::Function', {
      FunctionName: 'appointment-flow-exchange-flow-data',
    });
    expect(Timeout).toBeLessThan(10);
  });

  const faultsOf = (changes: object) =>
    (Contract.safeParse({ ...aLiveClinicContract(), ...changes }).error?.issues ?? []).map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );

  it('needs services', () => {
    const { services, resources, ...booking } = aClinicContract().booking;
    expect(faultsOf({ booking })).toContain('flow.kind: must not be "live" without services');
  });

  it('opens by itself, and is one for all languages', () => {
    const { flow, languages } = aLiveClinicContract();
    const { en } = languages;
    expect(faultsOf({})).toEqual([]);
    const opened = { ...flow, action: 'navigate', screen: 'APPOINTMENT', daysByInvitation: true };
    const spanish = { ...en, flow: { id: '7778889990' }, form: { title: 'Cita', heading: 'Cita' } };
    expect(faultsOf({ flow: opened, languages: { ...languages, es: spanish } })).toEqual([
      'flow.action: has no effect with the kind "live"',
      'flow.screen: has no effect with the kind "live"',
      'flow.daysByInvitation: has no effect with the kind "live"',
      'languages.es.flow: has no effect with the kind "live"',
      'languages.es.form.title: has no effect with the kind "live"',
    ]);
  });

  it('takes a language that the project does not speak with all of its words only', () => {
    const { languages, booking } = aLiveClinicContract();
    const services = booking.services?.map((one) => ({ ...one, title: { en: one.title['en'], de: one.title['en'] } }));
    const speaking = (form: object) => ({
      languages: { en: languages['en'], de: { ...languages['en'], form } },
      booking: { ...booking, services },
    });
    expect(faultsOf(speaking({ heading: 'Wann?' }))).toEqual([
      expect.stringMatching(/^languages\.de\.form: lacks words of the live form: moveHeading, service/),
    ]);
    const all = Object.fromEntries(LIVE_WORDS.map((word) => [word, 'Wort']));
    expect(faultsOf(speaking(all))).toEqual([]);
  });

  it('leaves a static form none of its words, and none of its silence', () => {
    const { languages, flow } = aClinicContract();
    const form = { anyone: 'Whoever' };
    expect(faultsOf({ flow: { id: flow.id }, languages: { ...languages, en: { ...languages['en'], form } } })).toEqual([
      'flow.action: is missing; only a live form opens without it',
      'languages.en.form.anyone: has no effect without the kind "live"',
    ]);
  });
});

describe('an alarm on the live form', () => {
  it('goes off at half of what makes WhatsApp act', () => {
    const thresholds = ['live-form-slow', 'live-form-failing', 'live-form-down'].map(
      (name) => alarms.get(name)?.['Threshold'],
    );
    expect(thresholds).toEqual([500, 2, 5]);
  });

  it('needs enough requests, exchanges or pings', () => {
    expect(expressionOf('live-form-slow')).toBe('IF(count >= 30, slow, 0)');
    expect(expressionOf('live-form-failing')).toBe(
      'IF(requests >= 20 AND failures + unusable >= 2, 100 * (failures + unusable) / requests, 0)',
    );
    expect(expressionOf('live-form-down')).toBe('IF(pings >= 2, 100 * failed / pings, 0)');
  });

  it('takes every answer for a failure but those of strangers, and of an invitation that is over', () => {
    expect(patternOf('requests')).toBe('{ ($.routeKey = "POST /flows/{secret}") && ($.status != "404") }');
    expect(patternOf('failures')).toBe(
      '{ ($.routeKey = "POST /flows/{secret}") && ($.status != "404") && ($.status != "427") && (($.status = "4*") || ($.status = "5*")) }',
    );
  });

  it('counts the pings that the function logs', () => {
    expect(patternOf('pings-failed')).toBe(`{ ($.message = "${WARM_PING_REMARK}") && ($.failed >= 0) }`);
  });

  it('counts what phones report that they could not use', () => {
    expect(patternOf('answers-unusable')).toBe(`{ $.message = "${UNUSABLE_ANSWER_REMARK}" }`);
  });
});
