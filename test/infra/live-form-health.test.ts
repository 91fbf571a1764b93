import { describe, expect, it } from 'vitest';
import { UNUSABLE_ANSWER_REMARK, WARM_PING_REMARK } from '../../functions/shared/domain/live-form/log-remarks.ts';
import { isWarmPing } from '../../functions/shared/domain/live-form/warm-ping.ts';
import { liveContract, ownContract, resourceOf, resourcesOf, synthesize } from './synthesized.ts';

const template = synthesize({ ...liveContract, monitoring: 'full' });

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
  it('is pinged by a schedule, with an event that is no request', () => {
    const { Targets } = resourceOf(template, 'AWS::Events::Rule', { ScheduleExpression: 'rate(5 minutes)' });
    expect(isWarmPing(JSON.parse(Targets[0].Input))).toBe(true);
  });

  it('has alarms that say who is hurt', () => {
    expect([...alarms.keys()].sort()).toEqual([
      'exchange-flow-data-errors',
      'exchange-flow-data-silent',
      'live-form-down',
      'live-form-failing',
      'live-form-not-pinged',
      'live-form-slow',
    ]);
    for (const { AlarmDescription } of alarms.values()) expect(JSON.stringify(AlarmDescription)).toMatch(/[Cc]ustomer/);
  });

  it('leaves nothing behind when the contract wants the static form again', () => {
    const back = synthesize({ ...liveContract, flow: { ...ownContract.flow, kind: 'static' } });
    expect(back.toJSON()).toEqual(synthesize(ownContract).toJSON());
    const all = JSON.stringify(back.toJSON());
    expect(all).not.toMatch(/exchange-flow-data|live.?form|\/flows/i);
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
