import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule as RuleSchedule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { CfnEventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { canSendTo } from './permissions.ts';
import { DeadLetterQueue } from './queues.ts';
import { SilenceAlarm } from './standard-alarm.ts';
import type { StandardFunction } from './standard-function.ts';

export type ScheduleProps = {
  every: Duration;
  invokes: StandardFunction;
  description: string;
  alarmName: string;
  /** One sentence: who is hurt when the function is not started or fails. */
  hurts: string;
  /** One run is started with each, five at most. Left out, one with EventBridge's own event. */
  events?: readonly object[];
};

/**
 * How long Lambda may hold a run back that it cannot start, which is its least. It repeats throttled runs for six hours
 * by default, whatever the number of retries: no alarm would show it, and then all of them would run at once.
 */
const HELD_BACK = Duration.minutes(1);

const MINUTE = Duration.minutes(1);
const FIVE_MINUTES = Duration.minutes(5);
/** A run of a slower schedule is missed so long after its time: EventBridge keeps it to the minute, the metric takes some more. */
const GRACE_MINUTES = 15;

/** How silence shows: in most of five minutes, or in all of the time between two runs and a while after it. */
const missingFrom = (every: Duration) =>
  every.toMinutes() === 1
    ? { period: MINUTE, missing: { reached: 1, periods: 3 } }
    : { period: FIVE_MINUTES, missing: allOf((every.toMinutes() + GRACE_MINUTES) / FIVE_MINUTES.toMinutes()) };

const allOf = (periods: number) => ({ reached: periods, periods });

/**
 * Starts a function again and again. A run that fails, or cannot be started within a minute, is not repeated: the next
 * one does its work. Its event is set aside all the same, so that somebody sees when and why. A schedule that starts
 * nothing at all sets nothing aside: an alarm goes off when the function no longer runs.
 */
export class Schedule extends Construct {
  constructor(scope: Construct, id: string, { every, invokes, description, alarmName, hurts, events }: ScheduleProps) {
    super(scope, id);
    const { queue } = new DeadLetterQueue(this, 'FailedRuns', { alarmName, hurts });
    const inputs = events?.map((event) => ({ event: RuleTargetInput.fromObject(event) })) ?? [{}];
    new Rule(this, 'Rule', {
      description,
      schedule: RuleSchedule.rate(every),
      targets: inputs.map(
        (input) => new LambdaFunction(invokes.lambda, { deadLetterQueue: queue, retryAttempts: 0, ...input }),
      ),
    });
    new CfnEventInvokeConfig(this, 'OneTry', {
      functionName: invokes.lambda.functionName,
      qualifier: '$LATEST',
      maximumRetryAttempts: 0,
      maximumEventAgeInSeconds: HELD_BACK.toSeconds(),
      destinationConfig: { onFailure: { destination: queue.queueArn } },
    });
    invokes.may(canSendTo(queue));
    const { period, missing } = missingFrom(every);
    new SilenceAlarm(this, 'Silent', {
      alarmName: invokes.alarmName('silent'),
      metric: invokes.lambda.metricInvocations({ statistic: 'Sum', period }),
      missing,
      hurts,
      remedy: `See whether the schedule of ${invokes.name} is switched off or cannot start it, and deploy again.`,
    });
  }
}
