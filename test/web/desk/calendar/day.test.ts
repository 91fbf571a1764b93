import { describe, expect, it } from 'vitest';
import { LocalDate } from '../../../../functions/shared/domain/places/day.ts';
import { ResourceId } from '../../../../functions/shared/domain/places/service.ts';
import { instantAt } from '../../../../functions/shared/domain/time/instant.ts';
import { clashesOf } from '../../../../web/desk/calendar/day/clashes.ts';
import { cancelledOf, columnsOf, type DayColumn, hoursShown } from '../../../../web/desk/calendar/day/day-columns.ts';
import type { DayEntry, DayFacts } from '../../../../web/desk/calendar/day/day-facts.ts';
import { freePlacesIn, startIn } from '../../../../web/desk/calendar/day/free-places.ts';
import { conflictsOf } from '../../../../web/desk/calendar/day/judge-move.ts';
import { type Known, marksOf, toneOf } from '../../../../web/desk/calendar/day/marks.ts';
import { nearestPlace } from '../../../../web/desk/calendar/day/nearest-place.ts';
import { aClosure, aDay, anAppointment, TUESDAY } from './day-of.ts';

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const spans = (set: readonly { from: number; to: number }[]) =>
  set.map(({ from, to }) => `${clock(from)}-${clock(to)}`);
const nameOf = ({ resource }: DayColumn) => resource?.name ?? '';

function columnOf(name: string, facts: DayFacts): DayColumn {
  const column = columnsOf(facts).find((one) => nameOf(one) === name);
  if (!column) throw new Error(`There is no column ${name}`);
  return column;
}

const freeOf = (name: string, facts: DayFacts, now = 0) =>
  freePlacesIn(columnOf(name, facts), facts.terms, now).map(
    ({ from, to, last }) => `${clock(from)}-${clock(to)} (${clock(last)})`,
  );

describe('a day by its resources', () => {
  it('has a column for each of the contract’s resources, with what takes it', () => {
    const facts = aDay([
      anAppointment('Alex', '10:00', 30, ['ana']),
      anAppointment('Blake', '11:00', 60, ['ben', 'room']),
    ]);
    const columns = columnsOf(facts).map((column) => [
      nameOf(column),
      ...column.placed.map(({ entry }) => entry.booking.customerName),
    ]);
    expect(columns).toEqual([['Ana', 'Alex'], ['Ben', 'Blake'], ['Room', 'Blake'], ['Hall']]);
  });

  it('has a column for what takes no resource only where there is something like that', () => {
    const asked = anAppointment('Kim', '12:00', 30, [], { state: 'requested' });
    expect(columnsOf(aDay()).map(nameOf)).toEqual(['Ana', 'Ben', 'Room', 'Hall']);
    expect(columnsOf(aDay([asked])).map(nameOf)).toEqual(['Ana', 'Ben', 'Room', 'Hall', '']);
  });

  it('has one column where the contract names no services', () => {
    const [column, ...others] = columnsOf(aDay([anAppointment('Alex', '10:00', 30, [])], { terms: {} }));
    expect(others).toEqual([]);
    expect(column?.placed).toHaveLength(1);
    expect(column?.closed).toEqual([]);
  });

  it('keeps showing a resource that the contract has no more, by the name it had', () => {
    const left = anAppointment('Alex', '10:00', 30, ['cleo'], { resourceNames: ['Cleo'] });
    expect(columnsOf(aDay([left])).map(nameOf)).toEqual(['Ana', 'Ben', 'Room', 'Hall', 'Cleo']);
  });

  it('puts appointments at one time side by side, and those that only meet below each other', () => {
    const facts = aDay([
      anAppointment('long', '10:00', 90, ['hall']),
      anAppointment('beside', '10:30', 30, ['hall']),
      anAppointment('below', '11:00', 30, ['hall']),
      anAppointment('alone', '12:00', 30, ['hall']),
    ]);
    const lanes = columnOf('Hall', facts).placed.map(({ entry, lane, lanes: all }) => [
      entry.booking.customerName,
      lane,
      all,
    ]);
    expect(lanes).toEqual([
      ['long', 0, 2],
      ['beside', 1, 2],
      ['below', 1, 2],
      ['alone', 0, 1],
    ]);
  });

  it('draws what is cancelled in no column, and lists it apart', () => {
    const facts = aDay([anAppointment('Alex', '10:00', 30, ['ana'], { state: 'cancelled' })]);
    expect(columnOf('Ana', facts).placed).toEqual([]);
    expect(cancelledOf(facts).map(({ booking }) => booking.customerName)).toEqual(['Alex']);
  });

  it('is closed outside the weekly hours, and where a closure lies, for whom it is', () => {
    const forAna = aClosure('2031-05-06T12:00', '2031-05-06T14:00', { resource: ResourceId.parse('ana') });
    const facts = aDay([], { closures: [forAna] });
    expect(spans(columnOf('Ana', facts).closed)).toEqual(['00:00-09:00', '12:00-14:00', '17:00-24:00']);
    expect(spans(columnOf('Ben', facts).closed)).toEqual(['00:00-09:00', '17:00-24:00']);
  });

  it('is open at the hours of a closure that names some, and as before once it is removed', () => {
    const later = aClosure('2031-05-05T00:00', '2031-05-08T00:00', { hours: [{ from: '11:00', to: '15:00' }] });
    expect(spans(columnOf('Ben', aDay([], { closures: [later] })).open)).toEqual(['11:00-15:00']);
    const removed = { ...later, state: 'removed' as const };
    expect(spans(columnOf('Ben', aDay([], { closures: [removed] })).open)).toEqual(['09:00-17:00']);
  });

  it('shows its opening hours, and whatever lies outside', () => {
    expect(hoursShown(columnsOf(aDay()))).toEqual({ first: 8, last: 18 });
    const late = anAppointment('late', '21:30', 60, ['ana']);
    expect(hoursShown(columnsOf(aDay([late])))).toEqual({ first: 8, last: 23 });
    expect(hoursShown(columnsOf(aDay([], { terms: {} })))).toEqual({ first: 8, last: 19 });
  });

  it('keeps wall-clock times on the days that change the clocks', () => {
    const [autumn, spring] = [LocalDate.parse('2031-10-26'), LocalDate.parse('2031-03-30')];
    const terms = { ...aDay().terms, openingHours: { sunday: [{ from: '01:00', to: '05:00' }] } };
    for (const date of [autumn, spring])
      expect(spans(columnOf('Ben', aDay([], { date, terms })).open)).toEqual(['01:00-05:00']);
  });
});

describe('a free place', () => {
  it('lies between appointments and their buffers, where the shortest service fits', () => {
    const facts = aDay([
      anAppointment('Alex', '10:00', 45, ['ana'], { service: 'first-visit' }),
      anAppointment('Blake', '11:15', 30, ['ana'], { service: 'consultation' }),
    ]);
    expect(freeOf('Ana', facts)).toEqual(['09:00-09:55 (09:15)', '11:45-17:00 (16:30)']);
  });

  it('leaves the buffers of what it offers before the next appointment, though not before closing time', () => {
    const { terms } = aDay();
    const services = terms.services?.map((service) => ({ ...service, bufferAfter: 5 })) ?? [];
    const next = anAppointment('Alex', '10:00', 30, ['ben'], { service: 'consultation' });
    const facts = aDay([next], { terms: { ...terms, services } });
    expect(freeOf('Ben', facts)).toEqual(['09:00-10:00 (09:15)', '10:45-17:00 (16:30)']);
  });

  it('begins now, at the next step, and is over when the day is', () => {
    expect(freeOf('Ben', aDay(), 10 * 60 + 7)).toEqual(['10:15-17:00 (16:30)']);
    expect(freeOf('Ben', aDay(), 16 * 60 + 40)).toEqual([]);
  });

  it('is nowhere on a resource that nobody can choose', () => {
    expect(freeOf('Room', aDay())).toEqual([]);
  });

  it('stays on a resource that bears more', () => {
    const facts = aDay([anAppointment('Alex', '10:00', 60, ['hall'])]);
    expect(freeOf('Hall', facts)).toEqual(['09:00-17:00 (16:00)']);
  });

  it('takes a start at a step, however somebody points at it', () => {
    const place = { from: 540, to: 600, last: 570 };
    expect([530, 540, 554, 555, 599].map((minute) => clock(startIn(place, minute, 15)))).toEqual([
      '09:00',
      '09:00',
      '09:00',
      '09:15',
      '09:30',
    ]);
  });
});

describe('a move', () => {
  const now = { date: TUESDAY, minute: 8 * 60 };
  const alex = anAppointment('Alex', '10:00', 30, ['ana'], { service: 'consultation' });
  const blake = anAppointment('Blake', '11:00', 45, ['ana'], { service: 'first-visit' });
  const facts = aDay([alex, blake]);
  const to = (time: string, resource = 'ana', changes: Partial<DayFacts> = {}) => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    const proposal = { from: 60 * hours + minutes, resource: ResourceId.parse(resource) };
    return conflictsOf(alex, proposal, { ...facts, ...changes }, now);
  };

  it('can be had where it is open and nobody is, also over the place that it leaves', () => {
    expect(to('10:15')).toEqual([]);
    expect(to('11:00', 'ben')).toEqual([]);
  });

  it('meets the appointments of others with their buffers, and names them', () => {
    expect(to('10:30')).toEqual([{ kind: 'taken', by: [blake] }]);
    expect(to('11:45')).toEqual([{ kind: 'taken', by: [blake] }]);
    expect(to('12:00')).toEqual([]);
  });

  it('meets closed hours, closures and the past', () => {
    expect(to('16:45')).toEqual([{ kind: 'closed' }]);
    expect(to('14:00', 'ben', { closures: [aClosure('2031-05-06T13:00', '2031-05-06T15:00')] })).toEqual([
      { kind: 'closed' },
    ]);
    expect(to('07:00')).toEqual([{ kind: 'past' }, { kind: 'closed' }]);
  });

  it('cannot go to somebody who does not give the service', () => {
    expect(to('10:00', 'hall')).toEqual([{ kind: 'not-given' }]);
  });

  it('needs a place in the room as well, where the service takes one', () => {
    const treatment = (name: string, resource: string) =>
      anAppointment(name, '13:00', 60, [resource, 'room'], { service: 'treatment' });
    const [kim, lou] = [treatment('Kim', 'ben'), treatment('Lou', 'cleo')];
    const moved = anAppointment('Alex', '10:00', 60, ['ana', 'room'], { service: 'treatment' });
    const proposal = { from: 13 * 60, resource: ResourceId.parse('ana') };
    expect(conflictsOf(moved, proposal, aDay([moved, kim]), now)).toEqual([]);
    expect(conflictsOf(moved, proposal, aDay([moved, kim, lou]), now)).toEqual([{ kind: 'taken', by: [kim, lou] }]);
  });

  it('meets the same service at the same time where the contract names no services', () => {
    const [one, other] = [anAppointment('Alex', '10:00', 30, []), anAppointment('Blake', '11:00', 30, [])];
    const plain = aDay([one, other], { terms: {} });
    expect(conflictsOf(one, { from: 11 * 60 + 15 }, plain, now)).toEqual([{ kind: 'taken', by: [other] }]);
    expect(conflictsOf(one, { from: 11 * 60 + 30 }, plain, now)).toEqual([]);
  });
});

describe('the nearest free place', () => {
  const now = { date: TUESDAY, minute: 8 * 60 };
  const nearest = (entry: DayEntry, facts: DayFacts) => {
    const place = nearestPlace(entry, facts, now);
    return place && `${clock(place.from)} ${place.resource}`;
  };

  it('is the same hour with somebody else, if they are free', () => {
    const alex = anAppointment('Alex', '10:00', 30, ['ana'], { service: 'consultation' });
    const blake = anAppointment('Blake', '10:00', 30, ['ana'], { service: 'consultation' });
    expect(nearest(blake, aDay([alex, blake]))).toBe('10:00 ben');
  });

  it('is the nearest hour with the same person, if nobody else gives the service', () => {
    const alex = anAppointment('Alex', '10:00', 45, ['ana'], { service: 'first-visit' });
    const blake = anAppointment('Blake', '10:15', 45, ['ana'], { service: 'first-visit' });
    expect(nearest(blake, aDay([alex, blake]))).toBe('11:00 ana');
  });

  it('is none where the business is closed all day', () => {
    const alex = anAppointment('Alex', '10:00', 30, ['ana'], { service: 'consultation' });
    const closed = [aClosure('2031-05-06T00:00', '2031-05-07T00:00')];
    expect(nearest(alex, aDay([alex], { closures: closed }))).toBeUndefined();
  });
});

describe('what is to be seen of an appointment', () => {
  const nothing = { notTold: new Set<string>(), clashing: new Set<string>() };
  const namesOf = (entry: DayEntry, known: Known = nothing) => marksOf(entry, known).map(({ name }) => name);

  it('is whether the customer comes, as they said or as staff noted it', () => {
    const at = instantAt(Date.parse('2031-05-05T10:00:00Z'));
    const said = anAppointment('Alex', '10:00', 30, ['ana'], { confirmedByCustomer: at });
    expect(namesOf(said)).toEqual(['confirmed']);
    const came = { value: 'came' as const, at, actor: { kind: 'owner' as const } };
    expect(namesOf({ ...said, booking: { ...said.booking, attendance: came } })).toEqual(['came']);
  });

  it('is first what somebody has to see to', () => {
    const entry = anAppointment('Alex', '10:00', 30, ['ana'], { state: 'to-approve' });
    const known = { notTold: new Set([entry.invitationId]), clashing: new Set([entry.invitationId]) };
    expect(namesOf(entry, known)).toEqual(['clash', 'notTold', 'toApprove']);
    expect(toneOf(marksOf(entry, known))).toBe('bad');
    expect(toneOf(marksOf(entry, nothing))).toBe('warn');
  });
});

describe('a clash', () => {
  it('is more than a resource bears, once for each set of appointments', () => {
    const facts = aDay([
      anAppointment('Alex', '10:00', 60, ['ana', 'room']),
      anAppointment('Blake', '10:30', 60, ['ana', 'room']),
      anAppointment('Kim', '11:00', 60, ['ben', 'room']),
    ]);
    const clashes = clashesOf(columnsOf(facts)).map(({ resource, entries }) => [
      resource?.name,
      ...entries.map(({ booking }) => booking.customerName),
    ]);
    expect(clashes).toEqual([['Ana', 'Alex', 'Blake']]);
  });

  it('is what the check found where the contract names no services', () => {
    const alex = anAppointment('Alex', '10:00', 30, []);
    const blake = anAppointment('Blake', '10:15', 30, [], { overlapsWith: [alex.invitationId] });
    const first = { ...alex, booking: { ...alex.booking, overlapsWith: [blake.invitationId] } };
    const [clash, ...others] = clashesOf(columnsOf(aDay([first, blake], { terms: {} })));
    expect(others).toEqual([]);
    expect(clash?.entries).toEqual([first, blake]);
  });
});
