import { afterEach, describe, expect, it, vi } from 'vitest';
import { messageDaysOf } from '../../../functions/shared/domain/delivery/messages-kept.ts';
import { InvitationId } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { epochSeconds, instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { readItems } from '../../../functions/shared/store/table/items.ts';
import { remindersKey } from '../../../functions/shared/store/table/keys.ts';
import { openTable } from '../../../functions/shared/store/table/table.ts';
import { createAttendance } from '../../support/attendance.ts';
import { aContract } from '../../support/contract.ts';
import { clockAt, withReminders } from '../../support/reminder-terms.ts';
import { createReminded, dayForm } from '../../support/reminders.ts';
import { useTableModel } from '../../support/table-model.ts';
import { startWorld } from '../../support/world.ts';

const followUps = [
  { key: 'care', after: { days: 1, at: '12:00' }, category: 'utility' as const },
  { key: 'recall', after: { days: 20 }, category: 'marketing' as const },
];
const world = await startWorld(withReminders(aContract(), { followUps }, ['en', 'es']), useTableModel());
const { aPlanned, complete, plan, patch, cancel, write, passTo, reconcileAt, reminded, ends } = createReminded(world);
const { note } = createAttendance(world);
const table = openTable(process.env['TABLE_NAME'] ?? '', world.contract.channel.id);

afterEach(() => {
  vi.useRealTimers();
});

const NEXT_NOON = clockAt('12:00', 1);
const RECALL = clockAt('10:30', 20);
const MINUTE = 60_000;

describe('a customer after an appointment', () => {
  it('gets each follow-up at its time, as text with a button while the window is open, else by the template', async () => {
    const { id, phone } = await aPlanned();
    await reconcileAt(NEXT_NOON - MINUTE);
    expect(reminded(phone)).toEqual([]);
    await write(phone, 'thanks');
    await reconcileAt(NEXT_NOON);
    const [request] = world.provider.requestsTo(phone).slice(-1);
    expect(request?.body).toMatchObject({ buttons: [{ title: 'Book again' }] });
    await reconcileAt(RECALL);
    await reconcileAt(RECALL + MINUTE);
    expect(reminded(phone)).toEqual(['care', 'template']);
    expect((await ends(id)).at(-1)).toBe('recall: told');
  });

  it('gets none after an opt-out', async () => {
    const { id, phone } = await aPlanned();
    await write(phone, 'stop');
    await reconcileAt(NEXT_NOON);
    await reconcileAt(RECALL);
    expect(reminded(phone)).toEqual([]);
    expect(await ends(id)).toEqual(['care: opted-out', 'recall: opted-out']);
  });

  it('gets none of an appointment that was cancelled or moved', async () => {
    const cancelled = await aPlanned();
    const moved = await aPlanned({ ...dayForm, time: '15:00' });
    await cancel(cancelled.id);
    await patch(moved.id, { date: new Date(clockAt('12:00', 7)).toISOString().slice(0, 10), time: '15:00' });
    await plan();
    await reconcileAt(NEXT_NOON);
    expect(reminded(cancelled.phone)).toEqual([]);
    expect(reminded(moved.phone)).toEqual([]);
    await reconcileAt(clockAt('12:00', 8));
    expect(reminded(moved.phone)).toEqual(['template']);
  });

  /** A second invitation of a customer, by which they book another day, so many days from the appointment. */
  async function bookAgain(phone: string, days?: number) {
    const again = await world.invite({ phone, customerName: 'Alex' });
    const token = String(world.provider.requestsTo(phone).at(-1)?.body['flowToken']);
    const invited = { phone, token, id: again.body['invitationId'], messageId: '' };
    if (days === undefined) return invited;
    const date = new Date(clockAt('12:00', days)).toISOString().slice(0, 10);
    await complete(invited, { ...dayForm, date }, 0);
    await plan();
    return invited;
  }

  it('is not won back while they have a later booking, but hears what is about the appointment itself', async () => {
    const { id, phone } = await aPlanned();
    await bookAgain(phone, 60);
    await reconcileAt(NEXT_NOON);
    await reconcileAt(RECALL);
    expect(reminded(phone)).toEqual(['template']);
    expect((await ends(id)).at(-1)).toBe('recall: booked-again');
  });

  it.each<[string, (phone: string) => Promise<unknown>]>([
    ['was cancelled', async (phone) => cancel((await bookAgain(phone, 60)).id)],
    ['lies before it', (phone) => bookAgain(phone, -1)],
    ['begins with it', (phone) => bookAgain(phone, 0)],
    ['they only could make', (phone) => bookAgain(phone)],
  ])('is won back if the other booking %s', async (_, book) => {
    const { id, phone } = await aPlanned();
    await book(phone);
    await reconcileAt(RECALL);
    expect((await ends(id)).at(-1)).toBe('recall: told');
  });

  it('gets none of an appointment to which they did not come, until staff correct that', async () => {
    const { id, phone } = await aPlanned();
    passTo(clockAt('11:00'));
    await note(id, { attendance: 'no-show' });
    await reconcileAt(NEXT_NOON);
    expect(reminded(phone)).toEqual([]);
    expect(await ends(id)).toEqual(['care: no-show', 'recall: planned']);
    await note(id, { attendance: 'came' });
    await reconcileAt(RECALL);
    expect(reminded(phone)).toEqual(['template']);
  });

  it('gets none that is more than a day late', async () => {
    const { id, phone } = await aPlanned();
    await reconcileAt(NEXT_NOON + 25 * 60 * MINUTE);
    expect(reminded(phone)).toEqual([]);
    expect((await ends(id))[0]).toBe('care: late');
  });

  it('is known to have been told as long as the message of the last one is kept', async () => {
    const { id } = await aPlanned();
    const { pk } = remindersKey(InvitationId.parse(id));
    const { expiresAt } = (await readItems(table, [pk])).get(pk) ?? {};
    const kept = instantAt(RECALL + messageDaysOf(world.contract.retention) * 86_400_000);
    expect(expiresAt).toBe(epochSeconds(kept));
  });
});
