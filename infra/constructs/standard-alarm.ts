import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';

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
    const { alarmName, metric, within = { reached: 1, periods: 1 }, threshold, hurts, remedy } = props;
    new Alarm(this, 'Alarm', {
      alarmName,
      alarmDescription: `${hurts} ${remedy} More under this name in docs/runbook.md.`,
      metric,
      threshold,
      evaluationPeriods: within.periods,
      ...(within.periods > 1 && { datapointsToAlarm: within.reached }),
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
