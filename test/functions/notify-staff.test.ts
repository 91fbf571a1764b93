import { PublishCommand, type PublishCommandInput, SNSClient } from '@aws-sdk/client-sns';
import { beforeEach, describe, expect, it } from 'vitest';
import { NOT_TOLD_SENTENCES } from '../../functions/shared/domain/notices/notice-sentences.ts';
import { createBookings, futureForm } from '../support/bookings.ts';
import { mockedClient } from '../support/mocked-client.ts';
import { aMessageId, aPhone } from '../support/webhooks.ts';
import { type AnnouncedEvent, startWorld } from '../support/world.ts';

const world = await startWorld();
const { aBooking, announced, cancel, complete, patch } = createBookings(world);

const topic = mockedClient(SNSClient);
let mails: PublishCommandInput[] = [];
beforeEach(() => {
  mails = [];
  topic.reset();
  topic.on(PublishCommand).callsFake((input: PublishCommandInput) => {
    mails.push(input);
    return { MessageId: 'mail' };
  });
});

const deliver = (...events: AnnouncedEvent[]) => world.deliverAnnounced('notify-staff', ...events);
const notify = async () => deliver(...(await announced()));
/** The only e-mail since the last one that was looked at. */
async function mail(): Promise<{ subject: string; text: string }> {
  expect(await notify()).toEqual([]);
  expect(mails).toHaveLength(1);
  const [{ Subject: subject = '', Message: text = '', TopicArn } = {}] = mails.splice(0);
  expect(TopicArn).toBe('staff');
  return { subject, text };
}

const aQuestion = (more: object) => ({
  eventId: 'question',
  schemaVersion: '1',
  occurredAt: '2031-03-03T09:15:00.000Z',
  channelId: world.contract.channel.id,
  messageId: aMessageId(),
  wish: 'cancel',
  ...more,
});

/** Says of the booking that was announced last that its customer was not told. */
async function aNotTold(more: object): Promise<AnnouncedEvent> {
  const booked = (await announced()).at(-1);
  if (!booked) throw new Error('Nothing was announced.');
  const { change: _, previous: _none, superseded: _never, ...known } = booked.detail;
  const explanation = NOT_TOLD_SENTENCES['window-closed'];
  const detail = { ...known, eventId: 'not-told', purpose: 'booked', reason: 'window-closed', explanation, ...more };
  return { type: 'Customer Not Told', detail };
}

describe('the staff', () => {
  it('read of a booking what happened, when, what, who, and how to reach them', async () => {
    const { id, phone } = await aBooking();
    expect(await mail()).toEqual({
      subject: 'Booked: Tue 3 Dec 2041 10:30',
      text: [
        'A customer booked an appointment.',
        '',
        'When:       Tuesday 3 December 2041, 10:30 to 11:00 (Europe/Madrid)',
        'Service:    consultation',
        'Name:       Alex',
        'Notes:      First visit',
        `Phone:      +${phone}`,
        `Invitation: ${id}`,
        '',
        `Call:       tel:+${phone}`,
        `Chat:       https://wa.me/${phone}`,
        '',
      ].join('\n'),
    });
  });

  it('read of a change what was before, and of a cancellation the reason', async () => {
    const invited = await aBooking();
    await mail();
    await complete(invited, { ...futureForm, time: '11:00', notes: '' }, 60);
    const changed = await mail();
    expect(changed.subject).toBe('Changed: Tue 3 Dec 2041 10:30 -> Tue 3 Dec 2041 11:00');
    expect(changed.text).toContain('A customer changed an appointment.');
    expect(changed.text).toMatch(
      /^When: +Tuesday 3 December 2041, 11:00 to 11:30 \(Europe\/Madrid\)\n +\(before: Tuesday 3/m,
    );
    expect(changed.text).toMatch(/^Notes: +none\n +\(before: First visit\)$/m);
    await cancel(invited.id, { reason: 'The stylist is ill' });
    const cancelled = await mail();
    expect(cancelled.subject).toBe('Cancelled: Tue 3 Dec 2041 11:00');
    expect(cancelled.text).toMatch(/^Reason: +The stylist is ill$/m);
  });

  it('read why a booking needs their attention, and that an overlap was found', async () => {
    await aBooking({ ...futureForm, time: '23:00' });
    const late = await mail();
    expect(late.subject).toBe('Booked (needs attention): Tue 3 Dec 2041 23:00');
    expect(late.text).toContain('It needs your attention:\n- This time is outside the opening hours.\n');
    await aBooking({ ...futureForm, date: 'soon' });
    expect(await mail()).toMatchObject({
      subject: 'Booked (needs attention): time not known',
      text: expect.stringContaining('- The date in the form cannot be read.'),
    });

    const { id } = await aBooking({ ...futureForm, time: '12:00' });
    const [booked] = await announced();
    if (!booked) throw new Error('Nothing was announced.');
    const booking = { ...Object(booked.detail['booking']), attention: ['overlap'], overlapsWith: [id] };
    const detail = {
      ...booked.detail,
      booking,
      previous: booked.detail['booking'],
      change: { kind: 'attention', id: 'x' },
    };
    await deliver({ type: 'Appointment Changed', detail });
    expect(mails).toMatchObject([
      {
        Subject: 'Needs attention: Tue 3 Dec 2041 12:00',
        Message: expect.stringContaining(
          `- Another booking takes the same service at the same time.\n  It belongs to the invitation ${id}.`,
        ),
      },
    ]);
  });

  it('read of an older form only if it changed something', async () => {
    const invited = await aBooking();
    await mail();
    await complete(invited, { ...futureForm, time: '12:00' }, 300);
    expect(await notify()).toEqual([]);
    expect(mails).toEqual([]);
    await patch(invited.id, { notes: 'Brings a friend' });
    await mail();
    await complete(invited, { ...futureForm, time: '13:00' }, 90);
    expect((await mail()).subject).toBe('Changed: Tue 3 Dec 2041 10:30 -> Tue 3 Dec 2041 13:00');
  });

  it('read nothing of the same form that comes again as another message', async () => {
    const invited = await aBooking();
    await mail();
    await complete(invited, futureForm, 60);
    expect(await notify()).toEqual([]);
    expect(mails).toEqual([]);
  });

  it('get a subject that SNS takes and a text in which nothing typed passes for another line', async () => {
    const service = `Cut\r\nPhone: +1\u0007 ${'ñ'.repeat(150)}`;
    await aBooking({
      ...futureForm,
      service,
      name: 'Zoë 👩‍👩‍👧‍👧',
      notes: `One\nWhen: never\n\n${'word '.repeat(300)}`,
    });
    const { subject, text } = await mail();
    expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
    const lines = text.split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
    expect(lines.filter((line) => /^(When|Phone):/.test(line))).toHaveLength(2);
    expect(text).toMatch(/^Name: +Zoë 👩‍👩‍👧‍👧$/m);
    expect(text).toMatch(/^ +When: never$/m);
  });

  it('read of a customer who wrote to the business their number, and of one who hides it where to answer', async () => {
    const phone = aPhone();
    for (const chatId of [`${phone}@c.us`, 'ES.13491208655302741@lid']) {
      await deliver({ type: 'Customer Question Received', detail: aQuestion({ chatId }) });
    }
    expect(mails.map(({ Subject }) => Subject)).toEqual([
      'A customer wants to cancel an appointment',
      expect.any(String),
    ]);
    const [shown, hidden] = mails.map(({ Message = '' }) => Message);
    expect(shown).toBe(
      [
        'A customer wants to cancel an appointment. Please answer them: the message is in the chat.',
        '',
        'Written:    Mon 3 Mar 2031 10:15 (Europe/Madrid)',
        `Phone:      +${phone}`,
        '',
        `Call:       tel:+${phone}`,
        `Chat:       https://wa.me/${phone}`,
        '',
      ].join('\n'),
    );
    expect(hidden).toContain('Phone:      no number: answer in the chat\nChat:       ES.13491208655302741@lid\n');
    expect(hidden).not.toMatch(/tel:|wa\.me/);
  });

  it('read whom to call who was not told, why, and what to say in the customer’s language', async () => {
    const { id, phone } = await aBooking();
    await deliver(await aNotTold({ language: 'es', purpose: 'changed', reason: 'window-closed' }));
    const [{ Subject, Message = '' } = {}] = mails.splice(0);
    expect(Subject).toBe('Not told (changed), please call: Tue 3 Dec 2041 10:30');
    expect(Message).toMatch(/^A customer was not told that their appointment was changed\. Please tell them\.\n/);
    expect(Message).toMatch(/^Name: +Alex$/m);
    expect(Message).toMatch(/^Why: +The customer has not written within the last 24 hours/m);
    expect(Message.replace(/\n {12}/g, ' ')).toMatch(
      /^Say: +Tu cita ha cambiado.*3 de diciembre de 2041 a las 10:30\.$/m,
    );
    expect(Message).toMatch(
      new RegExp(`\\nInvitation: ${id}\\n\\nCall: +tel:\\+${phone}\\nChat: +https://wa.me/${phone}\\n$`),
    );
  });

  it('read of one who was not told and left no address, and of a form that was refused, what is known', async () => {
    await aBooking();
    const event = await aNotTold({ purpose: 'refused', reason: 'no-address' });
    const { recipient: _, booking: _none, ...detail } = event.detail;
    expect(await deliver({ ...event, detail })).toEqual([]);
    const [{ Subject, Message = '' } = {}] = mails.splice(0);
    expect(Subject).toBe('Not told (refused), please call');
    expect(Message).not.toMatch(/^(Say|Phone|Call|Chat):/m);
  });

  it('read once of a booking that has to be corrected before the customer is told', async () => {
    await aBooking({ ...futureForm, time: '23:00' });
    const event = await aNotTold({ reason: 'needs-attention' });
    await deliver(event);
    expect(mails).toEqual([]);
  });

  it('get nothing lost: what the topic did not take goes back to the queue, alone', async () => {
    await aBooking();
    const events = [...(await announced())];
    await aBooking();
    events.push(...(await announced()));
    topic.on(PublishCommand).rejectsOnce(new Error('busy')).resolves({ MessageId: 'mail' });
    const poisoned = { type: 'Appointment Booked', detail: { eventId: 'e', booking: 'none' } };
    expect(await deliver(...events, poisoned)).toEqual(['queued-0', 'queued-2']);
  });
});
