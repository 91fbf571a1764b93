import { afterEach, describe, expect, it, vi } from 'vitest';
import { FORM_DAY } from '../../support/clock.ts';
import { aContract } from '../../support/contract.ts';
import { clockAt, EVENING, MORNING, withReminders } from '../../support/reminder-terms.ts';
import { createReminded, dayForm } from '../../support/reminders.ts';
import { useTableModel } from '../../support/table-model.ts';
import { aMessageId, tapBody } from '../../support/webhooks.ts';
import { startWorld } from '../../support/world.ts';

const world = await startWorld(withReminders(aContract()), useTableModel());
const { aPlanned, anOpenWindow, cancel, patch, reconcileAt, reminded, ends, dueAt, report, plan } =
  createReminded(world);

afterEach(() => {
  vi.useRealTimers();
});

const SECOND = 1000;
const MINUTE = 60_000;

describe('a reminder that is on its way', () => {
  const meanwhile = (after: () => Promise<unknown>) =>
    world.provider.answerNext({ body: { sent: true, id: aMessageId(), message: 'Sent to queue' }, after });

  it('while the appointment moves leaves nothing behind: those for the new start are planned at once', async () => {
    const { id, phone } = await anOpenWindow();
    meanwhile(async () => {
      await patch(id, { date: FORM_DAY, time: '15:00' });
      await plan();
    });
    await reconcileAt(EVENING);
    expect(reminded(phone)).toEqual(['day-before']);
    expect(await ends(id)).toEqual([
      'day-before: told',
      'two-hours: moved',
      'day-before: inside-lead',
      'two-hours: planned',
    ]);
    await reconcileAt(clockAt('13:00'));
    expect(reminded(phone)).toEqual(['day-before', 'two-hours']);
  });

  it('while the appointment is cancelled is the last one', async () => {
    const { id, phone } = await anOpenWindow();
    meanwhile(async () => {
      await cancel(id);
      await plan();
    });
    await reconcileAt(EVENING);
    expect(await ends(id)).toEqual(['day-before: told', 'two-hours: cancelled']);
    await reconcileAt(MORNING);
    expect(reminded(phone)).toEqual(['day-before']);
  });
});

describe('a reminder that the provider does not take', () => {
  const refuse = (code: number) => world.provider.answerNext({ body: { sent: false, error: { code, message: 'x' } } });

  it('is sent again as the table of reactions says, and arrives once', async () => {
    const { id, phone } = await anOpenWindow();
    world.provider.answerNext({ status: 429, body: { error: 'too many requests' } });
    await reconcileAt(EVENING);
    await reconcileAt(EVENING + 5 * SECOND);
    expect(reminded(phone)).toHaveLength(1);
    await reconcileAt(EVENING + MINUTE);
    expect(reminded(phone)).toHaveLength(2);
    await reconcileAt(EVENING + 2 * MINUTE);
    expect(reminded(phone)).toHaveLength(2);
    expect((await ends(id))[0]).toBe('day-before: told');
  });

  it('is not sent again to a customer whose appointment moved meanwhile', async () => {
    const { id, phone } = await anOpenWindow();
    world.provider.answerNext({ status: 429, body: { error: 'too many requests' } });
    await reconcileAt(EVENING);
    await patch(id, { date: FORM_DAY, time: '15:00' });
    await reconcileAt(EVENING + MINUTE);
    expect(reminded(phone)).toHaveLength(1);
    expect((await ends(id))[0]).toBe('day-before: moved');
  });

  it('is never repeated if nobody knows what became of it', async () => {
    const { id, phone } = await anOpenWindow();
    world.provider.answerNext('hang up');
    await reconcileAt(EVENING);
    await reconcileAt(EVENING + 5 * MINUTE);
    expect(reminded(phone)).toHaveLength(1);
    expect((await ends(id))[0]).toBe('day-before: unknown');
  });

  it('ends where it is refused for good', async () => {
    const { id, phone } = await anOpenWindow();
    refuse(131026);
    await reconcileAt(EVENING);
    await reconcileAt(EVENING + 5 * MINUTE);
    expect(reminded(phone)).toHaveLength(1);
    expect((await ends(id))[0]).toBe('day-before: refused');
  });

  it('counts as not sent if it fails later', async () => {
    const { id, phone } = await anOpenWindow();
    await reconcileAt(EVENING);
    await report(phone, 'failed', { error: { code: 131026, title: 'x' } });
    await reconcileAt(EVENING + 5 * MINUTE);
    expect(reminded(phone)).toHaveLength(1);
    expect((await ends(id))[0]).toBe('day-before: failed');
  });

  it('is no news to who wrote it if nothing is ever reported of it', async () => {
    const { id } = await anOpenWindow();
    await reconcileAt(EVENING);
    expect((await ends(id))[0]).toBe('day-before: told');
    await reconcileAt(EVENING + 61 * MINUTE);
    expect((await ends(id))[0]).toBe('day-before: no-news');
  });

  it('counts as sent at once if it arrives after nobody had heard of it', async () => {
    const { id, phone } = await anOpenWindow();
    await reconcileAt(EVENING);
    await reconcileAt(EVENING + 61 * MINUTE);
    await report(phone, 'delivered');
    await reconcileAt(EVENING + 62 * MINUTE);
    expect((await ends(id))[0]).toBe('day-before: told');
  });

  it('counts as sent at once if it arrives after it failed on another device', async () => {
    const { id, phone } = await anOpenWindow();
    await reconcileAt(EVENING);
    await report(phone, 'failed', { error: { code: 131026, title: 'x' } });
    await reconcileAt(EVENING + 5 * MINUTE);
    await report(phone, 'read');
    await reconcileAt(EVENING + 6 * MINUTE);
    expect((await ends(id))[0]).toBe('day-before: told');
  });

  it('counts as sent also if the appointment moved before it arrived', async () => {
    const { id, phone } = await anOpenWindow();
    await reconcileAt(EVENING);
    await report(phone, 'failed', { error: { code: 131000, title: 'x' } });
    await reconcileAt(EVENING + MINUTE);
    await patch(id, { date: FORM_DAY, time: '15:00' });
    await reconcileAt(EVENING + 2 * MINUTE);
    expect((await ends(id))[0]).toBe('day-before: moved');
    await report(phone, 'delivered');
    // The event about the move comes between the report and the look that it asked for.
    await plan();
    await reconcileAt(EVENING + 3 * MINUTE);
    expect((await ends(id))[0]).toBe('day-before: told');
  });

  it('that arrived late is not sent again, nor does the next one wait for that', async () => {
    const { id, phone } = await anOpenWindow();
    await reconcileAt(EVENING);
    await reconcileAt(EVENING + 61 * MINUTE);
    await report(phone, 'delivered');
    await reconcileAt(EVENING + 62 * MINUTE);
    await reconcileAt(MORNING);
    expect(await ends(id)).toEqual(['day-before: told', 'two-hours: told']);
    expect(reminded(phone)).toEqual(['day-before', 'two-hours']);
  });
});

describe('after an outage', () => {
  it('of an hour each customer is reminded once, though later', async () => {
    const { id, phone } = await anOpenWindow();
    await reconcileAt(EVENING + 60 * MINUTE);
    expect(reminded(phone)).toEqual(['day-before']);
    expect((await ends(id))[0]).toBe('day-before: told');
  });

  it('that left too little time, or of three days, nobody is reminded of what is past', async () => {
    const { id, phone } = await anOpenWindow();
    await reconcileAt(MORNING + 61 * MINUTE);
    expect(await ends(id)).toEqual(['day-before: late', 'two-hours: late']);
    const other = await aPlanned({ ...dayForm, time: '15:00' });
    await reconcileAt(clockAt('18:00', 2));
    expect(reminded(phone)).toEqual([]);
    expect(reminded(other.phone)).toEqual([]);
    expect((await ends(other.id)).slice(-1)).toEqual(['two-hours: past']);
    expect(await dueAt(other.id)).toBeUndefined();
  });
});

describe('a tap under a reminder', () => {
  const tapped = async (phone: string, label: string) => {
    const [message] = world.provider.requestsTo(phone).slice(-1);
    const sent = world.provider.requestsTo(phone).length;
    const tap = { phone, label, answers: String(message?.accepted), at: Math.floor(Date.now() / 1000) };
    await world.webhook(tapBody('raw', tap), '/messages');
    await world.deliverAnnounced(
      'answer-customer',
      ...(await world.announce()).filter(({ type }) => type === 'Customer Wish Detected'),
    );
    return world.provider.requestsTo(phone).slice(sent);
  };

  it('is answered with the appointment as it is after that was moved', async () => {
    const { id, phone } = await anOpenWindow();
    await reconcileAt(EVENING);
    await patch(id, { date: FORM_DAY, time: '15:00' });
    const [answer] = await tapped(phone, 'Cancel');
    expect(answer?.body['body']).toContain('3:00 PM');
    expect(answer?.body['buttons']).toBeUndefined();
  });

  it('asks whether to cancel while the appointment stands', async () => {
    const { phone } = await anOpenWindow();
    await reconcileAt(EVENING);
    const [answer] = await tapped(phone, 'Cancel');
    expect(answer?.body).toMatchObject({ buttons: [{ title: 'Yes, cancel it' }, { title: 'No, keep it' }] });
  });

  it('shows that it arrived, although nothing was reported of it', async () => {
    const { id, phone } = await anOpenWindow();
    await reconcileAt(EVENING);
    await reconcileAt(EVENING + 61 * MINUTE);
    expect((await ends(id))[0]).toBe('day-before: no-news');
    await tapped(phone, 'Cancel');
    await reconcileAt(EVENING + 62 * MINUTE);
    expect((await ends(id))[0]).toBe('day-before: told');
  });
});
