/** Messages of which news come after the booking went on, or after they were given up. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aClinicContract } from '../../support/clinic.ts';
import { createInterruptedLine } from '../../support/interrupted-line.ts';
import { useTableModel } from '../../support/table-model.ts';
import { startWorld } from '../../support/world.ts';
import { createToldBookings } from './told-bookings.ts';

const line = createInterruptedLine();
const world = await startWorld(aClinicContract(), useTableModel(line.pass));
const {
  aBooking,
  accept,
  announced,
  answer,
  arrive,
  fail,
  moveTo,
  pass,
  patch,
  read,
  refuse,
  stateOf,
  tapUnder,
  tell,
} = createToldBookings(world);

/** After this the message is sent again some seconds later. */
const FAILED_FOR_A_WHILE = 131000;

/** What was announced before a test is not its own. */
beforeEach(announced);
afterEach(() => {
  line.letThrough();
  vi.useRealTimers();
});

/** Told of 9:00, by a message that arrived. */
async function aToldBooking() {
  const booked = await aBooking();
  const first = accept();
  await tell();
  await arrive(first);
  return booked;
}

/** Told of 9:00, and moved to 11:00, of which the message failed on one device. */
async function aBookingOfWhichTheMoveFailed(code?: number) {
  const booked = await aToldBooking();
  await moveTo(booked, '11:00');
  const moved = accept();
  await tell();
  await fail(moved, code);
  return { booked, moved };
}

describe('a customer whose booking is again as they were told', () => {
  it('is told so once the message of the time between arrives after all', async () => {
    const { booked, moved } = await aBookingOfWhichTheMoveFailed();
    await moveTo(booked, '09:00');
    await tell();
    expect(read(booked)).toEqual(['booked 9:00 AM', 'now 11:00 AM']);
    await arrive(moved);
    await pass({ seconds: 1 });
    expect(read(booked)).toEqual(['booked 9:00 AM', 'now 11:00 AM', 'now 9:00 AM']);
    expect(await stateOf(booked)).toEqual({ ends: ['told', 'told', 'told'], mark: undefined });
  });

  it('is told so also if the message between waited to be sent again', async () => {
    const { booked, moved } = await aBookingOfWhichTheMoveFailed(FAILED_FOR_A_WHILE);
    await moveTo(booked, '09:00');
    await tell();
    expect(await stateOf(booked)).toEqual({ ends: ['told', 'superseded', 'unchanged'], mark: undefined });
    await arrive(moved, 'read');
    await pass({ seconds: 1 });
    expect(read(booked)).toEqual(['booked 9:00 AM', 'now 11:00 AM', 'now 9:00 AM']);
  });

  it('is told so although only the notes changed since', async () => {
    const { booked, moved } = await aBookingOfWhichTheMoveFailed();
    await moveTo(booked, '09:00');
    await tell();
    await patch(booked.id, { notes: 'Brings a friend' });
    await tell();
    await arrive(moved);
    await pass({ seconds: 1 });
    expect(read(booked)).toEqual(['booked 9:00 AM', 'now 11:00 AM', 'now 9:00 AM']);
    await pass({ hours: 2 });
    expect(read(booked)).toHaveLength(3);
  });

  it('is not told so if that arrives after the booking moved once more', async () => {
    const { booked, moved } = await aBookingOfWhichTheMoveFailed();
    await moveTo(booked, '09:00');
    await tell();
    await moveTo(booked, '12:00');
    await tell();
    await arrive(moved);
    await pass({ seconds: 1 });
    expect(read(booked)).toEqual(['booked 9:00 AM', 'now 11:00 AM', 'now 12:00 PM']);
    expect(await stateOf(booked)).toMatchObject({ ends: ['told', 'told', 'unchanged', 'told'] });
  });

  it('stands with a person if they cannot be told so', async () => {
    const { booked, moved } = await aBookingOfWhichTheMoveFailed();
    await moveTo(booked, '09:00');
    await tell();
    await arrive(moved);
    refuse();
    await pass({ seconds: 1 });
    expect(await stateOf(booked)).toEqual({ ends: ['told', 'told', 'refused'], mark: 'refused' });
  });

  it('is told so by a message of its own if the first one fails, and a later one was taken since', async () => {
    const booked = await aBooking();
    const first = accept();
    await tell();
    await moveTo(booked, '11:00');
    const moved = accept();
    await tell();
    await fail(moved);
    await moveTo(booked, '09:00');
    await tell();
    await fail(first, FAILED_FOR_A_WHILE);
    await pass({ seconds: 60 });
    expect(read(booked)).toEqual(['booked 9:00 AM', 'now 11:00 AM', 'now 9:00 AM']);
    expect((await stateOf(booked)).ends?.slice(0, 2)).toEqual(['superseded', 'failed']);
  });
});

describe('a message that arrives after it was given up', () => {
  it('has failed before: the customer leaves the worklist at once', async () => {
    const { booked, moved } = await aBookingOfWhichTheMoveFailed();
    expect(await stateOf(booked)).toEqual({ ends: ['told', 'failed'], mark: 'failed' });
    await arrive(moved);
    await pass({ seconds: 1 });
    expect(await stateOf(booked)).toEqual({ ends: ['told', 'told'], mark: undefined });
  });

  it('was not heard of by the deadline: the customer leaves the worklist at once', async () => {
    const booked = await aBooking();
    const first = accept();
    await tell();
    await pass({ hours: 2 });
    expect(await stateOf(booked)).toEqual({ ends: ['no-news'], mark: 'no-news' });
    await arrive(first);
    await pass({ seconds: 1 });
    expect(await stateOf(booked)).toEqual({ ends: ['told'], mark: undefined });
  });

  it('is looked at by a repeat of the report if the first run crashed', async () => {
    const { booked, moved } = await aBookingOfWhichTheMoveFailed();
    line.refuse(({ request }) => request.includes('notice#'));
    expect((await arrive(moved)).status).toBe(503);
    line.letThrough();
    await arrive(moved);
    await pass({ seconds: 1 });
    expect(await stateOf(booked)).toEqual({ ends: ['told', 'told'], mark: undefined });
  });
});

describe('a message that arrives while it waits to be sent again', () => {
  it('is not repeated for a newer version that says the same', async () => {
    const booked = await aBooking();
    const first = accept();
    await tell();
    await fail(first, FAILED_FOR_A_WHILE);
    await arrive(first);
    await patch(booked.id, { notes: 'Brings a friend' });
    await tell();
    expect(read(booked)).toEqual(['booked 9:00 AM']);
    expect(await stateOf(booked)).toEqual({ ends: ['told', 'unchanged'], mark: undefined });
  });
});

describe('a tap under a message that was given up', () => {
  it('shows that it arrived: the customer leaves the worklist at once', async () => {
    const booked = await aBooking();
    const first = accept();
    await tell();
    await pass({ hours: 2 });
    expect(await stateOf(booked)).toEqual({ ends: ['no-news'], mark: 'no-news' });
    await tapUnder(booked, first);
    await pass({ seconds: 1 });
    expect(await stateOf(booked)).toEqual({ ends: ['told'], mark: undefined });
  });

  it('shows that also if it is handled before the message is reported as failed', async () => {
    const booked = await aBooking();
    const first = accept();
    await tell();
    await tapUnder(booked, first);
    await fail(first);
    expect(await stateOf(booked)).toEqual({ ends: ['told'], mark: undefined });
  });

  it('shows that also if the first run crashed after it was stored', async () => {
    const { booked, moved } = await aBookingOfWhichTheMoveFailed();
    expect(await stateOf(booked)).toEqual({ ends: ['told', 'failed'], mark: 'failed' });
    line.refuse(({ operation, request }) => operation === 'UpdateItem' && request.includes('notice#'));
    const wish = await tapUnder(booked, moved);
    line.letThrough();
    expect(await stateOf(booked)).toMatchObject({ mark: 'failed' });
    await answer(wish);
    await pass({ seconds: 1 });
    expect(await stateOf(booked)).toEqual({ ends: ['told', 'told'], mark: undefined });
  });

  it('shows nothing if somebody else tapped', async () => {
    const booked = await aBooking();
    const first = accept();
    await tell();
    await pass({ hours: 2 });
    await tapUnder({ ...booked, phone: '34600000077' }, first);
    await pass({ seconds: 1 });
    expect(await stateOf(booked)).toEqual({ ends: ['no-news'], mark: 'no-news' });
  });
});
