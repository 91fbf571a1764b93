import { describe, expect, it } from 'vitest';
import { detailsScreen } from '../../../../functions/shared/domain/live-form/details-screen.ts';
import type { Policy, Viewer } from '../../../../functions/shared/domain/live-form/screen-answer.ts';
import { liveWords } from '../../../../functions/shared/domain/live-form/words.ts';
import { LocalDate } from '../../../../functions/shared/domain/places/day.ts';
import { addDays, wallTime } from '../../../../functions/shared/domain/places/local-days.ts';
import { aLiveClinicContract } from '../../../support/clinic.ts';

const contract = aLiveClinicContract({ timeZone: 'UTC', horizonDays: 10 });
const policy: Policy = contract.booking;
const words = liveWords('en', contract);
const viewer: Viewer = { ref: 'token', language: 'en', words, isMove: false };
const moving: Viewer = { ...viewer, isMove: true };

const TODAY = LocalDate.parse('2031-05-05');
const now = Date.parse(`${TODAY}T12:00:00Z`);
const day = (number: number) => addDays(TODAY, number);

describe('the last screen', () => {
  const asked = { choice: { service: 'first-visit', resource: 'ana' }, typed: {} };
  const start = { date: day(1), time: wallTime(630) };
  const held = { start, confirmId: 'live-1', resource: 'ana' };
  const show = (by = viewer, terms = policy, what: Parameters<typeof detailsScreen>[2] = asked, message?: string) =>
    detailsScreen(terms, by, what, held, now, message);

  it('shows what is held, and asks who it is for', () => {
    const { screen, data } = show();
    expect(screen).toBe('DETAILS');
    expect(data).toEqual({
      ref: 'token',
      service: 'first-visit',
      resource: 'ana',
      date: day(1),
      time: '10:30',
      confirm_id: 'live-1',
      held_resource: 'ana',
      heading: words.detailsHeading,
      summary: 'First visit · Ana · Tuesday, May 6, 10:30 AM',
      name_label: words.name,
      is_name_new: true,
      has_name: false,
      typed_name: '-',
      notes_label: words.notes,
      is_notes_new: true,
      has_notes: false,
      typed_notes: '-',
      confirm_label: words.confirm,
    });
  });

  it('begins with what was typed', () => {
    const typed = { name: 'Alex', notes: 'a note' };
    expect(show(viewer, policy, { ...asked, typed }).data).toMatchObject({
      is_name_new: false,
      has_name: true,
      typed_name: 'Alex',
      is_notes_new: false,
      has_notes: true,
      typed_notes: 'a note',
    });
  });

  it('asks only for what the contract names', () => {
    const without = show(viewer, { ...policy, fields: {} }).data;
    expect(Object.keys(without).filter((key) => /name|notes/.test(key))).toEqual([]);
    expect(show(viewer, { ...policy, fields: { name: 'name' } }).data).not.toHaveProperty('notes_label');
    expect(show(viewer, { ...policy, fields: { notes: 'notes' } }).data).not.toHaveProperty('name_label');
  });

  it('says what is moved, and what waits for approval', () => {
    expect(show(moving).data).toMatchObject({ heading: words.moveDetailsHeading, confirm_label: words.confirm });
    const asking = { heading: words.requestHeading, confirm_label: words.request };
    expect(show(viewer, { ...policy, approval: 'manual' }).data).toMatchObject(asking);
    expect(show(moving, { ...policy, approval: 'manual' }).data).toMatchObject(asking);
    expect(show(viewer, { ...policy, approval: 'automatic' }).data).toMatchObject({ confirm_label: words.confirm });
  });

  it('sums up in the language what the contract knows, by its clock', () => {
    const spanish = { ...viewer, language: 'es' };
    expect(show(spanish).data).toMatchObject({ summary: 'Primera visita · Ana · martes, 6 de mayo, 10:30' });
    const inMadrid = { ...policy, timeZone: 'Europe/Madrid' };
    expect(show(viewer, inMadrid).data).toMatchObject({ summary: 'First visit · Ana · Tuesday, May 6, 10:30 AM' });
    const unknown = { choice: { service: 'unknown' }, typed: {} };
    expect(show(viewer, policy, unknown).data).toMatchObject({
      resource: '-',
      summary: 'Ana · Tuesday, May 6, 10:30 AM',
    });
    const byBen = detailsScreen(policy, viewer, asked, { ...held, resource: 'ben' }, now).data;
    expect(byBen).toMatchObject({ held_resource: 'ben', summary: 'First visit · Ben · Tuesday, May 6, 10:30 AM' });
    const nothing: Policy = { timeZone: 'UTC', fields: {} };
    expect(show(viewer, nothing).data).toMatchObject({ summary: 'Tuesday, May 6, 10:30 AM' });
  });

  it('says what went wrong', () => {
    expect(show().data).not.toHaveProperty('error_message');
    expect(show(viewer, policy, asked, words.tryAgain).data).toMatchObject({ error_message: words.tryAgain });
  });
});
