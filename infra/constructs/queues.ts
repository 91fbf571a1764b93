import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { RECEIVES } from '../../functions/shared/runtime/queue-receives.ts';
import { DetailedAlarm, StandardAlarm } from './standard-alarm.ts';

export type DeadLetterQueueProps = {
  alarmName: string;
  /** One sentence: who is hurt by what lies here. */
  hurts: string;
  /** The command that sends everything here again, if there is one. */
  redrive?: string;
  /** Nothing else tells of what lies here: it has its alarm in every stack. */
  isOnlySign?: boolean;
};

/** Where messages wait for a person, unchanged, for as long as a queue can keep them. */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { alarmName, hurts, redrive, isOnlySign = false }: DeadLetterQueueProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const again = redrive === undefined ? 'send them again' : `run "${redrive}"`;
    const QueueAlarm = isOnlySign ? StandardAlarm : DetailedAlarm;
    new QueueAlarm(this, 'NotEmpty', {
      alarmName,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }),
      threshold: 1,
      hurts,
      remedy: `Read the messages in the queue ${this.queue.queueName}, mend the cause, and ${again} within 14 days.`,
    });
  }
}

export type WorkQueueProps = DeadLetterQueueProps & {
  /** How long the function that works on a batch may take. */
  workerTimeout: Duration;
};

/** A queue between a burst and the function that works it off. What fails again and again is set aside. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  /** Where what was set aside lies. */
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { workerTimeout, ...deadLetterProps }: WorkQueueProps) {
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', deadLetterProps).queue;
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      // Six times, as AWS advises: a batch that Lambda itself throttles is tried again within this time.
      visibilityTimeout: Duration.seconds(6 * workerTimeout.toSeconds()),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: RECEIVES },
    });
  }
}
