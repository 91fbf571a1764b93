/** What a customer knows, or may believe, by all that was told to them. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Invitation } from '../../../../functions/shared/domain/invitation/invitation.ts';
import type { Notice, NoticeAttempt } from '../../../../functions/shared/domain/notices/notice.ts';
import { isDated, noticeWords } from '../../../../functions/shared/domain/notices/notice-text.ts';
import { noticeToResend } from '../../../../functions/shared/domain/notices/resend.ts';
import {
  believedNotices,
  decisiveNotice,
  declinedContent,
  isKnownAlready,
  isOutdated,
  isOvertaken,
  mayHaveArrived,
  notToldMark,
  refusalContent,
  contentOf as saidOf,
} from '../../../../functions/shared/domain/notices/told-content.ts';
import { ResourceId } from '../../../../functions/shared/domain/places/service.ts';
import { aContract } from '../../../support/contract.ts';
import { accepted, attempt, minute } from '../support/dispatches.ts';
import { anInvitation, cancellation, form, placed } from '../support/invitations.ts';
import { booked, factsAt, lookAt, START } from '../support/told.ts';

const at = minute(5);
const [planned] = lookAt(minute(2), booked, []).notices;
if (!planned) throw new Error('It was planned.');
/** A version of the booking that says `content`. */
const version = (revision: number, content: string, end?: Notice['end'], ...attempts: NoticeAttempt[]): Notice => ({
  ...planned,
  ...{ revision, content, attempts },
  ...(end && { end }),
});
const told = (revision: number, content: string) => version(revision, content, { state: 'told', at }, accepted('m'));
const notTold = (revision: number, content: string, ...attempts: NoticeAttempt[]) =>
  version(revision, content, { state: 'not-told', reason: 'failed', at }, ...attempts);
const notNeeded = (
  revision: number,
  content: string,
  reason: 'unchanged' | 'placed' | 'superseded' | 'by-hand' | 'past',
) => version(revision, content, { state: 'not-needed', reason, at });
const unknown = attempt('u', { outcome: 'unknown' });
const refused = attempt('r', { outcome: 'refused' });
const failed = accepted('f', { failure: 'temporary' });

describe('a message', () => {
  it('may have arrived unless it was refused, or failed', () => {
    for (const one of [attempt('open'), unknown, accepted('a')]) {
      expect(mayHaveArrived(notTold(1, 'a', refused, one))).toBe(true);
    }
    for (const none of [[], [refused], [failed], [refused, failed]])
      expect(mayHaveArrived(notTold(1, 'a', ...none))).toBe(false);
    const silent = version(1, 'a', { state: 'not-told', reason: 'no-news', at }, failed);
    expect(mayHaveArrived(silent)).toBe(true);
  });

  it('is overtaken by a newer version that the provider took, or may have taken', () => {
    const old = notTold(1, 'a', refused);
    for (const newer of [accepted('m'), unknown, failed])
      expect(isOvertaken(old, [old, notTold(2, 'b', newer)])).toBe(true);
    for (const newer of [refused, attempt('open')]) expect(isOvertaken(old, [old, notTold(2, 'b', newer)])).toBe(false);
    expect(isOvertaken(old, [notTold(1, 'b', accepted('m'))])).toBe(false);
  });
});

describe('a customer', () => {
  it('may believe all that may have arrived since they certainly knew something, newest first', () => {
    const known = [told(1, 'a'), notTold(2, 'b', unknown), notTold(3, 'c', refused), notTold(4, 'd', accepted('m'))];
    expect(believedNotices(known).map(({ revision }) => revision)).toEqual([4, 2, 1]);
    const called = { ...notTold(5, 'e', refused), called: { actor: { kind: 'owner' } as const, at } };
    expect(believedNotices([...known, called]).map(({ revision }) => revision)).toEqual([5]);
    expect(believedNotices([...known, notNeeded(5, 'e', 'by-hand')]).map(({ revision }) => revision)).toEqual([5]);
    expect(believedNotices([...known, notNeeded(5, 'e', 'past')])).toHaveLength(3);
    expect(believedNotices([])).toEqual([]);
  });

  it('knows a content if nothing that they may believe says something else', () => {
    expect(isKnownAlready('a', [told(1, 'a')])).toBe(true);
    expect(isKnownAlready('a', [told(1, 'a'), notTold(2, 'b', refused)])).toBe(true);
    expect(isKnownAlready('a', [told(1, 'a'), notTold(2, 'b', unknown)])).toBe(false);
    expect(isKnownAlready('a', [])).toBe(false);
  });

  it('is told what counts as the same in each release, so that an upgrade is no news', () => {
    const hashOf = (facts: string) => createHash('sha256').update(facts).digest('base64url');
    const contentOf = (invitation: Invitation) => lookAt(minute(6), invitation, []).notices.at(-1)?.content;
    const start = '2031-05-10T12:00:00.000Z';
    expect(contentOf(booked)).toBe(hashOf(`["booked","${start}","consultation",null]`));
    const waiting = anInvitation({ history: { m1: form(minute(1), START, placed(START, minute(100))) } });
    expect(contentOf(waiting)).toBe(hashOf(`["to-approve","${start}","consultation",null]`));
    const cancelled = anInvitation({ history: { ...booked.history, c1: cancellation(minute(3)) } });
    expect(contentOf(cancelled)).toBe(hashOf(`["cancelled","${start}"]`));
    const words = noticeWords({ language: 'en' }, aContract());
    const { booking } = booked;
    if (!isDated(booking) || !words) throw new Error('It has a start, and there are words.');
    const withAna = { ...booking, resource: ResourceId.parse('ana'), resourceName: 'Ana' };
    expect(saidOf(withAna, words)).toBe(hashOf(`["booked","${start}","consultation","Ana"]`));
    expect(declinedContent('c1')).toBe(hashOf('["declined","c1"]'));
    expect(refusalContent('m1')).toBe(hashOf('["refused","m1"]'));
  });
});

describe('what the customer knows of the booking as it is', () => {
  it('is said by the newest notice, or by an earlier one that told the same', () => {
    const [first, second] = [told(1, 'a'), notTold(2, 'b', refused)];
    expect(decisiveNotice([])).toBeUndefined();
    expect(decisiveNotice([first, second])).toBe(second);
    expect(decisiveNotice([first, second, notNeeded(3, 'a', 'unchanged')])).toBe(first);
    expect(decisiveNotice([first, second, notNeeded(3, 'x', 'placed')])).toBe(second);
    expect(decisiveNotice([notNeeded(1, 'a', 'by-hand'), notNeeded(2, 'a', 'unchanged')])?.revision).toBe(1);
    expect(decisiveNotice([notNeeded(1, 'a', 'superseded'), notNeeded(2, 'a', 'unchanged')])).toBeUndefined();
    expect(decisiveNotice([first, notNeeded(2, 'b', 'past')])?.revision).toBe(2);
  });

  it('is outdated where another message arrived after all, or who spoke for it was given up', () => {
    const unchanged = notNeeded(3, 'a', 'unchanged');
    expect(isOutdated([])).toBe(false);
    expect(isOutdated([told(1, 'a'), told(2, 'b')])).toBe(false);
    expect(isOutdated([told(1, 'a'), unchanged])).toBe(false);
    expect(isOutdated([told(1, 'a'), notTold(2, 'b', unknown), unchanged])).toBe(true);
    expect(isOutdated([told(1, 'a'), told(2, 'b'), unchanged])).toBe(true);
    // One that did not reach the customer is sent again, or marked.
    expect(isOutdated([notTold(1, 'a', unknown), notTold(2, 'b', unknown), unchanged])).toBe(false);
    expect(isOutdated([notNeeded(1, 'a', 'superseded'), unchanged])).toBe(true);
    expect(isOutdated([notNeeded(1, 'a', 'superseded'), notNeeded(3, 'a', 'placed')])).toBe(false);
  });

  it('marks the booking while they were not told, and nobody called', () => {
    const lost = notTold(2, 'b', refused);
    const mark = { revision: 2, purpose: 'booked', reason: 'failed', since: at };
    expect(notToldMark([told(1, 'a'), lost])).toEqual(mark);
    expect(notToldMark([lost, notNeeded(3, 'b', 'unchanged')])).toEqual(mark);
    expect(notToldMark([{ ...lost, called: { actor: { kind: 'owner' }, at } }])).toBeUndefined();
    for (const none of [[], [told(1, 'a')], [lost, told(3, 'c')], [version(1, 'a')]])
      expect(notToldMark(none)).toBeUndefined();
  });
});

describe('what staff have sent again', () => {
  const [lost, now] = [
    { ...notTold(1, 'a', refused), end: { state: 'not-told' as const, reason: 'refused' as const, at } },
    minute(9),
  ];
  const again = (notices: Notice[], more = {}, when = now) => noticeToResend(factsAt(when, booked, notices, more));
  const kindOf = (...rest: Parameters<typeof again>): string => {
    try {
      return `revision ${again(...rest).revision}`;
    } catch (error) {
      expect(Object(error).message).toMatch(/^\p{Lu}.+\.$/u);
      return Object(error).kind;
    }
  };
  const reaching = (more: object) => ({ customer: { optedOut: false, window: 'open' as const, ...more } });
  const resends = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ id: `${index}`, actor: { kind: 'owner' as const }, at, after: 1 }));

  it('is what certainly did not reach the customer, while a message may', () => {
    expect(kindOf([lost])).toBe('revision 1');
    expect(kindOf([])).toBe('already-told');
    expect(kindOf([told(1, 'a')])).toBe('already-told');
    expect(kindOf([{ ...lost, revision: 0 }])).toBe('already-told');
    expect(kindOf([{ ...lost, attempts: [unknown] }])).toBe('may-have-arrived');
    expect(kindOf([lost], {}, booked.booking?.startsAt)).toBe('start-in-past');
    expect(kindOf([lost], reaching({ optedOut: true }))).toBe('opted-out');
    expect(kindOf([{ ...lost, resends: resends(4) }])).toBe('revision 1');
    expect(kindOf([{ ...lost, resends: resends(5) }])).toBe('unreachable');
    expect(kindOf([{ ...lost, end: { ...lost.end, reason: 'no-text' } }])).toBe('unreachable');
  });

  it('after a closed window is nothing unless the customer wrote since, or there is a template', () => {
    const closed = [{ ...lost, end: { ...lost.end, reason: 'window-closed' as const } }];
    const spanish = (more: object) => kindOf(closed, { ...reaching(more), invitation: { ...booked, language: 'es' } });
    expect(kindOf(closed)).toBe('revision 1');
    expect(spanish({ heardAt: minute(1) })).toBe('unreachable');
    expect(spanish({ heardAt: minute(6) })).toBe('revision 1');
    expect(spanish({ heardAt: minute(6), window: 'closed' })).toBe('unreachable');
  });
});
