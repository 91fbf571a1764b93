import { describe, expect, it } from 'vitest';
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

  it('carries the provider’s wish when to come back', () => {
    expect(judge(429, {}, { 'retry-after': '7' })).toMatchObject({ retryAfterMs: 7000 });
  });
});
