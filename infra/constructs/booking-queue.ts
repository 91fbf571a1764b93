import type { Duration } from 'aws-cdk-lib';
import { type EventBus, type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import {
  APPOINTMENT_EVENTS,
  type DetailType,
  EVENT_SOURCE,
} from '../../functions/shared/domain/events/event-details.ts';
import { isWatchedInFull } from './monitoring.ts';
import { addPollingAlarm, COUNT_EVENTS } from './polling.ts';
import { WorkQueue } from './queues.ts';
import type { StandardFunction } from './standard-function.ts';

export type BookingQueueProps = {
  bus: EventBus;
  /** Of the alarm on what was set aside. */
  alarmName: string;
  /** One sentence: who is hurt by what was set aside. */
  hurts: string;
  /** What the rule does, in one sentence. */
  description: string;
  /** Left out: those about appointments that have their place. */
  events?: readonly DetailType[];
  /** Which of the events are wanted; left out: all. */
  detail?: EventPattern['detail'];
  /** How many events are worked on at once: `workAtOnce` says it. */
  workers: number;
  /** How long the function may take for one event. */
  workerTimeout: Duration;
};

/** Bus → queue → function, for what this stack announces of bookings and their customers. One event at a time: a failure holds up none. */
export class BookingQueue extends Construct {
  readonly queue: Queue;
  private readonly workers: number;
  private readonly hurts: string;

  constructor(scope: Construct, id: string, props: BookingQueueProps) {
    super(scope, id);
    const { bus, alarmName, hurts, description, events = APPOINTMENT_EVENTS, detail, workerTimeout } = props;
    const { queue, deadLetters } = new WorkQueue(this, 'Waiting', { alarmName, hurts, workerTimeout });
    new Rule(this, 'Rule', {
      eventBus: bus,
      description,
      eventPattern: { source: [EVENT_SOURCE], detailType: [...events], ...(detail && { detail }) },
      targets: [new SqsQueue(queue, { deadLetterQueue: deadLetters })],
    });
    this.queue = queue;
    this.workers = props.workers;
    this.hurts = hurts;
  }

  /** Has the function, which must be allowed to, work off the queue. */
  workedOffBy(consumer: StandardFunction): void {
    const mapping = new EventSourceMapping(this, 'Work', {
      target: consumer.lambda,
      eventSourceArn: this.queue.queueArn,
      batchSize: 1,
      maxConcurrency: this.workers,
      reportBatchItemFailures: true,
      ...COUNT_EVENTS,
    });
    if (isWatchedInFull(this)) addPollingAlarm(this, { mapping, consumer, hurts: this.hurts });
  }
}
