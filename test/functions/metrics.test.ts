import type { DynamoDBBatchResponse } from 'aws-lambda';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { aReminder, createAttendance } from '../support/attendance.ts';
import { createBookings } from '../support/bookings.ts';
import { STAFF_PHONES, staffContract } from '../support/staff.ts';
import { aMessageId, aPhone, secondsAgo, statusesBody, tapBody, textBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld(staffContract());
vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'the-stack');
const { aBooking, cancel, patch } = createBookings(world);
const { note } = createAttendance(world);
const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);

/** What the metric lines since the last time tell, summed: by name, or "name reason" under the further dimension. */
function counted(): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [text] of written.mock.calls.splice(0)) {
    if (!String(text).includes('"_aws"')) continue;
    const { _aws, ...line } = JSON.parse(String(text));
    const [{ Namespace, Dimensions, Metrics }] = _aws.CloudWatchMetrics;
    expect([Namespace, line.service]).toEqual(['AppointmentFlow', 'the-stack']);
    for (const { Name } of Metrics) {
      const key = Dimensions[0].includes('reason') ? `${Name} ${line.reason}` : Name;
      sums[key] = (sums[key] ?? 0) + line[Name];
    }
  }
  return sums;
}

afterEach(() => {
  counted();
});

/** Announces the items of a type in the stream, all or from one on; answers the first that failed. */
async function announceItems(type: string, from = ''): Promise<string | undefined> {
  const { handler } = await import('../../functions/publish-events/handler.ts');
  const records = await world.engine.stream.read(undefined, 10_000);
  const Records = records
    .filter(({ dynamodb }) => dynamodb?.NewImage?.['type']?.S === type)
    .filter(({ dynamodb }) => (dynamodb?.SequenceNumber ?? '') >= from);
  const answer: DynamoDBBatchResponse | undefined = await handler({ Records }, {} as never);
  return answer?.batchItemFailures[0]?.itemIdentifier;
}

const announceInvitations = (from?: string) => announceItems('invitation', from);

describe('the metrics', () => {
  it('follow invitations from the request to the booking, and what becomes of it', async () => {
    const { id, messageId } = await aBooking();
    const statuses = ['sent', 'delivered', 'read'].map((status) => ({ id: messageId, status }));
    await world.webhook(statusesBody('hooks', ...statuses));
    await patch(id, { notes: 'By phone' });
    await cancel(id);
    await world.announce();
    expect(counted()).toEqual({
      ...{ InvitationRequested: 1, InvitationAccepted: 1 },
      ...{ MessageSent: 1, MessageDelivered: 1, MessageRead: 1 },
      ...{ AppointmentBooked: 1, AppointmentChanged: 1, AppointmentCancelled: 1 },
    });
  });

  it('follow who says that they come, who came, and who did not', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2041, 11, 3, 8), shouldAdvanceTime: true });
    const { id, phone } = await aBooking();
    const answers = await aReminder(world, { phone, id, startsAt: '2041-12-03T09:30:00.000Z' });
    await world.webhook(tapBody('raw', { phone, answers, label: "I'm coming" }), '/messages');
    await world.deliverAnnounced('answer-customer', ...(await world.announce()).slice(-1));
    await note(id, { attendance: 'no-show' });
    await note(id, { attendance: 'came' });
    await world.announce();
    vi.useRealTimers();
    expect(counted()).toMatchObject({ AttendanceConfirmed: 1, CustomerNoShow: 1, CustomerCame: 1 });
  });

  it('follow what customers write: a wish to book, a question for a person, and a word that stops messages', async () => {
    for (const text of ['I would like to book', 'Do you have a car park?', 'stop']) {
      const phone = aPhone();
      await world.webhook(textBody('normalised', { phone, text, at: secondsAgo(5) }), '/messages');
      await world.deliverAnnounced('answer-customer', ...(await world.announce()));
      await world.announce();
    }
    expect(counted()).toMatchObject({ BookingIntentDetected: 1, CustomerQuestionReceived: 1, CustomerOptedOut: 1 });
  });

  it('tell what went wrong, by its reason', async () => {
    world.provider.answerNext({ status: 401, body: { message: 'Wrong token' } });
    await world.invite({ phone: aPhone() });
    const { messageId } = await world.anInvitation();
    const error = { code: 131031, title: 'Account locked' };
    await world.webhook(statusesBody('hooks', { id: messageId, status: 'failed', error }));
    await world.webhook('no JSON at all');
    await world.announce();
    expect(counted()).toMatchObject({
      ...{ InvitationRejected: 1, 'InvitationRejected credentials': 1 },
      ...{ MessageFailed: 1, 'MessageFailed account-blocked': 1 },
      ...{ WebhookUnmatched: 1, 'WebhookUnmatched not-json': 1 },
    });
  });

  it('are plain lines of what the alarms count where the stack has no metrics, and nothing where none of that was counted', async () => {
    vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
    try {
      world.provider.answerNext({ status: 401, body: { message: 'Wrong token' } });
      await world.invite({ phone: aPhone() });
      await world.announce();
      await world.announce();
    } finally {
      vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
    }
    const lines = written.mock.calls.splice(0).map(([text]) => JSON.parse(String(text)));
    expect(lines.filter(({ message }) => message === 'counted')).toMatchObject([
      { InvitationRejected: 1 },
      { InvitationRejected: 1, reason: 'credentials' },
    ]);
    expect(lines.filter((line) => '_aws' in line)).toEqual([]);
  });

  it('count what is announced again after a failure only once', async () => {
    await announceInvitations();
    const undisturbed = counted();
    const Entries = [{ EventId: 'taken' }, { ErrorCode: 'ThrottlingException' }];
    world.answerNextPutEvents(() => ({ FailedEntryCount: 1, Entries, $metadata: {} }));
    const failed = await announceInvitations();
    expect(failed).toMatch(/^\d+$/);
    expect(await announceInvitations(failed)).toBeUndefined();
    expect(counted()).toEqual(undisturbed);
  });

  it('count each member of staff who was not told on WhatsApp, by the reason, once', async () => {
    const { en } = STAFF_PHONES;
    await world.webhook(textBody('normalised', { phone: en }));
    await aBooking();
    const events = (await world.announce()).filter(({ type }) => type === 'Appointment Booked');
    counted();
    const id = aMessageId();
    world.provider.answerNext({ body: { sent: true, id } });
    await world.deliverAnnounced('message-staff', ...events);
    await world.deliverAnnounced('message-staff', ...events);
    // The other one has never written, and there is no template in their language.
    expect(counted()).toEqual({ StaffNotTold: 1, 'StaffNotTold window-closed': 1 });
    const error = { code: 131026, title: 'Message undeliverable' };
    await world.webhook(statusesBody('hooks', { id, phone: en, status: 'failed', error }));
    await world.webhook(statusesBody('hooks', { id, phone: en, status: 'failed', error }));
    await announceItems('message');
    expect(counted()).toMatchObject({ StaffNotTold: 1, 'StaffNotTold not-on-whatsapp': 1 });
  });

  it('tell how late the oldest due item was', async () => {
    const later = Date.now() + 20 * 60_000;
    vi.useFakeTimers({ toFake: ['Date'], now: later });
    try {
      await world.reconcile();
    } finally {
      vi.useRealTimers();
    }
    const { DueItems = 0, OldestDueAge = 0, ...others } = counted();
    expect(DueItems).toBeGreaterThan(0);
    expect(OldestDueAge).toBeGreaterThan(15 * 60);
    expect(others).toEqual({ DueItemsFailed: 0, DueBacklogLeft: 0 });
  });
});
