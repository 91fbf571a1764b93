import { describe, expect, it } from 'vitest';
import type { SessionWindow } from '../../../functions/shared/domain/customer/customer.ts';
import { type Carrier, Message } from '../../../functions/shared/domain/delivery/delivery.ts';
import { followUp } from '../../../functions/shared/domain/invitation/follow-up.ts';
import {
  addresseeOf,
  attemptsOf,
  messageIdsOf,
  nextAttemptNumber,
} from '../../../functions/shared/domain/invitation/invitation.ts';
import { invitationStatus, needsMessages } from '../../../functions/shared/domain/invitation/invitation-status.ts';
import { carrierIn, reactTo } from '../../../functions/shared/domain/invitation/settlement.ts';
import { type Instant, instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { aStoredInvitation } from '../../support/stored-invitation.ts';

const MINUTE = 60_000;
const at = (ms: number): Instant => instantAt(Date.UTC(2031, 4, 6, 9) + ms);

const attempt = (more: object = {}) => ({ claimId: 'claim', claimedAt: at(0), carrier: 'flow', ...more });
const accepted = (messageId: string, more: object = {}) =>
  attempt({ outcome: 'accepted', settledAt: at(1_000), messageId, ...more });
const booking = (state: string) => ({ booking: { timeZone: 'UTC', attention: [], state } });
const message = (messageId: string, reported: object = {}) =>
  Message.parse({ messageId, channelId: 'channel', createdAt: at(0), ...reported });

const invited = (attempts: readonly object[], more: object = {}) =>
  aStoredInvitation({ attempts: Object.fromEntries(attempts.map((one, index) => [index + 1, one])), ...more });

const policy = {
  delivery: { askAfterMinutes: [5, 30, 120], graceSeconds: 20, noticeDeadlineMinutes: 60 },
  sending: { maxAttempts: 3 },
  languages: {
    en: {
      ...{ fallbackName: 'there', intentWords: [], optOutWords: [], optInWords: [] },
      template: { name: 'invite', namespace: 'n', language: 'en', namesCustomer: true },
    },
    es: { fallbackName: 'hola', intentWords: [], optOutWords: [], optInWords: [] },
  },
};

describe('an invitation', () => {
  it('has its attempts in the order of their numbers, and so their messages', () => {
    const attempts = Object.fromEntries(
      [10, 9, 2].map((number) => [number, number === 9 ? attempt() : accepted(`wamid.${number}`)]),
    );
    const invitation = aStoredInvitation({ attempts });
    expect(attemptsOf(invitation).map(({ number }) => number)).toEqual([2, 9, 10]);
    expect(messageIdsOf(invitation)).toEqual(['wamid.2', 'wamid.10']);
    expect(nextAttemptNumber(invitation)).toBe(11);
    expect(nextAttemptNumber(aStoredInvitation())).toBe(1);
  });

  it('that a person made for somebody without an address is sent to nobody', () => {
    expect(() => addresseeOf(aStoredInvitation())).toThrow('has no address');
    const recipient = { chatId: '34600000001@c.us' };
    expect(addresseeOf(aStoredInvitation({ recipient }))).toEqual(recipient);
  });
});

describe('the status of an invitation', () => {
  const LAPSED = 13_000;
  const failed = message('wamid.1', { failedAt: at(0) });
  const delivered = message('wamid.1', { failedAt: at(0), deliveredAt: at(0) });
  const sent = invited([accepted('wamid.1')]);

  it.each([
    ['completed', invited([accepted('wamid.1')], booking('booked')), [], 0],
    ['completed', invited([], booking('requested')), [], 0],
    ['cancelled', invited([accepted('wamid.1')], booking('cancelled')), [], 0],
    ['undelivered', invited([accepted('wamid.1')], { undeliveredAt: at(0), rejectedAt: at(0) }), [failed], 0],
    ['accepted', invited([accepted('wamid.1')], { undeliveredAt: at(0) }), [failed, delivered], 0],
    ['rejected', invited([attempt({ outcome: 'refused' })], { rejectedAt: at(0), retryAt: at(0) }), [], 0],
    ['retrying', invited([accepted('wamid.1')], { retryAt: at(0) }), [failed], 0],
    ['accepted', sent, [], LAPSED],
    ['accepted', sent, [message('wamid.1')], LAPSED],
    ['accepted', sent, [failed, delivered], LAPSED],
    ['accepted', sent, [failed, message('wamid.2')], LAPSED],
    ['undelivered', sent, [failed], LAPSED],
    ['undelivered', sent, [failed, failed], LAPSED],
    ['unresolved', invited([attempt({ outcome: 'unknown' })], { unresolvedAt: at(0) }), [], 0],
    ['unknown', invited([attempt({ outcome: 'unknown' })]), [], 0],
    ['unknown', invited([]), [], 0],
    ['sending', invited([attempt()]), [], LAPSED - 1],
    ['unknown', invited([attempt()]), [], LAPSED],
    ['sending', invited([attempt({ outcome: 'refused' }), attempt({ claimedAt: at(1) })]), [], LAPSED],
  ])('is %s (case %#)', (status, invitation, messages, ms) => {
    expect(invitationStatus(invitation, messages, at(ms))).toBe(status);
  });

  it.each([
    [{}, true],
    [{ undeliveredAt: at(0) }, true],
    [{ undeliveredAt: at(0), rejectedAt: at(0) }, true],
    [{ rejectedAt: at(0) }, false],
    [{ retryAt: at(0) }, false],
    [booking('booked'), false],
    [{ ...booking('booked'), undeliveredAt: at(0) }, false],
  ])('depends on its messages while no stronger fact is known: %j', (facts, isNeeded) => {
    expect(needsMessages(invited([accepted('wamid.1')], facts))).toBe(isNeeded);
  });
});

describe('what follows for an invitation that waits', () => {
  const next = (invitation: ReturnType<typeof invited>, messages: Message[], ms: number) =>
    followUp(invitation, messages, policy, at(ms));

  it.each([
    booking('booked'),
    { rejectedAt: at(0) },
    { undeliveredAt: at(0) },
    { unresolvedAt: at(0) },
    { deliveryUnknownAt: at(0) },
  ])('is nothing once it has ended: %j', (end) => {
    expect(next(invited([attempt()], { ...end, retryAt: at(0) }), [], MINUTE)).toEqual({ kind: 'settled' });
  });

  it('is nothing once any of its messages arrived, whatever became of the others', () => {
    const messages = [message('wamid.1', { deliveredAt: at(0) }), message('wamid.2', { failedAt: at(0) })];
    expect(next(invited([accepted('wamid.1'), accepted('wamid.2')]), messages, MINUTE)).toEqual({ kind: 'settled' });
  });

  it('is the next attempt when its time has come', () => {
    const waiting = invited([attempt({ outcome: 'refused' })], { retryAt: at(MINUTE) });
    expect(next(waiting, [], MINUTE - 1)).toEqual({ kind: 'wait', until: at(MINUTE) });
    expect(next(waiting, [], MINUTE)).toEqual({ kind: 'retry' });
  });

  it('is nothing without an attempt, after a refused one, and while its message is not stored', () => {
    expect(next(invited([]), [], MINUTE)).toEqual({ kind: 'settled' });
    expect(next(invited([attempt({ outcome: 'refused' })]), [], MINUTE)).toEqual({ kind: 'settled' });
    expect(next(invited([accepted('wamid.1')]), [message('wamid.2')], MINUTE)).toEqual({ kind: 'settled' });
  });

  it('is a reaction to a failed message once the time of grace is over', () => {
    const failure = { reason: 'temporary' } as const;
    const failed = [message('wamid.1', { failedAt: at(0), failure })];
    const invitation = invited([accepted('wamid.1')]);
    expect(next(invitation, failed, 19_999)).toEqual({ kind: 'wait', until: at(20_000) });
    expect(next(invitation, failed, 20_000)).toEqual({ kind: 'react', failure });
    const unexplained = [message('wamid.1', { failedAt: at(0) })];
    expect(next(invitation, unexplained, 20_000)).toEqual({ kind: 'react', failure: { reason: 'unknown-reason' } });
  });

  it('is to wait for an attempt that may still be running, and then to look for proof of it', () => {
    expect(next(invited([attempt()]), [], 12_999)).toEqual({ kind: 'wait', until: at(13_000) });
    expect(next(invited([attempt()]), [], 13_000)).toEqual({ kind: 'wait', until: at(5 * MINUTE) });
    expect(next(invited([attempt({ outcome: 'unknown' })]), [], 0)).toEqual({ kind: 'wait', until: at(5 * MINUTE) });
    expect(next(invited([attempt(), attempt({ claimedAt: at(MINUTE) })]), [], 6 * MINUTE)).toEqual({
      ...{ kind: 'look-for-proof', attempt: { ...attempt({ claimedAt: at(MINUTE) }), number: 2 } },
      until: at(31 * MINUTE),
    });
  });

  it.each([
    [5 * MINUTE - 10_001, 'wait', 5],
    [5 * MINUTE - 10_000, 'ask-delivery', 30],
    [5 * MINUTE, 'ask-delivery', 30],
    [30 * MINUTE - 10_001, 'ask-delivery', 30],
    [30 * MINUTE - 10_000, 'ask-delivery', 120],
    [120 * MINUTE - 10_000, 'ask-delivery', undefined],
  ])(
    'is to ask for its delivery on the contract’s schedule, since it was accepted: after %i ms',
    (ms, kind, minutes) => {
      const sent = [message('wamid.1', { sentAt: at(0) })];
      const step = next(invited([accepted('wamid.1', { claimedAt: at(-MINUTE), settledAt: at(0) })]), sent, ms);
      const until = minutes === undefined ? {} : { until: at(minutes * MINUTE) };
      expect(step).toEqual(kind === 'wait' ? { kind, ...until } : { kind, message: sent[0], ...until });
    },
  );

  it('is to ask since the attempt was claimed where nobody knows when it was accepted', () => {
    const step = next(invited([accepted('wamid.1', { settledAt: undefined })]), [message('wamid.1')], 6 * MINUTE);
    expect(step).toMatchObject({ kind: 'ask-delivery', until: at(30 * MINUTE) });
  });
});

describe('how an invitation travels', () => {
  it.each([
    ['open', 'flow', 'en', 'flow'],
    ['unknown', 'flow', 'en', 'flow'],
    ['closed', 'flow', 'en', 'template'],
    ['closed', 'flow', 'es', undefined],
    ['closed', 'template', 'es', 'template'],
    ['open', 'template', 'es', 'template'],
  ] satisfies [SessionWindow, Carrier, string, Carrier | undefined][])(
    'while the window is %s, wanted as %s in %s: %s',
    (window, wanted, language, carrier) => {
      expect(carrierIn(window, wanted, { language }, policy)).toBe(carrier);
    },
  );
});

describe('what follows from a failure of an invitation', () => {
  const react = (reason: string, attempts: object[], more: object = {}, retryAfterMs?: number) =>
    reactTo({ reason: reason as never }, invited(attempts, more), policy, at(0), retryAfterMs);
  const refused = attempt({ outcome: 'refused' });
  const template = attempt({ outcome: 'refused', carrier: 'template' });

  it('is the end where nothing else can help, and after the last attempt that the contract allows', () => {
    expect(react('opted-out', [refused])).toEqual({ kind: 'rejected', failure: { reason: 'opted-out' } });
    expect(react('temporary', [refused, refused])).toMatchObject({ kind: 'retrying' });
    expect(react('temporary', [refused, refused, refused])).toMatchObject({ kind: 'rejected' });
  });

  it('is the end for a message that was found later, which may be of another invitation', () => {
    const found = (ms: number, outcome = 'accepted') => attempt({ outcome, settledAt: at(ms), messageId: 'wamid.1' });
    expect(react('temporary', [found(13_000)])).toMatchObject({ kind: 'retrying' });
    expect(react('temporary', [found(13_001)])).toMatchObject({ kind: 'rejected' });
    expect(react('temporary', [found(13_001, 'refused')])).toMatchObject({ kind: 'retrying' });
    expect(react('temporary', [accepted('wamid.1', { settledAt: undefined })])).toMatchObject({ kind: 'retrying' });
  });

  it('is the template at once where the window is closed, if the language has one, and once', () => {
    const fallBack = { kind: 'retrying', failure: { reason: 'window-closed' }, retryAt: at(0), carrier: 'template' };
    expect(react('window-closed', [refused])).toEqual(fallBack);
    expect(react('window-closed', [refused], { language: 'es' })).toMatchObject({ kind: 'rejected' });
    expect(react('window-closed', [template])).toMatchObject({ kind: 'rejected' });
    expect(react('window-closed', [template, refused])).toMatchObject({ kind: 'rejected' });
  });

  it('is another attempt after the reason’s own delays, as the last one travelled, or when the provider says', () => {
    const delays = [30_000, 2 * MINUTE];
    expect(react('temporary', [refused])).toEqual({
      ...{ kind: 'retrying', failure: { reason: 'temporary' }, retryAt: at(delays[0] ?? 0), carrier: 'flow' },
    });
    expect(react('temporary', [refused, template])).toMatchObject({ retryAt: at(2 * MINUTE), carrier: 'template' });
    expect(react('held-back', [refused, refused])).toMatchObject({ retryAt: at(24 * 60 * MINUTE) });
    expect(react('temporary', [refused], {}, 31_000)).toMatchObject({ retryAt: at(31_000) });
    expect(react('temporary', [refused], {}, 29_000)).toMatchObject({ retryAt: at(30_000) });
  });
});
