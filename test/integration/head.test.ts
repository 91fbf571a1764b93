import { describe, expect, it } from 'vitest';
import { eventually } from '../local/support/eventually.ts';
import { aPhone } from '../support/webhooks.ts';
import { aFreeDay } from './support/free-days.ts';
import { request } from './support/request.ts';
import { shareStack } from './support/running-stack.ts';

const stack = await shareStack('single');
const { api, apiKey } = stack.endpoints;
/** What tells a client whether something changed, and how to read it. */
const HEADERS = ['content-type', 'content-length', 'cache-control', 'etag'];

const withKey = { authorization: `Bearer ${apiKey}` };

describe('HEAD', () => {
  it('answers as GET does, without the body, wherever something can be read', async () => {
    const { invitationId } = (await request('POST', `${api}/invitations`, { phone: aPhone() }, withKey)).body;
    const day = aFreeDay();
    const urls = [
      `${api}/invitations/${invitationId}`,
      `${api}/invitations?day=${day}`,
      `${api}/bookings?from=${day}&to=${day}`,
      `${api}/worklist?day=${day}&kind=unmatched`,
      stack.endpoints.calendar,
    ];
    for (const url of urls) {
      // An invitation changes while its delivery is reported.
      await eventually(async () => {
        const [get, head] = [
          await request('GET', url, undefined, withKey),
          await request('HEAD', url, undefined, withKey),
        ];
        expect([head.status, head.text]).toEqual([get.status, '']);
        return HEADERS.every((name) => head.headers.get(name) === get.headers.get(name));
      });
    }
    expect((await request('HEAD', `${api}/bookings`)).status).toBe(401);
    expect((await request('HEAD', stack.endpoints.calendar.replace(/calendar\/[^/]+/, 'calendar/wrong'))).status).toBe(
      404,
    );
  });

  it('of a list’s next page is answered, too', async () => {
    const phone = aPhone();
    for (let count = 0; count < 2; count++) await request('POST', `${api}/invitations`, { phone }, withKey);
    const url = `${api}/invitations?phone=${phone}&limit=1`;
    const { cursor } = (await request('GET', url, undefined, withKey)).body;
    expect((await request('HEAD', `${url}&cursor=${cursor}`, undefined, withKey)).status).toBe(200);
  });
});
