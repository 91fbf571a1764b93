import { describe, expect, it } from 'vitest';
import {
  type CompletionEntry,
  foldHistory,
  HistoryEntry,
  inOrder,
  newestTime,
} from '../../../../functions/shared/domain/booking/booking-history.ts';
import type { FormPlace, FormRefusal } from '../../../../functions/shared/domain/booking/form-place.ts';
import { HOUR_MS, later } from '../../../../functions/shared/domain/time/instant.ts';
import { aContract } from '../../../support/contract.ts';
import { ANA, aBooking, actor, aForm, BEN, cancellation, change, minute, READ, START } from './support/bookings.ts';

const contract = { ...aContract().booking, timeZone: 'Europe/Madrid' };
const fold = (...entries: HistoryEntry[]) =>
  foldHistory(Object.fromEntries(entries.map((entry, index) => [`e${index}`, entry])), contract);
const placed = { outcome: 'placed' as const, startsAt: START, endsAt: later(START, HOUR_MS), timeZone: 'UTC' };
const atAna: FormPlace = { ...placed, service: 'consultation', ...ANA };
const refused = (reason: FormRefusal): FormPlace => ({ outcome: 'refused', reason });
const approval = (at: number, changes: object = {}): HistoryEntry => ({
  kind: 'approval',
  at: minute(at),
  actor,
  startsAt: START,
  service: 'consultation',
  resources: ANA.resources,
  ...changes,
});
const bare = { ...READ, state: 'booked' };
const form = (at: number, changes: Partial<CompletionEntry> = {}) => aForm(minute(at), changes);

describe('a form in a history', () => {
  it('books what it says where the contract names no services', () => {
    expect(fold(form(0))).toEqual(bare);
  });

  it('has the place that it got, and of its doubts only that it was too large', () => {
    const attention = ['start-in-past' as const, 'form-too-large' as const];
    const { outcome: _o, ...place } = { ...placed, service: 'treatment', ...BEN };
    expect(fold(form(0, { read: { ...READ, attention, notes: 'x' }, place: { outcome: 'placed', ...place } }))).toEqual(
      {
        ...READ,
        notes: 'x',
        ...place,
        attention: ['form-too-large'],
        state: 'booked',
      },
    );
    expect(fold(form(0, { place: { ...atAna, approveBy: minute(5) } }))).toMatchObject({
      state: 'to-approve',
      approveBy: minute(5),
    });
  });

  it('waits for its place', () => {
    expect(fold(form(0, { place: { outcome: 'requested' } }))).toEqual({ ...bare, state: 'requested' });
  });

  it('says why it has no place, once, unless that is said already or something newer came', () => {
    const asked = { ...READ, attention: ['start-in-past' as const] };
    const attentionOf = (reason: FormRefusal) => fold(form(0, { read: asked, place: refused(reason) }));
    expect(attentionOf('too-soon')).toMatchObject({ state: 'requested', attention: ['start-in-past', 'too-soon'] });
    expect(attentionOf('start-in-past')).toMatchObject({ attention: ['start-in-past'] });
    expect(attentionOf('start-unreadable')).toMatchObject({ attention: ['start-in-past'] });
    expect(attentionOf('superseded')).toMatchObject({ attention: ['start-in-past'] });
  });

  it.each([
    ['slot-taken', ['slot-taken']],
    ['none-suits', ['none-suits']],
    ['too-soon', ['form-refused']],
    ['start-unreadable', ['form-refused']],
    ['superseded', []],
  ] as const)('leaves the booking that stands where it is refused: %s', (reason, attention) => {
    const later = form(1, { read: { ...READ, service: 'other' }, place: refused(reason) });
    expect(fold(form(0, { place: atAna }), later)).toMatchObject({
      service: 'consultation',
      state: 'booked',
      attention,
    });
    const waiting = form(0, { place: { ...atAna, approveBy: minute(5) } });
    expect(fold(waiting, later)).toMatchObject({ service: 'consultation', state: 'to-approve', attention });
  });

  it('takes the place of a booking that was cancelled, even without one of its own', () => {
    const again = form(2, { read: { ...READ, service: 'other' }, place: { outcome: 'requested' } });
    expect(fold(form(0, { place: atAna }), cancellation(1), again)).toEqual({
      ...bare,
      service: 'other',
      state: 'requested',
    });
  });

  it('has the notes that stand in its fields, as they were read', () => {
    const noted = { fields: JSON.stringify({ remark: 'x', other: 7 }), notesField: 'remark' };
    expect(fold(form(0, noted))).toEqual({ ...bare, notes: 'x' });
    expect(fold(form(0, { ...noted, notesField: 'other' }))).toEqual(bare);
    expect(fold(form(0, { ...noted, notesField: 'gone' }))).toEqual(bare);
    expect(fold(form(0, { ...noted, fields: '[]' }))).toEqual(bare);
  });
});

describe('what the business does with a booking', () => {
  const booked = form(0, {
    place: { ...atAna, serviceTitle: 'Consultation', override: { actor, lifted: ['off-step'] } },
  });

  it('books by hand', () => {
    const { state: _st, ...booking } = aBooking();
    expect(fold({ kind: 'booking', at: minute(0), booking, actor })).toEqual(aBooking());
  });

  it('corrects texts where it is', () => {
    expect(fold(booked, change(1, { notes: 'y', customerName: 'Ben' }))).toMatchObject({
      ...ANA,
      notes: 'y',
      customerName: 'Ben',
      serviceTitle: 'Consultation',
      override: { lifted: ['off-step'] },
      state: 'booked',
    });
  });

  it('corrects texts of what waits, which waits on, and still needs attention', () => {
    const waiting = form(0, {
      place: { ...atAna, approveBy: minute(5) },
      read: { ...READ, attention: ['form-too-large'] },
    });
    expect(fold(waiting, change(1, { notes: 'y' }))).toMatchObject({
      state: 'to-approve',
      approveBy: minute(5),
      attention: ['form-too-large'],
    });
  });

  it('makes another service of it, whose title is another one', () => {
    const changed = fold(booked, change(1, { service: 'treatment' }));
    expect(changed).toMatchObject({ ...ANA, service: 'treatment', override: { lifted: ['off-step'] } });
    expect(changed).not.toHaveProperty('serviceTitle');
  });

  it('moves it, away from its place and from what needed attention', () => {
    const noted = form(0, { place: atAna, read: { ...READ, attention: ['form-too-large'] } });
    const moved = fold(noted, change(1, { startsAt: minute(9), endsAt: minute(69) }));
    expect(moved).toEqual({ ...bare, timeZone: 'UTC', startsAt: minute(9), endsAt: minute(69) });
    expect(fold(booked, change(1, { startsAt: minute(9), ...BEN }))).toMatchObject(BEN);
    expect(fold(booked, change(1, { startsAt: minute(9) }))).toHaveProperty('serviceTitle', 'Consultation');
  });

  it('books by the move what asked for a place or waited for approval, but nothing that is cancelled', () => {
    const move = change(2, { startsAt: minute(9) });
    expect(fold(form(0, { place: { outcome: 'requested' } }), move)).toMatchObject({ state: 'booked' });
    const waiting = form(0, { place: { ...atAna, approveBy: minute(5) } });
    expect(fold(waiting, move)).toMatchObject({ state: 'booked' });
    expect(fold(waiting, move)).not.toHaveProperty('approveBy');
    expect(fold(booked, cancellation(1), move)).toMatchObject({ state: 'cancelled', startsAt: minute(9) });
  });

  it('cancels it, so that nothing waits any more', () => {
    const waiting = form(0, { place: { ...atAna, approveBy: minute(5) } });
    expect(fold(waiting, cancellation(1))).toMatchObject({ ...ANA, state: 'cancelled' });
    expect(fold(waiting, cancellation(1))).not.toHaveProperty('approveBy');
  });

  it('approves what waits, at its time and place', () => {
    const attention = ['form-too-large' as const];
    const waiting = form(0, { place: { ...atAna, approveBy: minute(5) }, read: { ...READ, attention } });
    expect(fold(waiting, approval(1))).toEqual({ ...bare, ...ANA, timeZone: 'UTC', state: 'booked', attention: [] });
    for (const other of [{ startsAt: minute(1) }, { service: 'treatment' }, { resources: BEN.resources }]) {
      expect(fold(waiting, approval(1, other))).toMatchObject({ state: 'to-approve', approveBy: minute(5), attention });
    }
    expect(fold(waiting, cancellation(1), approval(2))).toMatchObject({ state: 'cancelled' });
    const asking = form(0, { place: refused('slot-taken') });
    expect(fold(asking, approval(1, { resources: undefined }))).toMatchObject({
      state: 'requested',
      attention: ['slot-taken'],
    });
  });

  it('is given the place that it lacked, and stays as it was', () => {
    const placement: HistoryEntry = { kind: 'placement', at: minute(1), placed: { service: 'treatment', ...BEN } };
    expect(fold(form(0), placement)).toEqual({ ...bare, service: 'treatment', ...BEN });
  });

  it('is nothing where no customer booked', () => {
    const placement: HistoryEntry = { kind: 'placement', at: minute(1), placed: { service: 'treatment', ...BEN } };
    for (const entry of [change(1, { notes: 'x' }), cancellation(1), approval(1), placement]) {
      expect(fold(entry)).toBeUndefined();
    }
  });
});

describe('the entries of a history', () => {
  it('are in the order of their times, and of their ids where those are the same', () => {
    const history = { b: form(1), a: cancellation(1), c: form(0) };
    expect(inOrder(history).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
    expect(newestTime(history)).toBe(minute(1));
    expect(newestTime({})).toBeUndefined();
  });

  it('of release 0.1.0 were decided by the stack’s own key', () => {
    for (const entry of [
      { kind: 'booking', at: minute(0), booking: { timeZone: 'UTC', attention: [] } },
      { kind: 'change', at: minute(0), changes: {} },
      { kind: 'cancellation', at: minute(0) },
      { kind: 'approval', at: minute(0), startsAt: START },
    ]) {
      expect(HistoryEntry.parse(entry)).toMatchObject({ kind: entry.kind, actor: { kind: 'owner' } });
    }
  });

  it('are kept with all that they say', () => {
    const { state: _st, ...booking } = aBooking({ service: 'cut', customerName: 'Ana', notes: 'x' });
    const by = { actor, requestHash: 'hash' };
    const override = { actor, lifted: ['off-step' as const] };
    const whole = { serviceTitle: 'Cut', ...ANA, override };
    const place = { ...atAna, ...whole, approveBy: minute(5) };
    const entries: HistoryEntry[] = [
      form(0, { read: { ...READ, customerName: 'Ana', notes: 'x' }, notesField: 'remark', partial: true, place }),
      form(0, { place: refused('superseded') }),
      form(0, { place: { outcome: 'requested' } }),
      { kind: 'booking', at: minute(0), booking: { ...booking, ...whole }, ...by },
      { kind: 'change', at: minute(0), changes: { ...whole, startsAt: START, endsAt: START, timeZone: 'UTC' }, ...by },
      { kind: 'change', at: minute(0), changes: { service: 'cut', customerName: 'Ana', notes: 'x' }, ...by },
      { kind: 'cancellation', at: minute(0), reason: 'ill', declined: true, ...by },
      { kind: 'placement', at: minute(0), placed: { service: 'cut', ...whole } },
      { kind: 'approval', at: minute(0), startsAt: START, service: 'cut', resources: ['ana'], ...by },
    ];
    for (const entry of entries) expect(HistoryEntry.parse(structuredClone(entry))).toEqual(entry);
  });
});
