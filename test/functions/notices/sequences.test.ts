/** Bookings that change while their customer is being told, or after. */
import { Temporal } from 'temporal-polyfill';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aClinicContract } from '../../support/clinic.ts';
import { useTableModel } from '../../support/table-model.ts';
import { aMessageId } from '../../support/webhooks.ts';
import { startWorld } from '../../support/world.ts';
import { withTemplates } from './templates.ts';
import { createToldBookings } from './told-bookings.ts';

/** A cancellation has no template. */
const world = await startWorld(withTemplates(aClinicContract(), ['booked', 'changed']), useTableModel());
const { aBooking, accept, announced, cancel, deliver, fail, moveTo, pass, patch, read, refuse, stateOf, tell } =
  createToldBookings(world);

/** What was announced before a test is not its own. */
beforeEach(announced);
afterEach(() => {
  vi.useRealTimers();
});

describe('a customer who was told', () => {
  it('and could not be told of a change, is told nothing when it is taken back, and the mark goes', async () => {
    const booked = await aBooking();
    await tell();
    refuse();
    await moveTo(booked, '11:00');
    await tell();
    expect(await stateOf(booked)).toEqual({ ends: ['told', 'refused'], mark: 'refused' });
    await moveTo(booked, '09:00');
    await tell();
    expect(await stateOf(booked)).toEqual({ ends: ['told', 'refused', 'unchanged'], mark: undefined });
    expect(read(booked)).toEqual(['booked 9:00 AM', 'now 11:00 AM']);
  });

  it('and may have been told of a change, is told again what holds when it is taken back', async () => {
    const booked = await aBooking();
    await tell();
    world.provider.answerNext('hang up');
    await moveTo(booked, '11:00');
    await tell();
    expect(await stateOf(booked)).toMatchObject({ mark: 'unknown' });
    await moveTo(booked, '09:00');
    await tell();
    expect(read(booked)).toEqual(['booked 9:00 AM', 'now 11:00 AM', 'now 9:00 AM']);
    expect(await stateOf(booked)).toEqual({ ends: ['told', 'unknown', 'told'], mark: undefined });
  });

  it('by a message that fails after the notes changed, is marked', async () => {
    const booked = await aBooking();
    const sent = accept();
    await tell();
    await patch(booked.id, { notes: 'Brings a friend' });
    await tell();
    expect(await stateOf(booked)).toEqual({ ends: ['told', 'unchanged'], mark: undefined });
    await fail(sent);
    expect(await stateOf(booked)).toEqual({ ends: ['failed', 'unchanged'], mark: 'failed' });
    expect(read(booked)).toEqual(['booked 9:00 AM']);
  });

  it('by a message that fails after the notes changed more often than notices are kept, is marked', async () => {
    const booked = await aBooking();
    const sent = accept();
    await tell();
    for (let count = 1; count <= 21; count++) {
      await patch(booked.id, { notes: `Brings ${count} friends` });
      await tell();
    }
    expect(read(booked)).toEqual(['booked 9:00 AM']);
    await fail(sent);
    expect(await stateOf(booked)).toMatchObject({ mark: 'failed' });
  });

  it('by a message that fails for a closed window after the notes changed, gets the template once', async () => {
    const booked = await aBooking();
    const sent = accept();
    await tell();
    await patch(booked.id, { notes: 'Brings a friend' });
    await tell();
    await fail(sent, 131047);
    await fail(sent, 131047);
    await pass({ hours: 2 });
    expect(read(booked)).toEqual(['booked 9:00 AM', 'template 9:00 AM']);
  });

  it('of an earlier version by a message that fails after the newer one was told, is sent nothing again', async () => {
    const booked = await aBooking();
    const sent = accept();
    await tell();
    await moveTo(booked, '11:00');
    await tell();
    await fail(sent, 131000);
    await pass({ hours: 2 });
    expect(read(booked)).toEqual(['booked 9:00 AM', 'now 11:00 AM']);
    expect(await stateOf(booked)).toEqual({ ends: ['superseded', 'no-news'], mark: 'no-news' });
  });

  it('is told of a move two days later by the template, and of a cancellation by a person', async () => {
    const booked = await aBooking();
    await tell();
    await pass({ hours: 48 });
    await moveTo(booked, '11:00');
    await tell();
    expect(read(booked)).toEqual(['booked 9:00 AM', 'template 11:00 AM']);
    await cancel(booked.id);
    await tell();
    expect(read(booked)).toHaveLength(2);
    expect(await stateOf(booked)).toMatchObject({ mark: 'window-closed' });
  });
});

describe('a customer who was told nothing yet', () => {
  it('is told of a cancellation alone', async () => {
    const booked = await aBooking();
    await cancel(booked.id);
    await tell();
    expect(read(booked)).toEqual(['cancelled 9:00 AM']);
  });

  it('is told nothing of an appointment that has begun', async () => {
    const booked = await aBooking();
    const events = await announced();
    const start = Temporal.PlainDateTime.from(`${booked.date}T09:00`).toZonedDateTime('Europe/Madrid');
    vi.useFakeTimers({ toFake: ['Date'], now: start.epochMilliseconds + 1000 });
    await deliver(...events);
    expect(read(booked)).toEqual([]);
    expect(await stateOf(booked)).toEqual({ ends: ['past'], mark: undefined });
  });

  it('and left no address, agreed the booking, but not its change: a person tells them', async () => {
    const booked = await aBooking({ hasPhone: false });
    await tell();
    expect(await stateOf(booked)).toEqual({ ends: ['by-hand'], mark: undefined });
    await moveTo(booked, '11:00');
    await tell();
    expect(await stateOf(booked)).toEqual({ ends: ['by-hand', 'no-address'], mark: 'no-address' });
    await moveTo(booked, '09:00');
    await tell();
    expect(await stateOf(booked)).toEqual({ ends: ['by-hand', 'no-address', 'unchanged'], mark: undefined });
  });

  it('is told of the newest version when two are told at once, whatever order events come in', async () => {
    const booked = await aBooking();
    const first = await announced();
    await moveTo(booked, '11:00');
    const second = await announced();
    await Promise.all([deliver(...second), deliver(...first), deliver(...second, ...first)]);
    await deliver(...first);
    expect(read(booked)).toEqual([expect.stringContaining('11:00 AM')]);
  });

  it('is never told of the older version after the newer one, although the older one waited for its retry', async () => {
    const booked = await aBooking();
    world.provider.answerNext({ status: 429, body: { error: 'too many requests' } });
    const first = await announced();
    await deliver(...first);
    await moveTo(booked, '11:00');
    await tell();
    await pass({ seconds: 60 });
    await deliver(...first);
    await pass({ hours: 2 });
    expect(read(booked)).toEqual(['booked 9:00 AM', expect.stringContaining('11:00 AM')]);
    expect((await stateOf(booked)).ends?.[0]).toBe('superseded');
  });

  it('is told of the newer version although the older one was on its way when the booking moved', async () => {
    const booked = await aBooking();
    const first = await announced();
    const id = aMessageId();
    const moveMeanwhile = async () => {
      await moveTo(booked, '11:00');
      await tell();
    };
    world.provider.answerNext({ body: { sent: true, id }, after: moveMeanwhile });
    await deliver(...first);
    await pass({ seconds: 60 });
    expect(read(booked)).toEqual(['booked 9:00 AM', 'now 11:00 AM']);
    expect(await stateOf(booked)).toEqual({ ends: ['told', 'told'], mark: undefined });
  });
});
