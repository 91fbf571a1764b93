import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { judgeAnswer } from '../../../functions/shared/provider/send-outcome.ts';

const judge = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  judgeAnswer({ status, headers: new Headers(headers) }, typeof body === 'string' ? body : JSON.stringify(body));

describe('the provider’s answer to a send', () => {
  it('is an acceptance only with `sent: true` and a message id', () => {
    expect(judge(200, { sent: true, id: 'wamid.1', message: 'ok' })).toEqual({
      kind: 'accepted',
      messageId: 'wamid.1',
    });
    expect(judge(200, { sent: true })).toMatchObject({ kind: 'unknown' });
  });

  it.each([
    { description: null },
    { message: null },
    { message: { text: 'Sent' } },
    { message: ['Sent'] },
    { error: null },
    { error: false },
    { error: '' },
    { error: {} },
    { error: { code: null, message: null } },
    { errors: [] },
    { code: null },
    { code: '200' },
    { code: 1e20 },
    { jobId: null },
    { sent: 'true' },
    { sent: 1 },
  ])('is an acceptance whatever the fields hold that only inform: %j', (more) => {
    expect(judge(200, { sent: true, id: 'wamid.1', message: 'Sent', ...more })).toEqual({
      kind: 'accepted',
      messageId: 'wamid.1',
    });
  });

  it.each([
    { description: null },
    { message: null, error: null, code: null },
    { error: false, code: '200' },
    { error: { code: null } },
    { jobId: '' },
    { sent: 'false' },
    { sent: 0 },
  ])('is a refusal whatever the fields hold that only inform: %j', (more) => {
    expect(judge(200, { sent: false, ...more })).toMatchObject({
      kind: 'refused',
      failure: { reason: 'unknown-reason' },
    });
  });

  it.each([
    [{ sent: true, id: '' }, 'unreadable-answer'],
    [{ sent: true, jobId: 7 }, 'queued'],
    [{ sent: null, message: 'Sent' }, 'unreadable-answer'],
    [{ sent: 'perhaps', error: 'no' }, 'unreadable-answer'],
    [{ error: null }, 'unreadable-answer'],
    [{ error: {} }, 'unreadable-answer'],
    [{ error: true }, 'unreadable-answer'],
  ])('is unknown where nothing in it decides: %j', (body, why) => {
    expect(judge(200, body)).toEqual({ kind: 'unknown', why });
  });

  it.each([
    [408, 'Request Timeout'],
    [408, { error: 'Request Timeout' }],
    [409, { error: 'conflict' }],
    [425, { message: 'too early' }],
    [444, ''],
    [460, ''],
    [499, '<html><body>499 Client Closed Request</body></html>'],
    [301, ''],
    [307, { sent: false }],
    [501, { error: 'not implemented' }],
    [504, '<html><body>504 Gateway Time-out</body></html>'],
    [400, { sent: true, id: 'wamid.1' }],
    [429, { sent: false, jobId: 'j1' }],
    [200, '<html><body>OK</body></html>'],
  ])('is unknown where the request may have taken effect: HTTP %i %j', (status, body) => {
    expect(judge(status, body).kind).toBe('unknown');
  });

  it.each([
    [400, '<html><body>400 Bad Request</body></html>', 'invalid-request'],
    [403, '<html><body>Forbidden</body></html>', 'account-blocked'],
    [405, '', 'invalid-request'],
    [413, '<html></html>', 'invalid-request'],
    [422, { error: null, message: null }, 'invalid-request'],
    [429, '<html><body>Service unavailable</body></html>', 'rate-limited'],
    [401, { message: 'Something went wrong' }, 'credentials'],
    [400, { error: [{ code: 131047, title: 'x' }] }, 'window-closed'],
    [400, { errors: [{ code: '131056', title: 'x' }] }, 'too-many-to-person'],
    [400, { error: { message: 'x', error_data: { details: 'Message undeliverable.' } } }, 'not-on-whatsapp'],
    [400, { error: { message: null, error_user_msg: 'Spam rate limit hit' } }, 'account-blocked'],
  ])('is a refusal by what else it tells: HTTP %i %j as %s', (status, body, reason) => {
    expect(judge(status, body)).toMatchObject({ kind: 'refused', failure: { reason } });
  });

  it.each(['1e20', '1e400', '-1', '0.5', '12345678901', '"x"', 'null', '[]', '{}', 'true', '"131047.5"'])(
    'is still a refusal with the error code %s, and keeps no number that cannot be stored',
    (code) => {
      const outcome = judge(400, `{"error":{"code":${code},"message":"Template is paused"}}`);
      expect(outcome).toEqual({
        kind: 'refused',
        failure: { reason: 'misconfigured', text: 'Template is paused' },
      });
    },
  );

  it.each([
    [{ error: { code: 400, message: '(#131047) Re-engagement message' } }, 131047],
    [{ error: { code: '131049', message: 'x' } }, 131049],
    [{ error: { code: 999, message: 'x' } }, 999],
    [{ error: { message: 'x' }, code: 131026 }, 131026],
    [{ error: '{"code":4,"message":"x"}' }, 4],
    [{ error: 'failed with error code: 368' }, 368],
  ])('keeps the code that its reason comes from: %j', (body, code) => {
    expect(judge(400, body)).toMatchObject({ failure: { code } });
  });

  it.each([
    [200, { sent: false, jobId: 'j1', message: 'queued' }],
    [200, '<html>'],
    [200, ''],
    [200, []],
    [200, {}],
    [204, ''],
    [302, ''],
    [500, { error: 'x' }],
    [503, 'down'],
  ])('is unknown, never a refusal, for HTTP %i %j', (status, body) => {
    expect(judge(status, body).kind).toBe('unknown');
  });

  it.each([
    [200, { sent: false, message: 'Dialog window is closed' }, 'window-closed'],
    [200, { sent: false, description: 'Message outside the allowed window' }, 'window-closed'],
    [200, { sent: false, error: { message: 'Re-engagement message', code: 131047 } }, 'window-closed'],
    [200, { sent: false, message: 'failed: (#131047) x' }, 'window-closed'],
    [400, { error: 'flowId is invalid' }, 'invalid-request'],
    [401, { message: 'anything' }, 'credentials'],
    [200, { sent: false, message: 'invalid token' }, 'credentials'],
    [403, 'Trial has ended', 'account-blocked'],
    [404, '', 'misconfigured'],
    [429, { error: { message: 'slow down' } }, 'rate-limited'],
    [429, { error: { message: 'pair rate', code: 131056 } }, 'too-many-to-person'],
    [200, { sent: false, message: 'Too many requests' }, 'rate-limited'],
    [200, { sent: false, message: 'template is not defined' }, 'misconfigured'],
    [200, { sent: false, message: 'template "a" in language "b" not found' }, 'misconfigured'],
    [200, { sent: false, message: 'username is not found' }, 'unaddressable'],
    [400, { error: { code: 132001, message: 'x' } }, 'misconfigured'],
    [400, { error: { code: 132068, message: 'x' } }, 'flow-blocked'],
    [400, { error: { code: 132069, message: 'x' } }, 'flow-throttled'],
    [200, { sent: false, message: 'Something new' }, 'unknown-reason'],
    [200, { sent: false }, 'unknown-reason'],
  ])('HTTP %i %j is refused as %s', (status, body, reason) => {
    expect(judge(status, body)).toMatchObject({ kind: 'refused', failure: { reason } });
  });

  describe('carries the provider’s wish when to come back', () => {
    const NOW = new Date('2026-11-06T08:49:37.000Z');
    beforeAll(() => {
      vi.useFakeTimers({ toFake: ['Date'], now: NOW });
    });
    afterAll(() => vi.useRealTimers());
    const DAY = 86_400_000;

    it.each([
      ['7', 7_000],
      [' 7 ', 7_000],
      ['1.5', 1_500],
      ['0.0001', 1],
      ['Fri, 06 Nov 2026 08:50:37 GMT', 60_000],
      ['Friday, 06-Nov-26 08:50:37 GMT', 60_000],
      ['Fri Nov  6 08:50:37 2026', 60_000],
    ])('%j', (value, retryAfterMs) => {
      expect(judge(429, {}, { 'retry-after': value })).toMatchObject({ kind: 'refused', retryAfterMs });
    });

    it.each(['86401', '100000000', '99999999999999999', '9'.repeat(400), 'Fri, 31 Dec 9999 23:59:59 GMT'])(
      'for a day at the most: %j',
      (value) => {
        expect(judge(429, {}, { 'retry-after': value })).toMatchObject({ kind: 'refused', retryAfterMs: DAY });
      },
    );

    it.each([
      '',
      '0',
      '-5',
      '1e3',
      '0x10',
      'Infinity',
      'NaN',
      'soon',
      '5 minutes',
      '2026-11-06T08:50:37Z',
      'Fri, 06 Nov 2026 08:49:37 GMT',
      'Thu, 01 Jan 1970 00:00:00 GMT',
      'Fri, 99 Nov 2026 08:50:37 GMT',
    ])('but none in %j', (value) => {
      const outcome = judge(429, {}, { 'retry-after': value });
      expect(outcome.kind).toBe('refused');
      expect(outcome).not.toHaveProperty('retryAfterMs');
    });
  });
});
