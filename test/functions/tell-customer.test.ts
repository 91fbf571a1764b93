import { afterEach, describe, expect, it, vi } from 'vitest';
import { InvitationId } from '../../functions/shared/domain/invitation/invitation-id.ts';
import { readNotices } from '../../functions/shared/store/notices/notices.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';
import { createBookings, futureForm } from '../support/bookings.ts';
import { createInterruptedLine } from '../support/interrupted-line.ts';
import { aMessageId, aPhone, echoBody, secondsAgo, statusesBody } from '../support/webhooks.ts';
import { type AnnouncedEvent, startWorld } from '../support/world.ts';

const line = createInterruptedLine();
const world = await startWorld(undefined, line);
vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
const { provider } = world;
const table = openTable(process.env['TABLE_NAME'] ?? '', world.contract.channel.id);
const { aBooking, announced, cancel, complete, patch, write } = createBookings(world);

const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
const metrics = () => written.mock.calls.map(([line]) => String(line)).filter((line) => line.includes('"Customer'));

afterEach(() => {
  line.letThrough();
  vi.useRealTimers();
  written.mockClear();
});

const deliver = (...events: AnnouncedEvent[]) => world.deliverAnnounced('tell-customer', ...events);
/** Everything announced since the last time is delivered; answers what goes back to the queue. */
const confirm = async () => deliver(...(await announced()));

const textsTo = (phone: string) =>
  provider
    .requestsTo(phone)
    .filter(({ path }) => /\/send(Message|Button)$/.test(path))
    .map(({ body }) => body['body']);

/** So many seconds pass. */
const passSeconds = (seconds: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1000 });

/** The newest notice of an invitation. */
const noticeOf = async (id: unknown) => {
  const stored = await readNotices(table, InvitationId.parse(id));
  return stored?.notices.at(-1);
};

const AT_HALF_PAST_TEN = 'consultation with our team, Tuesday, December 3, 2041 at 10:30 AM.';
const BOOKED = `Thank you, Alex. Your appointment is booked: ${AT_HALF_PAST_TEN}`;

describe('a customer who booked', () => {
  it('is told so, with buttons, under the address that was invited', async () => {
    const { phone } = await aBooking();
    expect(await confirm()).toEqual([]);
    const [request] = provider.requestsTo(phone).slice(-1);
    expect(request?.body).toMatchObject({ phone, body: BOOKED, buttons: [{ title: 'Change' }, { title: 'Cancel' }] });
  });

  it('is told in the language of the invitation', async () => {
    const phone = aPhone();
    const { body } = await world.invite({ phone, language: 'es' });
    const token = String(provider.requestsTo(phone)[0]?.body['flowToken']);
    await complete({ phone, token, id: body['invitationId'], messageId: String(body['messageId']) });
    await confirm();
    expect(textsTo(phone)).toEqual([
      'Gracias, Alex. Tu cita está reservada: consultation con nuestro equipo, martes, 3 de diciembre de 2041 a las 10:30.',
    ]);
  });

  it('is told what is known where the form names neither service nor person, and nothing typed is a placeholder', async () => {
    const nameless = await aBooking({ date: '2041-12-03', time: '10:30' });
    const odd = await aBooking({ ...futureForm, service: 'Cut {{time}}\nand\twash', name: '{{date}} $&' });
    await confirm();
    expect(textsTo(nameless.phone)).toEqual([
      'Thank you, there. Your appointment is booked: your visit with our team, Tuesday, December 3, 2041 at 10:30 AM.',
    ]);
    expect(textsTo(odd.phone)).toEqual([
      'Thank you, {{date}} $&. Your appointment is booked: Cut {{time}} and wash with our team, Tuesday, December 3, 2041 at 10:30 AM.',
    ]);
  });

  it('is told of a change and of a cancellation, each once, however often and in whatever order events come', async () => {
    const { phone, id } = await aBooking();
    const booked = await announced();
    await deliver(...booked, ...booked);
    await patch(id, { date: '2041-12-04', time: '09:00' });
    const changed = await announced();
    await deliver(...changed, ...booked, ...changed);
    await cancel(id, { reason: 'The stylist is ill' });
    await deliver(...(await announced()), ...changed, ...booked);
    expect(textsTo(phone)).toEqual([
      BOOKED,
      'Your appointment has changed. It is now: consultation with our team, Wednesday, December 4, 2041 at 9:00 AM.',
      'Your appointment on Wednesday, December 4, 2041 at 9:00 AM is cancelled. The stylist is ill',
    ]);
  });

  it('is told once of a form that a second tap sends again, whichever comes first', async () => {
    for (const [first, second] of [
      [120, 117],
      [117, 120],
    ]) {
      const booked = await world.anInvitation();
      await complete(booked, futureForm, first);
      const events = await announced();
      await complete(booked, futureForm, second);
      // The second tap is announced, as every fact is, and does not make the first one old news.
      await deliver(...events, ...(await announced()));
      expect(textsTo(booked.phone)).toEqual([BOOKED]);
      expect(await world.invitation(booked.id)).toMatchObject({ body: { revision: 2 } });
    }
  });

  it('is told of a form that says something else, and of the first one sent again after it', async () => {
    const booked = await aBooking();
    await confirm();
    await complete(booked, { ...futureForm, time: '11:00' }, 60);
    await confirm();
    await complete(booked, futureForm, 30);
    await confirm();
    expect(textsTo(booked.phone)).toEqual([
      BOOKED,
      'Your appointment has changed. It is now: consultation with our team, Tuesday, December 3, 2041 at 11:00 AM.',
      `Your appointment has changed. It is now: ${AT_HALF_PAST_TEN}`,
    ]);
  });

  it('is told of a change at once that is announced while the first message is on its way', async () => {
    const { phone, id } = await aBooking();
    const booked = await announced();
    const changeMeanwhile = async () => {
      await patch(id, { date: '2041-12-04', time: '09:00' });
      await deliver(...(await announced()));
    };
    provider.answerNext({ body: { sent: true, id: aMessageId(), message: 'Sent to queue' }, after: changeMeanwhile });
    await deliver(...booked);
    expect(textsTo(phone)).toEqual([
      BOOKED,
      'Your appointment has changed. It is now: consultation with our team, Wednesday, December 4, 2041 at 9:00 AM.',
    ]);
  });

  it('is not told of a correction that changes nothing', async () => {
    const { id, phone } = await aBooking();
    await confirm();
    await patch(id, { notes: futureForm.notes });
    await confirm();
    expect(textsTo(phone)).toEqual([BOOKED]);
  });

  it('is told of the newest version only, when events come late', async () => {
    const { phone, id } = await aBooking();
    await patch(id, { date: '2041-12-04', time: '09:00' });
    await confirm();
    expect(textsTo(phone)).toEqual([
      expect.stringContaining('It is now: consultation with our team, Wednesday, December 4'),
    ]);
  });

  it('is told of their booking although an older form of theirs comes late and changes nothing', async () => {
    const invited = await aBooking();
    await complete(invited, { ...futureForm, time: '12:00' }, 300);
    await confirm();
    expect(textsTo(invited.phone)).toEqual([BOOKED]);
  });

  it('is not told of a correction of what the text does not name', async () => {
    const { phone, id } = await aBooking();
    await confirm();
    await patch(id, { notes: 'Brings a friend' });
    await confirm();
    expect(textsTo(phone)).toEqual([BOOKED]);
  });

  it('is told once when the same form comes again with its fields in another order', async () => {
    const invited = await aBooking();
    await complete(invited, Object.fromEntries(Object.entries(futureForm).reverse()), 60);
    const events = await announced();
    await deliver(...events.reverse());
    expect(textsTo(invited.phone)).toEqual([BOOKED]);
  });

  it('is told of the newest form when an earlier one comes again after it', async () => {
    const invited = await aBooking();
    await complete(invited, { ...futureForm, time: '12:00' }, 90);
    await complete(invited, futureForm, 60);
    await confirm();
    expect(textsTo(invited.phone).at(-1)).toContain(AT_HALF_PAST_TEN);
  });

  it.each([
    ['outside the opening hours', { ...futureForm, time: '23:00' }],
    ['in the past', { ...futureForm, date: '2025-12-02' }],
    ['that the clocks skip', { ...futureForm, date: '2041-03-31', time: '02:30' }],
    ['that cannot be read', { ...futureForm, time: 'soon' }],
  ])('for a time %s is told nothing, until the business has mended it', async (_, fields) => {
    const { phone, id } = await aBooking(fields);
    await confirm();
    expect(textsTo(phone)).toEqual([]);
    await patch(id, { date: '2041-12-03', time: '10:30' });
    await confirm();
    expect(textsTo(phone)).toEqual([BOOKED]);
  });
});

describe('a customer who may not be written to', () => {
  it('is told nothing once the session window is closed, by the margin of other messages', async () => {
    const { phone } = await aBooking(futureForm, 24 * 3600 - 240);
    expect(await confirm()).toEqual([]);
    expect(textsTo(phone)).toEqual([]);
  });

  it('is told nothing after opting out', async () => {
    const { phone } = await aBooking();
    await write(phone, 'STOP');
    expect(await confirm()).toEqual([]);
    expect(textsTo(phone)).toEqual([]);
  });
});

describe('the outcome of a notice', () => {
  it.each([
    ['no answer', 'hang up' as const],
    ['a server error', { status: 502, body: {} }],
    ['a job id', { body: { sent: false, jobId: 'job-1' } }],
    ['a time-out of a proxy', { status: 408, body: '<html></html>' }],
  ])('after %s is not known, and nothing is ever sent again for this version', async (_, answer) => {
    const { id, phone } = await aBooking();
    const events = await announced();
    provider.answerNext(answer);
    expect(await deliver(...events)).toEqual([]);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
    expect(await deliver(...events, ...events)).toEqual([]);
    expect(textsTo(phone)).toEqual([BOOKED]);
    expect(await noticeOf(id)).toMatchObject({ end: { state: 'not-told', reason: 'unknown' } });
  });

  it('is sent again after a while when the provider certainly refused for the moment', async () => {
    const { phone } = await aBooking();
    const events = await announced();
    provider.answerNext({ status: 429, body: { error: 'too many requests' } });
    expect(await deliver(...events, ...events)).toEqual([]);
    expect(textsTo(phone)).toEqual([BOOKED]);
    passSeconds(11);
    await world.reconcile();
    expect(await deliver(...events)).toEqual([]);
    expect(textsTo(phone)).toEqual([BOOKED, BOOKED]);
  });

  it('is an acceptance whatever is beside the id', async () => {
    const { phone } = await aBooking();
    const events = await announced();
    provider.answerNext({ body: { sent: true, id: aMessageId(), description: null, error: null, code: '200' } });
    expect(await deliver(...events, ...events)).toEqual([]);
    expect(textsTo(phone)).toEqual([BOOKED]);
    await world.announce();
    expect(metrics()).toContainEqual(expect.stringContaining('"CustomerTold":1'));
  });

  it.each([
    ['for good', { body: { sent: false, message: 'Dialog window is closed' } }, 'window-closed'],
    ['for a day', { body: { sent: false, error: { code: 131049, message: 'x' } } }, 'refused'],
  ])('is final when the provider refused %s, beyond the deadline', async (_, answer, reason) => {
    const { id, phone } = await aBooking();
    const events = await announced();
    provider.answerNext(answer);
    expect(await deliver(...events, ...events)).toEqual([]);
    expect(textsTo(phone)).toEqual([BOOKED]);
    expect(await noticeOf(id)).toMatchObject({ end: { state: 'not-told', reason } });
    const [event] = (await world.announce()).filter(({ type }) => type === 'Customer Not Told');
    expect(event?.detail).toMatchObject({ invitationId: id, purpose: 'booked', reason, booking: { state: 'booked' } });
    expect(metrics()).toContainEqual(expect.stringContaining('"CustomerNotTold":1'));
  });

  it('as the provider refused because the customer opted out, is their opt-out', async () => {
    const { phone } = await aBooking();
    provider.answerNext({ body: { sent: false, error: { code: 131050, message: 'x' } } });
    await confirm();
    expect((await world.invite({ phone })).status).toBe(422);
  });

  it('counts as unknown where a function died between its claim and the outcome', async () => {
    const { id, phone } = await aBooking();
    const events = await announced();
    provider.answerNext({
      body: { sent: true, id: aMessageId() },
      after: async () => {
        await deliver(...events);
        line.refuse(({ request }) => request.includes('notice#'));
      },
    });
    await deliver(...events);
    line.letThrough();
    passSeconds(44);
    await deliver(...events);
    await world.reconcile();
    expect(await noticeOf(id)).toMatchObject({ end: { state: 'not-told', reason: 'unknown' } });
    expect(textsTo(phone)).toEqual([BOOKED]);
  });
});

describe('a notice that was accepted and failed afterwards', () => {
  const failure = (id: string, code: number) =>
    statusesBody('hooks', { id, status: 'failed', at: secondsAgo(0), error: { code, title: 'x' } });
  it.each(['before', 'after'] as const)(
    'was not told, and is announced: reported %s its id was known',
    async (when) => {
      const { id } = await aBooking();
      const sent = aMessageId();
      const report = () => world.webhook(failure(sent, 131026), '/delivery');
      provider.answerNext({ body: { sent: true, id: sent }, ...(when === 'before' && { after: report }) });
      await confirm();
      await report();
      passSeconds(61);
      await world.reconcile();
      await report();
      expect(await noticeOf(id)).toMatchObject({
        end: { state: 'not-told', reason: 'failed' },
        attempts: [{ outcome: 'accepted', failure: 'not-on-whatsapp' }],
      });
      const events = (await world.announce()).filter(({ type }) => type === 'Customer Not Told');
      expect(events.map(({ detail }) => [detail['invitationId'], detail['reason']])).toEqual([[id, 'failed']]);
    },
  );

  it('was told after all if it arrives once it was given up, and a correction does not tell it again', async () => {
    const { id, phone } = await aBooking();
    const sent = aMessageId();
    provider.answerNext({ body: { sent: true, id: sent } });
    await confirm();
    await world.webhook(failure(sent, 131026), '/delivery');
    passSeconds(61);
    await world.reconcile();
    expect(await noticeOf(id)).toMatchObject({ end: { state: 'not-told', reason: 'failed' } });
    await world.webhook(statusesBody('hooks', { id: sent, status: 'delivered', at: secondsAgo(0) }), '/delivery');
    await patch(id, { notes: 'Brings a friend' });
    await confirm();
    expect(textsTo(phone)).toEqual([BOOKED]);
    expect((await world.invitation(id)).body).not.toHaveProperty('notTold');
  });

  it('of a cancellation, and arrives once the customer has booked the same again, has them told of that', async () => {
    const booked = await aBooking();
    const [first, cancelled] = [aMessageId(), aMessageId()];
    provider.answerNext({ body: { sent: true, id: first } });
    await confirm();
    await world.webhook(statusesBody('hooks', { id: first, status: 'delivered', at: secondsAgo(0) }), '/delivery');
    await cancel(booked.id);
    provider.answerNext({ body: { sent: true, id: cancelled } });
    await confirm();
    await world.webhook(failure(cancelled, 131026), '/delivery');
    passSeconds(61);
    await world.reconcile();
    await complete(booked, futureForm, 0);
    await confirm();
    expect(textsTo(booked.phone)).toHaveLength(2);
    await world.webhook(statusesBody('hooks', { id: cancelled, status: 'delivered', at: secondsAgo(0) }), '/delivery');
    passSeconds(1);
    await world.reconcile();
    expect(textsTo(booked.phone)).toEqual([BOOKED, expect.stringContaining('is cancelled'), BOOKED]);
  });

  it('was told if it arrived on another device', async () => {
    const { id } = await aBooking();
    const sent = aMessageId();
    provider.answerNext({ body: { sent: true, id: sent } });
    await confirm();
    await world.webhook(statusesBody('hooks', { id: sent, status: 'delivered', at: secondsAgo(0) }), '/delivery');
    await world.webhook(failure(sent, 131026), '/delivery');
    passSeconds(61);
    await world.reconcile();
    expect(await noticeOf(id)).toMatchObject({ end: { state: 'told' }, isSettled: true });
  });

  it('as the customer opted out at WhatsApp, is their opt-out', async () => {
    const { phone } = await aBooking();
    const confirmed = aMessageId();
    provider.answerNext({ body: { sent: true, id: confirmed } });
    await confirm();
    await world.webhook(failure(confirmed, 131050), '/delivery');
    expect((await world.invite({ phone })).status).toBe(422);
  });

  it('before its id was known, as the customer opted out, is their opt-out, although the run ended before it said so', async () => {
    const { phone } = await aBooking();
    const confirmed = aMessageId();
    provider.answerNext({
      body: { sent: true, id: confirmed },
      after: () => world.webhook(failure(confirmed, 131050), '/delivery'),
    });
    line.refuse(({ request }) => request.includes('"optedOutAt"'));
    await confirm();
    line.letThrough();
    passSeconds(120);
    await world.reconcile();
    expect((await world.invite({ phone })).status).toBe(422);
  });

  it('is erased with the customer it went to', async () => {
    const { phone, id } = await aBooking();
    const confirmed = aMessageId();
    provider.answerNext({ body: { sent: true, id: confirmed } });
    await confirm();
    const erased = await world.call({
      route: 'DELETE /customers',
      query: { phone },
      headers: { authorization: `Bearer ${world.keys.apiKey.current}` },
    });
    expect(erased).toMatchObject({ status: 200, body: { complete: true } });
    const records = await world.engine.stream.read(undefined, 10_000);
    const kept = new Map(records.map(({ dynamodb }) => [dynamodb?.Keys?.['pk']?.S, dynamodb?.NewImage]));
    expect([...kept.values()].filter((item) => JSON.stringify(item ?? {}).includes(confirmed))).toEqual([]);
    expect(kept.get(`invitation#${id}`)).toHaveProperty('erasedAt');
  });
});

it('keeps nothing about the person with the notices', async () => {
  const { id, phone } = await aBooking();
  await confirm();
  const records = await world.engine.stream.read(undefined, 10_000);
  const claim = records
    .map(({ dynamodb }) => dynamodb?.NewImage)
    .findLast((item) => item?.['pk']?.S === `notice#${id}`);
  expect(claim).toMatchObject({
    type: { S: 'notice' },
    expiresAt: { N: expect.any(String) },
  });
  for (const secret of [phone, 'Alex', 'consultation']) expect(JSON.stringify(claim)).not.toContain(secret);
});

it('has deliveries that are nobody’s news, like those of any other message on the channel', async () => {
  const { id, messageId } = await aBooking();
  const confirmed = aMessageId();
  provider.answerNext({ body: { sent: true, id: confirmed } });
  await confirm();
  await world.webhook(statusesBody('hooks', { id: confirmed, status: 'delivered', at: secondsAgo(0) }), '/delivery');
  const news = (await world.announce()).filter(({ detail }) => detail['messageId'] === confirmed);
  expect(news).toEqual([]);
  expect((await world.invitation(id)).body['messages']).toMatchObject([{ messageId, delivery: 'accepted' }]);
});

it('is never taken for an invitation whose answer was lost', async () => {
  const phone = aPhone();
  provider.answerNext('hang up');
  const { body } = await world.invite({ phone, customerName: 'Alex' });
  const echoed = await world.webhook(echoBody(phone, BOOKED, aMessageId(), secondsAgo(0)), '/messages');
  expect(echoed.body).toMatchObject({ ignored: 1, recorded: 0 });
  const inHistory = { id: aMessageId(), body: BOOKED, fromMe: true, time: secondsAgo(0), chatId: `${phone}@c.us` };
  provider.lookups.messages = () => ({ body: { messages: [inHistory] } });
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
  await world.reconcile();
  expect((await world.invitation(body['invitationId'])).body).toMatchObject({ status: 'unknown', messages: [] });
});

it('sets aside what is no event, and goes on with the rest', async () => {
  const { phone } = await aBooking();
  const [event] = await announced();
  if (!event) throw new Error('Nothing was announced.');
  const poisoned = { type: 'Appointment Booked', detail: { eventId: 'e', booking: 'none' } };
  expect(await deliver(poisoned, event)).toEqual(['queued-0']);
  expect(textsTo(phone)).toEqual([BOOKED]);
});
