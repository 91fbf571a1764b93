import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { eventually } from '../local/support/eventually.ts';
import { aPhone } from '../support/webhooks.ts';
import { aFreeDay } from './support/free-days.ts';
import { request } from './support/request.ts';
import { shareStack } from './support/running-stack.ts';

const stack = await shareStack();
const { api, apiKey } = stack.endpoints;

/** How soon a change shows at another desk. */
const SHOWN_WITHIN_MS = 2_000;

type Way = { method?: string; body?: unknown; headers?: Record<string, string> };
const ask = (key: string, path: string, { method = 'GET', body, headers }: Way = {}) =>
  request(method, `${api}${path}`, body, { authorization: `Bearer ${key}`, ...headers });

/** A desk of somebody with a key of their own. */
async function aDesk(holder: string) {
  const { body } = await ask(apiKey, '/keys', { method: 'POST', body: { holder, role: 'desk' } });
  const key = z.string().parse(body['key']);
  return {
    ask: (path: string, way?: Way) => ask(key, path, way),
    /** Asks as an open page does. Returns the new tag if something changed. */
    async hearsOfChange(tag: string): Promise<string | undefined> {
      const answer = await ask(key, '/changes', { headers: { 'if-none-match': tag } });
      return answer.status === 200 ? (answer.headers.get('etag') ?? '') : undefined;
    },
  };
}

/** The tag once nothing happens any more: the second reader of the stream counts a second later. */
async function calmTag(desk: Awaited<ReturnType<typeof aDesk>>): Promise<string> {
  await stack.untilQuiet();
  let tag = (await desk.hearsOfChange('"none"')) ?? '';
  let since = Date.now();
  return eventually(async () => {
    const newer = await desk.hearsOfChange(tag);
    if (newer !== undefined) [tag, since] = [newer, Date.now()];
    return Date.now() - since > 1_500 ? tag : undefined;
  });
}

describe('two open desks', () => {
  it('show each other what they change within two seconds, and who did; the slower of two changes is refused', async () => {
    const [ana, ben] = await Promise.all([aDesk('Ana'), aDesk('Ben')]);
    const phone = aPhone();
    const { invitationId, messageId } = await stack.inviteWhoWrote(phone);
    await stack.simulator.complete(phone, messageId, {
      date: aFreeDay(),
      time: '10:00',
      service: 'massage',
      name: 'Alex',
    });
    await stack.untilAnnounced('Appointment Booked', { invitationId });
    const tag = await calmTag(ben);
    const seen = await stack.invitation(invitationId);
    const path = `/bookings/${invitationId}`;
    const headers = { 'if-match': `"${seen.revision}"` };

    const changed = await ana.ask(path, { method: 'PATCH', body: { notes: 'By the window' }, headers });
    const changedAt = Date.now();
    expect(changed.status).toBe(200);
    await eventually(() => ben.hearsOfChange(tag));
    expect(Date.now() - changedAt).toBeLessThan(SHOWN_WITHIN_MS);

    const late = await ben.ask(path, { method: 'PATCH', body: { notes: 'By the door' }, headers });
    expect(late).toMatchObject({ status: 412, body: { revision: seen.revision + 1 } });
    const { booking, history } = await stack.invitation(invitationId);
    expect(booking?.['notes']).toBe('By the window');
    expect(history.at(-1)).toMatchObject({ kind: 'change', actor: { kind: 'key', holder: 'Ana' } });
  });
});
