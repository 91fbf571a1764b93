import { describe, expect, it } from 'vitest';
import { createAlarm } from '../support/cloudwatch/alarms.ts';
import { compileFilterPattern } from '../support/cloudwatch/filter-pattern.ts';
import { compileMetricMath } from '../support/cloudwatch/metric-math.ts';
import { createMetrics } from '../support/cloudwatch/metrics.ts';

/*
 * The tests of planted failures evaluate alarms by these rules. They are held here to the examples of CloudWatch's user
 * guide: "Configuring how CloudWatch alarms treat missing data", both tables, the columns of missing data that is
 * "breaching" and "notBreaching".
 */

const PERIOD_MS = 300_000;
const NOW = 10 * PERIOD_MS;

/** Whether an alarm on three periods is on after five data points, the newest last: 0 is fine, X is breaching, - is missing. */
function isOn(points: string, reached: number, TreatMissingData: string): boolean {
  const metrics = createMetrics();
  const ofPoints = [...points.replaceAll(' ', '')].entries();
  for (const [index, point] of ofPoints) {
    const at = NOW - (5 - index) * PERIOD_MS;
    if (point !== '-')
      metrics.put({ namespace: 'AWS/Lambda', name: 'Errors', dimensions: {} }, at, point === 'X' ? 1 : 0);
  }
  const alarm = createAlarm({
    AlarmName: 'the-alarm',
    AlarmDescription: '',
    Namespace: 'AWS/Lambda',
    MetricName: 'Errors',
    Statistic: 'Sum',
    Period: PERIOD_MS / 1000,
    Threshold: 1,
    EvaluationPeriods: 3,
    DatapointsToAlarm: reached,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData,
  });
  return alarm.isOn(metrics, NOW);
}

describe('an alarm on three of three data points', () => {
  it.each([
    ['0 - X - X', false, false],
    ['- - - - 0', false, false],
    ['- - - - -', true, false],
    ['0 X X - X', true, true],
    ['- - X - -', true, false],
  ])('after %s is on: %s where missing data is breaching, %s where it is not', (points, breaching, notBreaching) => {
    expect(isOn(points, 3, 'breaching')).toBe(breaching);
    expect(isOn(points, 3, 'notBreaching')).toBe(notBreaching);
  });
});

describe('an alarm on two of three data points', () => {
  it.each([
    ['0 - X - X', true, true],
    ['0 0 X 0 X', true, true],
    ['0 - X - -', true, false],
    ['- - - - 0', true, false],
    ['- - - X -', true, false],
  ])('after %s is on: %s where missing data is breaching, %s where it is not', (points, breaching, notBreaching) => {
    expect(isOn(points, 2, 'breaching')).toBe(breaching);
    expect(isOn(points, 2, 'notBreaching')).toBe(notBreaching);
  });
});

describe('a filter pattern', () => {
  const line = { level: 'ERROR', count: 3, record: { status: 'timeout' } };

  it.each([
    ['{ $.level = "ERROR" }', true],
    ['{ $.level = "ERR*" }', true],
    ['{ $.level != "ERROR" }', false],
    ['{ $.record.status != "success" }', true],
    ['{ $.nothing != "success" }', false],
    ['{ $.count > 2 }', true],
    ['{ $.count >= 4 }', false],
    ['{ $.reason NOT EXISTS }', true],
    ['{ ($.level = "INFO") || (($.level = "ERROR") && ($.count = 3)) }', true],
    ['{ (($.level = "INFO") || ($.level = "ERROR")) && ($.count = 4) }', false],
  ])('%s fits the line: %s', (pattern, fits) => {
    expect(compileFilterPattern(pattern)(line)).toBe(fits);
  });

  it('is refused where it is not understood', () => {
    for (const pattern of ['$.level = "ERROR"', '{ $.level ~ "x" }', '{ ($.level = "ERROR" }', '{ level = "x" }']) {
      expect(() => compileFilterPattern(pattern)).toThrow(RangeError);
    }
  });
});

describe('metric math', () => {
  it.each([
    ['m1 + 2 * m2', 7],
    ['FILL(none, 4) + m1', 5],
    ['MAX([m1, m2, none])', 3],
    ['IF(m2 >= 3 AND m1 == 1, 100 * m1 / m2, 0)', 100 / 3],
    ['IF(m1 > 1, m2, 0)', 0],
    ['none + m1', undefined],
  ])('%s is %s', (expression, value) => {
    expect(compileMetricMath(expression)({ m1: 1, m2: 3, none: undefined })).toBe(value);
  });
});
