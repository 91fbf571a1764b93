import { describe, expect, it } from 'vitest';
import { choosableFor, chooseScreen } from '../../../../functions/shared/domain/live-form/choose-screen.ts';
import type { Policy, Viewer } from '../../../../functions/shared/domain/live-form/screen-answer.ts';
import { type Times, whenScreen } from '../../../../functions/shared/domain/live-form/when-screen.ts';
import { liveWords } from '../../../../functions/shared/domain/live-form/words.ts';
import { LocalDate } from '../../../../functions/shared/domain/places/day.ts';
import { addDays, wallTime } from '../../../../functions/shared/domain/places/local-days.ts';
import type { Slot } from '../../../../functions/shared/domain/places/slots.ts';
import { instantAt } from '../../../../functions/shared/domain/time/instant.ts';
import { aLiveClinicContract } from '../../../support/clinic.ts';

const contract = aLiveClinicContract({ timeZone: 'UTC', horizonDays: 10 });
const policy: Policy = contract.booking;
const words = liveWords('en', contract);
const viewer: Viewer = { ref: 'token', language: 'en', words, isMove: false };
const moving: Viewer = { ...viewer, isMove: true };

describe('the first screen', () => {
  const everybody = [
    { id: '-', title: words.anyone },
    { id: 'ana', title: 'Ana' },
    { id: 'ben', title: 'Ben' },
  ];

  it('shows all services, and all who give one', () => {
    const { screen, data } = chooseScreen(policy, viewer);
    expect(screen).toBe('CHOOSE');
    expect(data).toEqual({
      ref: 'token',
      heading: words.heading,
      service_label: words.service,
      services: [
        { id: 'consultation', title: 'Consultation' },
        { id: 'first-visit', title: 'First visit' },
        { id: 'treatment', title: 'Treatment' },
        { id: 'group', title: 'Group' },
      ],
      resource_label: words.resource,
      resources: [...everybody, { id: 'hall', title: 'Hall' }],
      has_resources: true,
      next_label: words.next,
    });
  });

  it('shows of a service only those who give it, and hides them where there is no choice', () => {
    expect(chooseScreen(policy, viewer, 'consultation').data).toMatchObject({
      resources: everybody,
      has_resources: true,
    });
    expect(chooseScreen(policy, viewer, 'first-visit').data).toMatchObject({
      resources: everybody.slice(0, 2),
      has_resources: false,
    });
    expect(chooseScreen(policy, viewer, 'unknown').data).toMatchObject({
      resources: everybody.slice(0, 1),
      has_resources: false,
    });
    expect([...choosableFor(policy, 'treatment')]).toEqual(['ana', 'ben']);
    expect([...choosableFor({ timeZone: 'UTC', fields: {} })]).toEqual([]);
  });

  it('names services in the language, or by their ids', () => {
    const services = (language: string) => chooseScreen(policy, { ...viewer, language }).data['services'];
    expect(services('es')).toContainEqual({ id: 'consultation', title: 'Consulta' });
    expect(services('de')).toContainEqual({ id: 'consultation', title: 'consultation' });
  });

  it('says what is moved, and what went wrong', () => {
    expect(chooseScreen(policy, moving).data).toMatchObject({ heading: words.moveHeading });
    expect(chooseScreen(policy, viewer).data).not.toHaveProperty('error_message');
    expect(chooseScreen(policy, viewer, undefined, words.notWithThem).data).toMatchObject({
      error_message: words.notWithThem,
    });
  });

  it('is empty where the contract names nothing', () => {
    expect(chooseScreen({ timeZone: 'UTC', fields: {} }, viewer).data).toMatchObject({
      services: [],
      resources: everybody.slice(0, 1),
    });
  });
});

const TODAY = LocalDate.parse('2031-05-05');
const now = Date.parse(`${TODAY}T12:00:00Z`);
const day = (number: number) => addDays(TODAY, number);
function slotOn(date: LocalDate, minute: number): Slot {
  const at = Date.parse(date) + minute * 60_000;
  return { startsAt: instantAt(at), endsAt: instantAt(at + 1), date, time: wallTime(minute), resources: [] };
}

describe('the screen of the times', () => {
  const asked = { choice: { service: 'consultation', resource: 'ana' }, typed: { name: 'Ana' } };
  const slots = [slotOn(day(2), 600), slotOn(day(2), 645), slotOn(day(4), 990)];
  const show = (times: Partial<Times> = {}, by = viewer, message?: string) =>
    whenScreen(policy, by, asked, { slots, now, ...times }, message);

  it('shows the times of the first date that has any, and which dates have none', () => {
    const { screen, data } = show();
    expect(screen).toBe('WHEN');
    expect(data).toEqual({
      ref: 'token',
      service: 'consultation',
      resource: 'ana',
      typed: '{"name":"Ana"}',
      heading: words.heading,
      day_label: words.day,
      min_date: TODAY,
      max_date: day(10),
      unavailable_dates: [-1, 0, 1, 3, 5, 6, 7, 8, 9, 10].map(day),
      date: day(2),
      time_label: words.time,
      times: [
        { id: '10:00', title: '10:00 AM' },
        { id: '10:45', title: '10:45 AM' },
      ],
      has_times: true,
      none_label: words.none,
      next_label: words.next,
    });
  });

  it('stands for anyone where nobody was chosen', () => {
    const choice = { service: 'consultation' };
    expect(whenScreen(policy, viewer, { choice, typed: {} }, { slots, now }).data).toMatchObject({ resource: '-' });
  });

  it('shows the wished date, or the next one, or else the first, and says so', () => {
    const wished = (date: LocalDate) => show({ wished: date }).data;
    expect(wished(day(4))).toMatchObject({ date: day(4), times: [{ id: '16:30' }] });
    expect(wished(day(4))).not.toHaveProperty('error_message');
    expect(wished(day(3))).toMatchObject({ date: day(4), error_message: words.noTimes });
    expect(wished(day(5))).toMatchObject({ date: day(2), error_message: words.noTimes });
    expect(show().data).not.toHaveProperty('error_message');
  });

  it('hides times where there are none', () => {
    const { data } = show({ slots: [], wished: day(3) });
    expect(data).toMatchObject({
      date: TODAY,
      times: [{ id: '-', title: '-' }],
      has_times: false,
      error_message: words.noDays,
    });
    expect(data['unavailable_dates']).toHaveLength(12);
  });

  it('leaves those dates open that are known to be', () => {
    const unavailable = show({ open: new Set([day(2), day(9)]) }).data['unavailable_dates'];
    expect(unavailable).toEqual([-1, 0, 1, 3, 4, 5, 6, 7, 8, 10].map(day));
  });

  it('says first what it was asked to say', () => {
    expect(show({ slots: [] }, viewer, words.taken).data).toMatchObject({ error_message: words.taken });
  });

  it('says what is moved, in the language', () => {
    expect(show({}, moving).data).toMatchObject({ heading: words.moveHeading });
    expect(show({}, { ...viewer, language: 'es' }).data).toMatchObject({
      times: [{ title: '10:00' }, { title: '10:45' }],
    });
  });

  it('shows days by the horizon of the project where the contract has none', () => {
    const { horizonDays: _, ...others } = policy;
    expect(whenScreen(others, viewer, asked, { slots, now }).data).toMatchObject({ max_date: day(60) });
  });

  it('shows at most 200 times, evenly', () => {
    const many = (count: number) => Array.from({ length: count }, (_, minute) => slotOn(day(2), minute));
    const idsOf = (count: number) => {
      const { times } = show({ slots: many(count) }).data;
      return Array.isArray(times) ? times : [];
    };
    expect(idsOf(200)).toHaveLength(200);
    const half = idsOf(201);
    expect(half).toHaveLength(101);
    expect(half.slice(0, 2)).toMatchObject([{ id: '00:00' }, { id: '00:02' }]);
    expect(idsOf(401)).toHaveLength(134);
  });
});
