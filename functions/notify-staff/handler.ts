import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { isWithoutEffect, readAppointmentEvent } from '../shared/domain/events/appointment-event.ts';
import { staffMail } from '../shared/domain/notices/staff-mail-text.ts';
import { staffTopic } from '../shared/mail/staff-topic.ts';
import { environment } from '../shared/runtime/environment.ts';
import { eventEdge } from '../shared/runtime/event-edge.ts';
import { processQueueBatch } from '../shared/runtime/process-queue-batch.ts';

const topic = staffTopic(environment('STAFF_TOPIC_ARN').STAFF_TOPIC_ARN);

async function notify(body: string): Promise<undefined> {
  const event = readAppointmentEvent(body);
  if (!isWithoutEffect(event.detail)) await topic.publish(staffMail(event));
}

/** The queue behind the bus: tells the staff of each booking, change and cancellation by e-mail. */
async function notifyStaff(event: SQSEvent): Promise<SQSBatchResponse> {
  return processQueueBatch(event, 'e-mail to the staff will be tried again', notify);
}

export const handler = middy<SQSEvent, SQSBatchResponse>().use(eventEdge()).handler(notifyStaff);
