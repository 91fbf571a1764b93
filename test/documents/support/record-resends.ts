import { vi } from 'vitest';
import type { ScriptedAnswer } from '../../support/scripted-provider.ts';
import { textBody } from '../../support/webhooks.ts';
import type { Recorder } from './recorder.ts';

const IRIS = '34600000018';
const REFUSED: ScriptedAnswer = { body: { sent: false, message: 'Something that nobody has heard of' } };

/** Whoever is told of a booking by hand, and what the provider answers to it. */
async function tellOf({ world }: Recorder, time: string, answer: ScriptedAnswer): Promise<string> {
  const body = { service: 'consultation', date: '2026-12-09', time, customerName: 'Iris', phone: IRIS };
  const headers = { authorization: `Bearer ${world.keys.apiKey.current}`, 'idempotency-key': `iris-${time}` };
  const booked = await world.call({ route: 'POST /bookings', headers, body });
  world.provider.answerNext(answer);
  await world.deliverAnnounced('tell-customer', ...(await world.announce()));
  return String(booked.body['invitationId']);
}

/** What a customer was not told is sent again; of some of it nobody can be told any more. */
export async function recordResends(recorder: Recorder, unknownId: string): Promise<void> {
  const { world, record } = recorder;
  const resend = (of: string, name: string, more: { body?: unknown; headers?: Record<string, string> } = {}) =>
    record('POST /bookings/{invitationId}/notices', name, {
      path: { invitationId: of },
      key: `${of}-${name}`,
      ...more,
    });
  const write = (text: string) =>
    world.webhook(textBody('raw', { phone: IRIS, text, at: Date.now() / 1000 }), '/messages');

  await world.announce();
  const refused = await tellOf(recorder, '10:00', REFUSED);
  await resend(refused, 'changed-meanwhile', { headers: { 'if-match': '"0"' } });
  await resend(refused, 'malformed', { body: { text: 'Call me' } });
  await resend(refused, 'not-json', { body: 'again' });
  await resend(refused, 'too-large', { body: '{}'.padEnd(256 * 1024 + 1) });
  await resend(unknownId, 'not-found');
  world.provider.answerNext({ body: { sent: true, id: 'wamid.HBgLMzQ2MDAwMDAwMTgVAgARGBI5' } });
  await resend(refused, 'told');
  await resend(refused, 'already-told');
  await resend(await tellOf(recorder, '11:00', 'hang up'), 'may-have-arrived');
  await resend(
    await tellOf(recorder, '12:00', { body: { sent: false, message: 'Dialog window is closed' } }),
    'unreachable',
  );
  const late = await tellOf(recorder, '13:00', REFUSED);
  await write('stop');
  await resend(late, 'opted-out');
  vi.setSystemTime(Date.parse('2026-12-10T09:00:00.000Z'));
  await resend(late, 'start-in-past');
}
