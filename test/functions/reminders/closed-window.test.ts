import { afterEach, describe, expect, it, vi } from 'vitest';
import { derivedKeys } from '../../../functions/shared/secrets/cached-secret.ts';
import { openCustomerTable } from '../../../functions/shared/store/table/table.ts';
import { FORM_DAY } from '../../support/clock.ts';
import { aContract } from '../../support/contract.ts';
import { tracesOf } from '../../support/customer-life.ts';
import { clockAt, TERMS, withReminders } from '../../support/reminder-terms.ts';
import { createReminded, dayForm } from '../../support/reminders.ts';
import { useTableModel } from '../../support/table-model.ts';
import { statusesBody, tapBody } from '../../support/webhooks.ts';
import { startWorld } from '../../support/world.ts';

const world = await startWorld(
  withReminders(aContract(), { ...TERMS, quietHours: { from: '17:30', to: '08:00' } }, ['en']),
  useTableModel(),
);
const { aPlanned, patch, write, reconcileAt, passTo, reminded, ends, stored, dueAt, announced } = createReminded(world);

vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
const table = openCustomerTable(String(process.env['TABLE_NAME']), world.contract.channel.id, derivedKeys('root'));
const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
const metrics = () => written.mock.calls.map(([line]) => String(line)).filter((line) => line.includes('"Customer'));

afterEach(() => {
  vi.useRealTimers();
});

const MINUTE = 60_000;
/** The reminder of the day before goes out half an hour before the quiet hours begin. */
const AFTERNOON = clockAt('17:00', -1);

const report = (phone: string, code: number) => {
  const [request] = world.provider.requestsTo(phone).slice(-1);
  const [id, at] = [String(request?.accepted), Math.floor(Date.now() / 1000)];
  return world.webhook(statusesBody('hooks', { id, status: 'failed', at, error: { code, title: 'x' } }), '/delivery');
};

const reminderTo = (phone: string) => String(world.provider.requestsTo(phone).at(-1)?.accepted);

/** What is sent to a customer who taps the quick reply under a message. */
async function tapped(phone: string, answers: string) {
  const tap = { phone, label: 'Change it', answers, at: Math.floor(Date.now() / 1000) };
  await world.webhook(tapBody('raw', tap), '/messages');
  const wishes = (await world.announce()).filter(({ type }) => type === 'Customer Wish Detected');
  await world.deliverAnnounced('answer-customer', ...wishes);
  return world.provider.requestsTo(phone).at(-1);
}

describe('a customer who has not written for a day', () => {
  it('is reminded by the template, with the values of the booking, before the quiet hours', async () => {
    const { phone } = await aPlanned();
    await reconcileAt(AFTERNOON - MINUTE);
    expect(reminded(phone)).toEqual([]);
    await reconcileAt(AFTERNOON);
    expect(reminded(phone)).toEqual(['template']);
    const [request] = world.provider.requestsTo(phone).slice(-1);
    const [{ parameters = [] } = {}] = Object(request?.body['params']);
    expect(parameters.map(({ text }: { text: string }) => text)).toEqual([
      'Alex',
      'consultation',
      expect.stringContaining('December'),
      '10:30 AM',
    ]);
  });

  it('changes the appointment by the quick reply under it', async () => {
    const { phone } = await aPlanned();
    await reconcileAt(AFTERNOON);
    expect((await tapped(phone, reminderTo(phone)))?.path).toContain('/sendFlow');
  });

  it('hears by the quick reply when the appointment is, if it was moved since', async () => {
    const { id, phone } = await aPlanned();
    await reconcileAt(AFTERNOON);
    const reminder = reminderTo(phone);
    await patch(id, { date: FORM_DAY, time: '15:00' });
    const answer = await tapped(phone, reminder);
    expect(answer?.path).toContain('/sendMessage');
    expect(answer?.body['body']).toContain('3:00 PM');
  });

  it('in another language without a template is not reminded, which is recorded', async () => {
    const spanish = await world.anInvitation({ language: 'es' });
    const { complete, plan } = createReminded(world);
    await complete(spanish, dayForm, 0);
    await plan();
    await reconcileAt(AFTERNOON);
    expect(reminded(spanish.phone)).toEqual([]);
    expect((await ends(spanish.id))[0]).toBe('day-before: window-closed');
  });
});

describe('a text that meets a closed window', () => {
  it('is followed at once by the template', async () => {
    const { id, phone } = await aPlanned();
    passTo(AFTERNOON - 60 * MINUTE);
    await write(phone, 'hello');
    world.provider.answerNext({ body: { sent: false, message: 'Dialog window is closed' } });
    await reconcileAt(AFTERNOON);
    await reconcileAt(AFTERNOON + MINUTE);
    expect(reminded(phone)).toEqual(['day-before', 'template']);
    expect((await ends(id))[0]).toBe('day-before: told');
  });

  it('that is reported late is followed by the template once', async () => {
    const { phone } = await aPlanned();
    passTo(AFTERNOON - 60 * MINUTE);
    await write(phone, 'hello');
    await reconcileAt(AFTERNOON);
    await report(phone, 131047);
    await reconcileAt(AFTERNOON + 5 * MINUTE);
    await reconcileAt(AFTERNOON + 6 * MINUTE);
    expect(reminded(phone)).toEqual(['day-before', 'template']);
  });

  it('that is reported in the quiet hours is not repeated in them', async () => {
    const { id, phone } = await aPlanned();
    passTo(AFTERNOON - 60 * MINUTE);
    await write(phone, 'hello');
    await reconcileAt(AFTERNOON);
    passTo(AFTERNOON + 40 * MINUTE);
    await report(phone, 131047);
    await reconcileAt(AFTERNOON + 45 * MINUTE);
    expect(reminded(phone)).toEqual(['day-before']);
    expect((await ends(id))[0]).toBe('day-before: failed');
  });
});

describe('after an outage that ended in the quiet hours', () => {
  it('nobody is woken up: the reminder is late', async () => {
    const { id, phone } = await aPlanned();
    await reconcileAt(AFTERNOON + 31 * MINUTE);
    expect(reminded(phone)).toEqual([]);
    expect((await ends(id))[0]).toBe('day-before: late');
  });
});

describe('a reminder that was sent', () => {
  it('is announced once with its message, counted, and shown with the invitation', async () => {
    await announced();
    const { id, phone } = await aPlanned();
    await reconcileAt(AFTERNOON);
    const [request] = world.provider.requestsTo(phone).slice(-1);
    const news = (await world.announce()).filter(({ type }) => type === 'Appointment Reminded');
    expect(news.map(({ detail }) => detail)).toContainEqual(
      expect.objectContaining({
        invitationId: id,
        kind: 'reminder',
        key: 'day-before',
        carrier: 'template',
        messageId: request?.accepted,
      }),
    );
    const { body } = await world.invitation(id);
    expect(body['reminders']).toMatchObject([
      { key: 'day-before', state: 'sent', carrier: 'template', messageId: request?.accepted, delivery: 'accepted' },
      { key: 'two-hours', state: 'planned', dueAt: new Date(clockAt('08:30')).toISOString() },
    ]);
    await report(phone, 131026);
    await reconcileAt(AFTERNOON + 2 * MINUTE);
    expect((await world.announce()).filter(({ type }) => type === 'Appointment Reminded')).toEqual([]);
    expect((await world.invitation(id)).body['reminders']).toMatchObject([
      { state: 'not-sent', reason: 'failed', explanation: expect.any(String) },
      { state: 'planned' },
    ]);
    expect(metrics()).toContainEqual(expect.stringContaining('"CustomerReminded":1'));
    expect(metrics()).toContainEqual(expect.stringContaining('"CustomerNotReminded":1'));
  });

  it('is erased with its customer', async () => {
    const { id, phone } = await aPlanned();
    await reconcileAt(AFTERNOON);
    await world.call({
      route: 'DELETE /customers',
      query: { phone },
      headers: { authorization: `Bearer ${world.keys.apiKey.current}` },
    });
    expect(await stored(id)).toEqual([]);
    expect(await dueAt(id)).toBeUndefined();
    expect(await tracesOf(table, { marks: [phone] })).toEqual([]);
  });
});
