/** What staff ask for over HTTP: each request that is wrong names the field and the rule. */
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../functions/shared/domain/delivery/refusal.ts';
import { noticeToCall, readFinished } from '../../../functions/shared/domain/notices/finished-work.ts';
import type { Notice } from '../../../functions/shared/domain/notices/notice.ts';
import { readResend } from '../../../functions/shared/domain/notices/resend-request.ts';
import { readKeyRequest, readSignIn } from '../../../functions/shared/domain/people/named-key.ts';
import { isRunning, lastMomentOf } from '../../../functions/shared/domain/people/session.ts';
import { attempt, minute } from './support/dispatches.ts';
import { booked, lookAt } from './support/told.ts';

const faultsOf = (read: (body: unknown) => unknown, body: unknown): string[] => {
  try {
    read(body);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'malformed') throw error;
    expect(error.message).toBe('The request is malformed.');
    return error.faults.map(({ field, rule }) => `${field} ${rule}`);
  }
};

describe('a request', () => {
  it.each([
    ['to note what was done', readFinished, 'done', ['(body) must be an object']],
    ['to note what was done', readFinished, {}, ['what must be "called" or "answered"']],
    ['to note what was done', readFinished, { what: 'slept' }, ['what must be "called" or "answered"']],
    [
      'to note what was done',
      readFinished,
      { what: 'called', revision: -1 },
      ['revision must be a whole number from 0'],
    ],
    [
      'to note what was done',
      readFinished,
      { what: 'called', revision: 1.5 },
      ['revision must be a whole number from 0'],
    ],
    ['to note what was done', readFinished, { what: 'answered', revision: 1 }, ['revision is not a known field']],
    ['to send again', readResend, undefined, ['(body) must be an object']],
    ['to send again', readResend, { text: 'x' }, ['text is not a known field']],
    ['for a key', readKeyRequest, [], ['(body) must be an object']],
    ['for a key', readKeyRequest, { holder: 1, role: 'desk' }, ['holder must be text']],
    ['for a key', readKeyRequest, { holder: ' ', role: 'desk' }, ['holder must not be empty']],
    ['for a key', readKeyRequest, { holder: 'x'.repeat(61), role: 'desk' }, ['holder must be at most 60 characters']],
    ['for a key', readKeyRequest, { holder: 'a\nb', role: 'desk' }, ['holder must be one line of text']],
    ['for a key', readKeyRequest, { holder: 'Ana', role: 'owner' }, ['role must be one of desk, backend, read']],
    ['for a key', readKeyRequest, { holder: 'Ana', role: 'desk', key: 'x' }, ['key is not a known field']],
    ['to sign in', readSignIn, 'key', ['(body) must be an object']],
    ['to sign in', readSignIn, { key: 1 }, ['key must be a key']],
    ['to sign in', readSignIn, { key: 'x'.repeat(201) }, ['key must be at most 200 characters']],
    ['to sign in', readSignIn, { key: 'x', name: 'Ana' }, ['name is not a known field']],
  ])('%s that is wrong names what is', (_, read, body, faults) => {
    expect(faultsOf(read, body)).toEqual(faults);
  });

  it('that is right is read without blanks around it', () => {
    expect(readFinished({ what: 'called', revision: 0 })).toEqual({ what: 'called', revision: 0 });
    expect(readFinished({ what: 'called' })).toEqual({ what: 'called' });
    expect(readFinished({ what: 'answered' })).toEqual({ what: 'answered' });
    expect(readResend({})).toEqual({});
    for (const role of ['desk', 'backend', 'read']) {
      expect(readKeyRequest({ holder: ` ${'x'.repeat(60)} `, role })).toEqual({ holder: 'x'.repeat(60), role });
    }
    expect(readKeyRequest({ holder: 'a\ud800', role: 'read' }).holder).toBe('a\ufffd');
    expect(readSignIn({ key: ` ${'x'.repeat(200)}\n` })).toEqual({ key: 'x'.repeat(200) });
  });
});

describe('a call to a customer', () => {
  const [planned] = lookAt(minute(2), booked, []).notices;
  if (!planned) throw new Error('It was planned.');
  const version = (revision: number, end: Notice['end'], more: Partial<Notice> = {}): Notice => ({
    ...planned,
    revision,
    ...(end && { end }),
    ...more,
  });
  const at = minute(5);
  const notTold = (revision: number) => version(revision, { state: 'not-told', reason: 'failed', at });
  const told = (revision: number) => version(revision, { state: 'told', at });
  const nothing = (revision: number) => version(revision, { state: 'not-needed', reason: 'unchanged', at });
  const mark = (revision: number) => ({
    notTold: { revision, purpose: 'booked', reason: 'failed', since: at } as const,
  });
  const called = version(1, { state: 'told', at }, { called: { actor: { kind: 'owner' }, at } });

  it('is about the version that is named, else the one that is marked, else the newest that had something to tell', () => {
    const all = [notTold(1), notTold(2), notTold(3), nothing(4)];
    expect(noticeToCall(all, mark(2), 1).revision).toBe(1);
    expect(noticeToCall(all, mark(2)).revision).toBe(2);
    expect(noticeToCall(all, {}).revision).toBe(3);
    expect(noticeToCall([called], {}).revision).toBe(1);
  });

  it('is refused where the customer was told, is just being told, or nothing was to be told', () => {
    const being = version(1, undefined, { attempts: [attempt('one')] });
    for (const notices of [[told(1)], [being], [nothing(1)], []]) {
      expect(() => noticeToCall(notices, {})).toThrow(
        expect.objectContaining({ kind: 'already-told', message: expect.stringContaining('Nobody has to call') }),
      );
    }
    expect(() => noticeToCall([notTold(1)], {}, 2)).toThrow(Refusal);
  });
});

describe('a session', () => {
  const HOURS = 60;
  const session = { createdAt: minute(0), usedAt: minute(0) };

  it('is over twelve hours after its last use, fourteen days after the sign-in, and when it is ended', () => {
    expect(isRunning(session, minute(12 * HOURS - 1, 59))).toBe(true);
    expect(isRunning(session, minute(12 * HOURS))).toBe(false);
    const end = 14 * 24 * HOURS;
    expect(lastMomentOf(session)).toBe(minute(end));
    const used = { ...session, usedAt: minute(end - 1) };
    expect(isRunning(used, minute(end - 1, 59))).toBe(true);
    expect(isRunning(used, minute(end))).toBe(false);
    expect(isRunning({ ...session, endedAt: minute(1) }, minute(1))).toBe(false);
  });
});
