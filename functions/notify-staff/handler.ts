import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { readContract } from '../shared/contract/read-contract.ts';
import { readStaffEvent } from '../shared/domain/events/staff-event.ts';
import { staffMail } from '../shared/domain/notices/staff-mail.ts';
import { now } from '../shared/domain/time/instant.ts';
import { staffTopic } from '../shared/mail/staff-topic.ts';
import { environment } from '../shared/runtime/environment.ts';
import { eventEdge } from '../shared/runtime/event-edge.ts';
import { logger } from '../shared/runtime/logger.ts';
import { processQueueBatch } from '../shared/runtime/process-queue-batch.ts';

const { STAFF_TOPIC_ARN, API_URL } = environment('STAFF_TOPIC_ARN', 'API_URL');
const contract = readContract();
const topic = staffTopic(STAFF_TOPIC_ARN);
const places = { console: contract.console ? `${API_URL}/console` : undefined };

async function notify(body: string): Promise<undefined> {
  const event = readStaffEvent(body);
  const mail = staffMail(event, contract, places, now());
  if (!mail) return;
  await topic.publish(mail);
  logger.info('e-mail to the staff was sent', { about: event.type });
}

/** The queue behind the bus: tells the staff by e-mail of bookings, and of customers whom a person has to call or to answer. */
async function notifyStaff(event: SQSEvent): Promise<SQSBatchResponse> {
  return processQueueBatch(event, 'e-mail to the staff will be tried again', notify);
}

export const handler = middy<SQSEvent, SQSBatchResponse>().use(eventEdge()).handler(notifyStaff);
