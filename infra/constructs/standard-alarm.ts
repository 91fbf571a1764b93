import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { isWatchedInFull } from './monitoring.ts';

export type StandardAlarmProps = {
  /** Unique in the account, so it begins with the contract's name. */
  alarmName: string;
  /** Its period is the time the alarm looks at, unless `within` has it look at several. */
  metric: IMetric;
  /** So many of so many periods have to reach the threshold. */
  within?: { reached: number; periods: number };
  /** The alarm fires at this value and above. */
  threshold: number;
  /** One sentence: who is hurt, and how, while this goes on. */
  hurts: string;
  /** One sentence: what whoever is woken does first. */
  remedy: string;
};

/** An alarm that says who is hurt and what to do. No data is good news: nothing ran, nothing failed. */
export class StandardAlarm extends Construct {
  constructor(scope: Construct, id: string, props: StandardAlarmProps) {
    super(scope, id);
    addAlarm(this, props);
  }
}

/** The same on one cause among many, where the contract wants an alarm on each. */
export class DetailedAlarm extends Construct {
  constructor(scope: Construct, id: string, props: StandardAlarmProps) {
    super(scope, id);
    if (isWatchedInFull(this)) addAlarm(this, props);
  }
}

function addAlarm(scope: Construct, props: StandardAlarmProps): void {
  const { alarmName, metric, within = { reached: 1, periods: 1 }, threshold, hurts, remedy } = props;
  new Alarm(scope, 'Alarm', {
    alarmName,
    alarmDescription: describe(hurts, remedy),
    metric,
    threshold,
    evaluationPeriods: within.periods,
    ...(within.periods > 1 && { datapointsToAlarm: within.reached }),
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
}

export type SilenceAlarmProps = Pick<StandardAlarmProps, 'alarmName' | 'hurts' | 'remedy'> & {
  /** What is there as long as all is well. That it is there is enough, whatever its value. */
  metric: IMetric;
  /** In so many of so many periods it has to be missing. */
  missing: { reached: number; periods: number };
};

/** An alarm for which silence is the failure: it goes off when a metric stops. */
export class SilenceAlarm extends Construct {
  constructor(scope: Construct, id: string, { alarmName, metric, missing, hurts, remedy }: SilenceAlarmProps) {
    super(scope, id);
    new Alarm(this, 'Alarm', {
      alarmName,
      alarmDescription: describe(hurts, remedy),
      metric,
      // No count is below it: only missing data is a failure.
      threshold: 0,
      evaluationPeriods: missing.periods,
      datapointsToAlarm: missing.reached,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    });
  }
}

const describe = (hurts: string, remedy: string): string =>
  `${hurts} ${remedy} More under this name in docs/runbook.md.`;
