/** What a customer is told of each version of their booking, and why of others nothing. */
import { describe, expect, it } from 'vitest';
import { AttentionReason } from '../../../../functions/shared/domain/booking/booking.ts';
import type { Invitation } from '../../../../functions/shared/domain/invitation/invitation.ts';
import type { Notice } from '../../../../functions/shared/domain/notices/notice.ts';
import { declinedContent, refusalContent } from '../../../../functions/shared/domain/notices/told-content.ts';
import type { Instant } from '../../../../functions/shared/domain/time/instant.ts';
import { aContract } from '../../../support/contract.ts';
import { attempt, minute } from '../support/dispatches.ts';
import { anInvitation, cancellation, change, form, placed, requested } from '../support/invitations.ts';
import { booked, contract, LATER, lookAt, START, shown, toldAt } from '../support/told.ts';

const NOW = minute(10);
/** What the newest version comes to. */
const comesTo = (invitation: Invitation, notices: readonly Notice[] = [], now: Instant = NOW, terms = contract) =>
  shown(lookAt(now, invitation, notices, { contract: terms }).notices).at(-1);

const told = toldAt(minute(2), booked);
const followedBy = (...[id, entry]: [string, ReturnType<typeof change>]) =>
  anInvitation({ history: { ...booked.history, [id]: entry } });
const moved = followedBy('p1', change(minute(3), { startsAt: LATER }));
const renamed = followedBy('p1', change(minute(3), { notes: 'Brings a dog' }));
const cancelled = followedBy('c1', cancellation(minute(3)));
const waiting = anInvitation({ history: { m1: form(minute(1), START, placed(START, minute(100))) } });
const byHand = (more: object = {}) =>
  anInvitation({
    recipient: undefined,
    history: {
      b1: {
        kind: 'booking',
        at: minute(1),
        actor: { kind: 'owner' },
        booking: { startsAt: START, timeZone: 'Europe/Madrid', attention: [] },
      },
      ...more,
    },
  });
/** The contract in which English lacks some of its words. */
const without = (...names: string[]) => {
  const { en } = contract.languages;
  const { confirmation = {}, ...others } = Object(en);
  const texts = Object.fromEntries(Object.entries(confirmation).filter(([name]) => !names.includes(name)));
  const words = Object.fromEntries(Object.entries(others).filter(([name]) => !names.includes(name)));
  const rest = names.includes('confirmation') ? words : { ...words, confirmation: texts };
  return { ...contract, languages: { ...contract.languages, en: rest as typeof en } } as typeof contract;
};

describe('a customer', () => {
  it('is told of a booking, of one that waits, of a change and of a cancellation', () => {
    expect(comesTo(booked)).toBe('booked: text');
    expect(comesTo(waiting)).toBe('requested: text');
    expect(comesTo(moved, told)).toBe('changed: text');
    expect(comesTo(cancelled, told)).toBe('cancelled: text');
    expect(
      comesTo(
        anInvitation({ history: { ...moved.history, p2: change(minute(4), { startsAt: START }) } }),
        toldAt(minute(3), moved, told),
      ),
    ).toBe('changed: text');
  });

  it('who was told of a change is told of the next by their own form as changed', () => {
    const again = anInvitation({ history: { ...moved.history, m2: form(minute(4), START) } });
    expect(comesTo(again, toldAt(minute(3), moved, told))).toBe('changed: text');
  });

  it('who knows nothing yet is told of a booking as changed only where the business moved it', () => {
    expect(comesTo(moved)).toBe('changed: text');
    expect(comesTo(renamed)).toBe('booked: text');
    expect(comesTo(followedBy('m2', form(minute(3), LATER)))).toBe('booked: text');
    const fromNothing = anInvitation({
      history: { m1: form(minute(1), START, requested), p1: change(minute(3), { startsAt: LATER }) },
    });
    expect(comesTo(fromNothing)).toBe('booked: text');
    const wasWrong = { read: { startsAt: START, timeZone: 'Europe/Madrid', attention: ['start-in-past'] } };
    expect(
      comesTo(
        anInvitation({ history: { m1: form(minute(1), START, wasWrong), p1: change(minute(3), { startsAt: LATER }) } }),
      ),
    ).toBe('booked: text');
    const wasMarked = { read: { startsAt: START, timeZone: 'Europe/Madrid', attention: ['overlap'] } };
    expect(
      comesTo(
        anInvitation({
          history: { m1: form(minute(1), START, wasMarked), p1: change(minute(3), { startsAt: LATER }) },
        }),
      ),
    ).toBe('changed: text');
  });

  it('who knows that it is cancelled is told of another booking as booked', () => {
    const again = anInvitation({ history: { ...cancelled.history, m2: form(minute(4), START) } });
    expect(comesTo(again, toldAt(minute(3), cancelled, told))).toBe('booked: text');
  });

  it('is not told what they know', () => {
    expect(comesTo(renamed, told)).toBe('changed: unchanged');
    expect(lookAt(NOW, renamed, told).notices.at(-1)).toMatchObject({
      end: { at: NOW },
      isSettled: true,
      attempts: [],
      createdAt: NOW,
    });
    expect(
      comesTo(
        anInvitation({
          history: { ...booked.history, r1: { kind: 'placement', at: minute(3), placed: { service: 'consultation' } } },
        }),
      ),
    ).toBe('booked: placed');
  });

  it('is told of a booking that got its place while they were not told yet', () => {
    const placedLater = anInvitation({
      history: { ...booked.history, r1: { kind: 'placement', at: minute(3), placed: { service: 'consultation' } } },
    });
    const waits = lookAt(minute(2), booked, []).notices.map((notice) => ({ ...notice, attempts: [] }));
    expect(comesTo(placedLater, waits)).toBe('booked: text');
    expect(comesTo(placedLater, told)).toBe('changed: unchanged');
  });

  it('who was told is not told of the place that their booking got since', () => {
    const placedElse = anInvitation({
      history: { ...booked.history, r1: { kind: 'placement', at: minute(3), placed: { service: 'colour' } } },
    });
    expect(comesTo(placedElse, told)).toBe('changed: placed');
  });

  it('is not told of an appointment that has begun', () => {
    expect(comesTo(booked, [], minute(6_000))).toBe('booked: past');
    expect(comesTo(booked, [], minute(5_999, 59))).toBe('booked: text');
  });

  it.each(AttentionReason.options)(
    'is told of a booking that needs attention because of %s only where that is the business’s own affair',
    (reason) => {
      const read = { startsAt: START, timeZone: 'Europe/Madrid', attention: ['overlap', reason] };
      const one = anInvitation({ history: { m1: form(minute(1), START, { read }) } });
      expect(comesTo(one)).toBe(
        ['overlap', 'not-approved'].includes(reason) ? 'booked: text' : 'booked: needs-attention',
      );
      const gone = anInvitation({ history: { ...one.history, c1: cancellation(minute(3)) } });
      expect(comesTo(gone)).toBe('cancelled: text');
    },
  );

  it('of a form without a time hears from a person, and of one that is undecided nothing yet', () => {
    const undated = anInvitation({ history: { m1: form(minute(1), undefined) } });
    expect(comesTo(undated)).toBe('booked: needs-attention');
    expect(lookAt(NOW, undated, []).notices[0]?.content).toBe(refusalContent(`${minute(1)}#m1`));
    expect(comesTo(anInvitation({ history: { m1: form(minute(1), START, requested) } }))).toBeUndefined();
    expect(comesTo(anInvitation())).toBeUndefined();
    expect(comesTo(booked, [], NOW, without('confirmation', 'declined'))).toBeUndefined();
  });

  it('without an address agreed to what was booked by hand, and has to be called about what changed since', () => {
    expect(comesTo(byHand())).toBe('booked: by-hand');
    expect(comesTo(byHand({ c1: cancellation(minute(3)) }))).toBe('cancelled: no-address');
  });

  it('for whom the contract has no text has to be called', () => {
    expect(comesTo(moved, told, NOW, without('changed'))).toBe('changed: no-text');
    expect(comesTo(cancelled, told, NOW, without('cancelled'))).toBe('cancelled: no-text');
    expect(comesTo(waiting, [], NOW, without('requested'))).toBe('requested: no-text');
  });
});

describe('a form that cannot have its time', () => {
  const refused = (id: string, at: Instant, reason = 'slot-taken') => ({
    [id]: form(at, START, { place: { outcome: 'refused', reason } }),
  });
  const one = anInvitation({ history: refused('m1', minute(1)) });
  const again = anInvitation({ history: { ...one.history, ...refused('m2', minute(3)) } });

  it('is answered once, and then by a person', () => {
    const [notice] = lookAt(NOW, one, []).notices;
    expect(notice).toMatchObject({ purpose: 'refused', content: refusalContent('m1') });
    expect(shown(notice ? [notice] : [])).toEqual(['refused: text']);
    expect(comesTo(again, toldAt(minute(2), one))).toBe('refused: needs-attention');
    const untried = lookAt(NOW, one, [], { contract: without('refused') }).notices;
    expect(comesTo(again, untried)).toBe('refused: text');
    expect(comesTo(anInvitation({ ...one, recipient: undefined }))).toBe('refused: needs-attention');
    const noted = anInvitation({ history: { ...one.history, p1: change(minute(4), { notes: 'x' }) } });
    expect(comesTo(noted, toldAt(minute(2), one))).toBe('refused: unchanged');
  });

  it('is left to a person where no other time helps', () => {
    for (const reason of ['unknown-service', 'start-unreadable', 'too-many-open', 'none-suits', 'superseded']) {
      expect(comesTo(anInvitation({ history: refused('m1', minute(1), reason) }))).toBe('booked: needs-attention');
    }
    expect(comesTo(one, [], NOW, without('refused'))).toBe('booked: needs-attention');
  });

  it('is told though the time that it asked for has come', () => {
    expect(comesTo(one, [], minute(6_001))).toBe('refused: text');
  });
});

describe('a request that was declined', () => {
  const declined = anInvitation({ history: { ...waiting.history, c1: cancellation(minute(3), { declined: true }) } });
  const known = toldAt(minute(2), waiting);

  it('is told with its reason, unless it is known, past, or has nobody to tell', () => {
    const { notices } = lookAt(NOW, declined, known);
    expect(shown(notices).at(-1)).toBe('declined: text');
    expect(notices.at(-1)).toMatchObject({ purpose: 'declined', content: declinedContent('c1'), revision: 2 });
    const noted = anInvitation({ history: { ...declined.history, p1: change(minute(4), { notes: 'x' }) } });
    expect(comesTo(noted, toldAt(minute(3), declined, known))).toBe('declined: unchanged');
    expect(comesTo(declined, known, minute(6_000))).toBe('declined: past');
    expect(comesTo(anInvitation({ ...declined, recipient: undefined }), known)).toBe('declined: no-address');
    expect(comesTo(declined, known, NOW, without('declined'))).toBe('declined: no-text');
    expect(comesTo(declined, known, NOW, without('confirmation'))).toBe('declined: text');
  });
});

describe('a message that tells of a booking', () => {
  it('says the same while all that its texts name is the same', () => {
    const named = (more: object) =>
      anInvitation({
        history: {
          m1: form(minute(1), START, { read: { startsAt: START, timeZone: 'Europe/Madrid', attention: [], ...more } }),
        },
      });
    const contentOf = (invitation: Invitation, terms = contract) =>
      lookAt(NOW, invitation, [], { contract: terms }).notices[0]?.content;
    const [plain, service, name] = [
      named({ service: 'cut' }),
      named({ service: 'colour' }),
      named({ service: 'cut', customerName: 'Bo' }),
    ];
    expect(contentOf(service)).not.toBe(contentOf(plain));
    expect(contentOf(name)).toBe(contentOf(plain));
    const terse = aContract();
    const { en } = terse.languages;
    const texts = { booked: 'Booked: {{date}}', changed: 'Changed: {{date}}' };
    const unnamed = { ...terse, languages: { ...terse.languages, en: { ...en, confirmation: texts } } } as typeof terse;
    expect(contentOf(service, unnamed)).toBe(contentOf(plain, unnamed));
    const onlyChanged = {
      ...unnamed,
      languages: { ...terse.languages, en: { ...en, confirmation: { ...texts, changed: '{{service}}' } } },
    } as typeof terse;
    expect(contentOf(service, onlyChanged)).not.toBe(contentOf(plain, onlyChanged));
  });

  it('is not followed by another while it is on its way', () => {
    const [first] = lookAt(minute(2), booked, []).notices;
    if (!first) throw new Error('It was planned.');
    const running = [{ ...first, attempts: [attempt('one', { claimedAt: minute(2) })] }];
    expect(lookAt(minute(2, 42), moved, running)).toMatchObject({ notices: running, dueAt: minute(3) });
    // Once nobody waits for it any more, the newer version says it better.
    expect(shown(lookAt(minute(2, 43), moved, running).notices)).toEqual(['booked: unknown', 'changed: text']);
  });
});
