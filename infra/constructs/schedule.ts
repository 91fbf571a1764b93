import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule as RuleSchedule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { CfnEventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { canSendTo } from './permissions.ts';
import { DeadLetterQueue } from './queues.ts';
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

/**
 * Starts a function again and again. A run that fails, or cannot be started within a minute, is not repeated: the next
 * one does its work. Its event is set aside all the same, so that somebody sees when and why.
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
  }
}
