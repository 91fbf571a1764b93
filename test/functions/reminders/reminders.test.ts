import { afterEach, describe, expect, it, vi } from 'vitest';
import { FORM_DAY } from '../../support/clock.ts';
import { aContract } from '../../support/contract.ts';
import { clockAt, EVENING, MORNING, withReminders } from '../../support/reminder-terms.ts';
import { createReminded, dayForm } from '../../support/reminders.ts';
import { startWorld } from '../../support/world.ts';

const world = await startWorld(withReminders(aContract()));
const reminders = createReminded(world);
const {
  aPlanned,
  anOpenWindow,
  announced,
  plan,
  patch,
  cancel,
  complete,
  write,
  reconcileAt,
  passTo,
  reminded,
  ends,
  dueAt,
  report,
} = reminders;

afterEach(() => {
  vi.useRealTimers();
});

const SECOND = 1000;
const MINUTE = 60_000;

describe('a customer with a booking', () => {
  it('is reminded of it at each time that the contract names, once, with buttons', async () => {
    const { id, phone } = await anOpenWindow();
    expect(await dueAt(id)).toBe(new Date(EVENING).toISOString());
    await reconcileAt(EVENING - SECOND);
    expect(reminded(phone)).toEqual([]);
    await reconcileAt(EVENING);
    // The index of what is due is not written for the look a minute later.
    expect(await dueAt(id)).toBe(new Date(EVENING).toISOString());
    await report(phone, 'delivered');
    await reconcileAt(EVENING + MINUTE);
    expect(await dueAt(id)).toBe(new Date(MORNING).toISOString());
    expect(reminded(phone)).toEqual(['day-before']);
    const [request] = world.provider.requestsTo(phone).slice(-1);
    expect(request?.body).toMatchObject({
      buttons: [{ title: 'I am coming' }, { title: 'Change' }, { title: 'Cancel' }],
    });
    await reconcileAt(MORNING);
    await report(phone, 'delivered');
    await reconcileAt(MORNING + MINUTE);
    expect(reminded(phone)).toEqual(['day-before', 'two-hours']);
    expect(await ends(id)).toEqual(['day-before: told', 'two-hours: told']);
    expect(await dueAt(id)).toBeUndefined();
  });

  it('is reminded once, however often and in whatever order events come', async () => {
    const { id, phone } = await reminders.aBooking(dayForm, 0);
    const booked = await announced();
    await patch(id, { notes: 'bring the papers' });
    const changed = await announced();
    await world.deliverAnnounced('tell-customer', ...changed, ...booked, ...booked);
    passTo(EVENING - MINUTE);
    await write(phone, 'hello');
    await Promise.all([reconcileAt(EVENING), reconcileAt(EVENING)]);
    await world.deliverAnnounced('tell-customer', ...booked, ...changed);
    await reconcileAt(EVENING + MINUTE);
    expect(reminded(phone)).toEqual(['day-before']);
  });

  it('is reminded although nobody heard of the last change, by the booking as it is', async () => {
    const { id, phone } = await anOpenWindow();
    await patch(id, { date: FORM_DAY, time: '15:00' });
    await reconcileAt(EVENING);
    const [request] = world.provider.requestsTo(phone).slice(-1);
    expect(request?.body['body']).toContain('3:00 PM');
  });

  it('is not reminded of an appointment that was moved a second before', async () => {
    const { id, phone } = await anOpenWindow();
    await reconcileAt(EVENING);
    passTo(MORNING - SECOND);
    await patch(id, { date: FORM_DAY, time: '15:00' });
    await reconcileAt(MORNING);
    expect(reminded(phone)).toEqual(['day-before']);
    await plan();
    await reconcileAt(clockAt('13:00'));
    expect(reminded(phone)).toEqual(['day-before', 'two-hours']);
    // On the evening before, it was at another time.
    expect((await ends(id)).slice(-3)).toEqual(['two-hours: moved', 'day-before: inside-lead', 'two-hours: told']);
  });

  it('is not reminded of an appointment that was cancelled a second before', async () => {
    const { id, phone } = await anOpenWindow();
    passTo(EVENING - SECOND);
    await cancel(id);
    await reconcileAt(EVENING);
    await plan();
    await reconcileAt(MORNING);
    expect(reminded(phone)).toEqual([]);
    expect(await ends(id)).toEqual(['day-before: cancelled', 'two-hours: cancelled']);
  });

  it('is not reminded again of an appointment that was moved away and back', async () => {
    const { id, phone } = await anOpenWindow();
    await reconcileAt(EVENING);
    await patch(id, { date: FORM_DAY, time: '15:00' });
    await plan();
    await patch(id, { date: FORM_DAY, time: '10:30' });
    await plan();
    await reconcileAt(EVENING + MINUTE);
    expect(reminded(phone)).toEqual(['day-before']);
    await reconcileAt(MORNING);
    expect(reminded(phone)).toEqual(['day-before', 'two-hours']);
  });

  it('is reminded of an appointment that was moved away and back before its time came', async () => {
    const { id, phone } = await anOpenWindow();
    await patch(id, { date: FORM_DAY, time: '15:00' });
    await plan();
    await patch(id, { date: FORM_DAY, time: '10:30' });
    await plan();
    await reconcileAt(EVENING);
    await reconcileAt(MORNING);
    expect(reminded(phone)).toEqual(['day-before', 'two-hours']);
  });

  it('is not reminded of a booking that was made inside the time of the reminder', async () => {
    passTo(EVENING + MINUTE);
    const { id, phone } = await aPlanned();
    expect(await ends(id)).toEqual(['day-before: inside-lead', 'two-hours: planned']);
    await reconcileAt(EVENING + 2 * MINUTE);
    expect(reminded(phone)).toEqual([]);
    await reconcileAt(MORNING);
    expect(reminded(phone)).toEqual(['two-hours']);
  });

  it('is reminded of a booking whose event came late', async () => {
    const { phone } = await reminders.aBooking(dayForm, 0);
    const events = await announced();
    passTo(EVENING - MINUTE);
    await write(phone, 'hello');
    passTo(EVENING + 10 * MINUTE);
    await world.deliverAnnounced('tell-customer', ...events);
    expect(reminded(phone)).toEqual([]);
    await world.reconcile();
    expect(reminded(phone)).toEqual(['day-before']);
  });

  it('is not reminded after an opt-out, and of a later appointment again after an opt-in', async () => {
    const { id, phone } = await anOpenWindow();
    await write(phone, 'stop');
    await reconcileAt(EVENING);
    expect(reminded(phone)).toEqual([]);
    await write(phone, 'start');
    await reconcileAt(MORNING);
    expect(reminded(phone)).toEqual(['two-hours']);
    expect((await ends(id))[0]).toBe('day-before: opted-out');
  });

  it('gets nothing after they were erased', async () => {
    const { phone } = await anOpenWindow();
    await world.call({
      route: 'DELETE /customers',
      query: { phone },
      headers: { authorization: `Bearer ${world.keys.apiKey.current}` },
    });
    const sent = world.provider.requestsTo(phone).length;
    await reconcileAt(EVENING);
    await plan();
    await reconcileAt(MORNING);
    expect(world.provider.requestsTo(phone)).toHaveLength(sent);
  });

  it('is reminded by text only while the session window is open, and it is recorded where no template is left', async () => {
    const { id, phone } = await aPlanned();
    await reconcileAt(EVENING);
    expect(reminded(phone)).toEqual([]);
    expect((await ends(id))[0]).toBe('day-before: window-closed');
  });

  it('is reminded of a new appointment after a cancelled one', async () => {
    const { id, phone, ...invited } = await anOpenWindow();
    await cancel(id);
    await plan();
    await complete({ id, phone, ...invited }, dayForm, -60);
    passTo(Date.now() + 2 * MINUTE);
    await plan();
    await reconcileAt(EVENING);
    expect(reminded(phone)).toEqual(['day-before']);
  });
});

describe('a booking that a person has to look at', () => {
  it('says so of its reminders also at a start that it had left before', async () => {
    const late = { ...dayForm, time: '20:30' };
    const booked = await aPlanned(late);
    await patch(booked.id, { date: FORM_DAY, time: '20:30' });
    await plan();
    await patch(booked.id, { date: FORM_DAY, time: '10:30' });
    await plan();
    expect(await ends(booked.id)).toEqual(expect.arrayContaining(['day-before: moved', 'two-hours: moved']));
    await complete(booked, late, -60);
    passTo(Date.now() + 2 * MINUTE);
    await plan();
    expect(await ends(booked.id)).toEqual([
      'day-before: moved',
      'two-hours: moved',
      'day-before: needs-attention',
      'two-hours: needs-attention',
    ]);
  });

  it('is not reminded of before that is done, and then is', async () => {
    const { id, phone } = await aPlanned({ ...dayForm, time: '20:30' });
    expect(await ends(id)).toEqual(['day-before: needs-attention', 'two-hours: needs-attention']);
    await patch(id, { date: FORM_DAY, time: '20:30' });
    await plan();
    passTo(EVENING - MINUTE);
    await write(phone, 'hello');
    await reconcileAt(EVENING);
    expect(reminded(phone)).toEqual(['day-before']);
  });
});
