/** What a customer hears whose form asks for a time that they cannot have. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { InvitationId } from '../../functions/shared/domain/invitation/invitation-id.ts';
import { readNotices } from '../../functions/shared/store/notices/notices.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';
import { createBookings } from '../support/bookings.ts';
import { aClinicContract } from '../support/clinic.ts';
import { createFreeDates } from '../support/free-dates.ts';
import { useTableModel } from '../support/table-model.ts';
import { aMessageId, aPhone, completionBody, secondsAgo, statusesBody } from '../support/webhooks.ts';
import { type AnnouncedEvent, startWorld } from '../support/world.ts';

const world = await startWorld(aClinicContract({ horizonDays: 60, leadMinutes: 60 }), useTableModel());
const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };
const { announced, complete, patch, write } = createBookings(world);
const table = openTable(process.env['TABLE_NAME'] ?? '', world.contract.channel.id);

afterEach(() => {
  vi.useRealTimers();
});

/** A Tuesday to Thursday within the horizon that no other test of this file uses: the days around it are open. */
const aDate = createFreeDates(55, [2, 3, 4]);

const inWords = (date: string, language: string) =>
  new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(date),
  );

const aForm = (date: string, time = '10:00') => ({ service: 'First visit', date, time, name: 'Alex' });

async function book(body: object): Promise<void> {
  const asked = { customerName: 'Gina', service: 'first-visit', ...body };
  expect((await world.call({ route: 'POST /bookings', headers, body: asked })).status).toBe(201);
}

type Invited = Awaited<ReturnType<typeof world.anInvitation>>;

/** Somebody who wrote a moment ago, so that their window is open, and was invited. */
async function anInvited(language = 'en'): Promise<Invited> {
  const phone = aPhone();
  await write(phone, 'Hello');
  const { body } = await world.invite({ phone, language });
  const token = String(world.provider.requestsTo(phone)[0]?.body['flowToken']);
  return { phone, id: body['invitationId'], messageId: String(body['messageId']), token };
}

/** The minute after which forms that wait are decided passes. */
async function settle(): Promise<void> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
  await world.reconcile();
}

const deliver = (...events: AnnouncedEvent[]) => world.deliverAnnounced('tell-customer', ...events);

/** The form is sent and decided, and all that is announced of it is delivered; answers the events. */
async function refuse(invited: Invited, form: object, ago = 30): Promise<AnnouncedEvent[]> {
  await complete(invited, { ...form }, ago);
  await settle();
  const events = await announced();
  expect(await deliver(...events)).toEqual([]);
  return events;
}

/** What the customer was sent after the invitation. */
const sentTo = ({ phone }: Invited) =>
  world.provider
    .requestsTo(phone)
    .slice(1)
    .map(({ path, body }) => ({ method: path.split('/').at(-1), ...body }));
const textsTo = (invited: Invited) => sentTo(invited).map((sent) => String(Object(sent).body));

describe('a customer whose time is taken', () => {
  it('is told once, by the same invitation, which times near it are free', async () => {
    const date = aDate();
    await book({ date, time: '10:00' });
    const invited = await anInvited();
    const events = await refuse(invited, aForm(date));
    await deliver(...events, ...events);
    const [first, ...more] = sentTo(invited);
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      method: 'sendFlow',
      phone: invited.phone,
      flowToken: invited.token,
      flowCta: 'Book now',
      body: expect.stringMatching(
        new RegExp(
          `^Sorry, Alex: ${inWords(date, 'en')} at 10:00 AM is not free\\. ` +
            `These times are: ${inWords(date, 'en')}(, \\d+:\\d\\d [AP]M){5}\\. Please choose again\\.$`,
        ),
      ),
    });
    const ofForm = events.filter(({ detail }) => detail['invitationId'] === invited.id);
    expect(ofForm.map(({ type }) => type)).toEqual(['Appointment Requested', 'Appointment Requested']);
  });

  it('is told in the language of the invitation', async () => {
    const date = aDate();
    await book({ date, time: '10:00' });
    const invited = await anInvited('es');
    await refuse(invited, aForm(date));
    expect(textsTo(invited)).toEqual([
      expect.stringContaining(`Lo sentimos, Alex: ${inWords(date, 'es')} a las 10:00 no está libre.`),
    ]);
  });

  it('books by the second form, also if only the message that it answers names the invitation', async () => {
    const date = aDate();
    await book({ date, time: '10:00' });
    const invited = await anInvited();
    const answers = aMessageId();
    world.provider.answerNext({ body: { sent: true, id: answers, message: 'Sent to queue' } });
    await refuse(invited, aForm(date));
    const again = { phone: invited.phone, id: aMessageId(), at: secondsAgo(0), answers, fields: aForm(date, '14:00') };
    await world.webhook(completionBody('raw', again), '/flow-completion');
    expect((await world.invitation(invited.id)).body).toMatchObject({ booking: { state: 'booked', attention: [] } });
    await deliver(...(await announced()));
    expect(textsTo(invited)).toEqual([
      expect.stringContaining('Sorry'),
      expect.stringMatching(/^Thank you, Alex\. .* at 2:00 PM\.$/),
    ]);
  });

  it('is left to a person when a second form of theirs is refused', async () => {
    const date = aDate();
    await book({ date, time: '10:00' });
    await book({ date, time: '14:00' });
    const invited = await anInvited();
    await refuse(invited, aForm(date), 60);
    await refuse(invited, aForm(date, '14:00'), 30);
    expect(textsTo(invited)).toHaveLength(1);
    expect((await world.invitation(invited.id)).body).toMatchObject({ booking: { attention: ['slot-taken'] } });
  });

  it('keeps the appointment that they have, and is told so', async () => {
    const date = aDate();
    await book({ date, time: '12:00' });
    const invited = await anInvited();
    await complete(invited, aForm(date), 60);
    await deliver(...(await announced()));
    await refuse(invited, aForm(date, '12:00'), 30);
    expect(textsTo(invited)).toEqual([
      expect.stringMatching(/^Thank you/),
      expect.stringMatching(/^Sorry, Alex: .* at 12:00 PM is not free, so your appointment stays as it was\./),
    ]);
  });

  it('is not told any more once the business gave them another time', async () => {
    const date = aDate();
    await book({ date, time: '10:00' });
    const invited = await anInvited();
    await complete(invited, aForm(date), 30);
    await settle();
    const refused = await announced();
    expect((await patch(invited.id, { date, time: '12:00' })).status).toBe(200);
    await deliver(...refused, ...(await announced()));
    expect(textsTo(invited)).toEqual([expect.stringMatching(/^(Thank you|Your appointment)/)]);
  });

  it('is never told again when nobody knows whether they were', async () => {
    const date = aDate();
    await book({ date, time: '10:00' });
    const invited = await anInvited();
    world.provider.answerNext('hang up');
    const events = await refuse(invited, aForm(date));
    await deliver(...events);
    expect(textsTo(invited)).toHaveLength(1);
  });

  it('is told when the message before certainly did not go out', async () => {
    const date = aDate();
    await book({ date, time: '10:00' });
    const invited = await anInvited();
    await complete(invited, aForm(date), 30);
    await settle();
    const events = await announced();
    world.provider.answerNext({ status: 429, body: { error: 'Too many requests' } });
    expect(await deliver(...events)).toEqual([]);
    expect(textsTo(invited)).toHaveLength(1);
    await settle();
    expect(textsTo(invited)).toHaveLength(2);
  });

  it('is known not to have been told when the message fails later', async () => {
    const date = aDate();
    await book({ date, time: '10:00' });
    const invited = await anInvited();
    const id = aMessageId();
    world.provider.answerNext({ body: { sent: true, id, message: 'Sent to queue' } });
    await refuse(invited, aForm(date));
    const failed = { id, phone: invited.phone, status: 'failed', at: secondsAgo(0) } as const;
    expect((await world.webhook(statusesBody('raw', failed), '/delivery')).status).toBe(200);
    expect((await world.invitation(invited.id)).body).toMatchObject({ status: 'completed' });
    await settle();
    const stored = await readNotices(table, InvitationId.parse(invited.id));
    expect(stored?.notices.at(-1)).toMatchObject({ purpose: 'refused', end: { state: 'not-told', reason: 'failed' } });
  });
});

describe('a customer whose form a new choice may mend', () => {
  it.each([
    ['outside the opening hours', '20:00'],
    ['off the steps', '10:07'],
  ])('is told when it is %s', async (_, time) => {
    const invited = await anInvited();
    await refuse(invited, aForm(aDate(), time));
    expect(textsTo(invited)).toEqual([expect.stringContaining('These times are: ')]);
  });

  it('is told when it is beyond the horizon', async () => {
    const invited = await anInvited();
    const date = new Date(Date.now() + 70 * 86_400_000).toISOString().slice(0, 10);
    await refuse(invited, aForm(date));
    expect(textsTo(invited)).toEqual([expect.stringContaining('These times are: ')]);
  });
});

describe('nobody is told, and a person sees to it,', () => {
  it('where nothing is free near the time', async () => {
    const invited = await anInvited();
    await refuse(invited, aForm('2041-12-03'));
    expect(textsTo(invited)).toEqual([]);
  });

  it('where the form names no service', async () => {
    const invited = await anInvited();
    await refuse(invited, { ...aForm(aDate()), service: 'Massage' });
    expect(textsTo(invited)).toEqual([]);
  });

  it('who asked to be written to no more', async () => {
    const date = aDate();
    await book({ date, time: '10:00' });
    const invited = await anInvited();
    await write(invited.phone, 'stop');
    await refuse(invited, aForm(date));
    expect(textsTo(invited)).toEqual([]);
  });
});
