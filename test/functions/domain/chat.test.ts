/** What a customer is answered in the chat, by what they want and by what they have booked. */
import { describe, expect, it } from 'vitest';
import { chatWords } from '../../../functions/shared/domain/chat/chat-texts.ts';
import {
  type AnswerTerms,
  answerToComing,
  answerToQuestion,
  answerToTap,
  answerToWords,
  type Booked,
  openBookingOf,
  wishOfMeaning,
} from '../../../functions/shared/domain/chat/decide-answer.ts';
import type { Invitation } from '../../../functions/shared/domain/invitation/invitation.ts';
import { ButtonMeaning } from '../../../functions/shared/domain/notices/notice.ts';
import { type Instant, later } from '../../../functions/shared/domain/time/instant.ts';
import { aContract } from '../../support/contract.ts';
import { minute } from './support/dispatches.ts';
import { anInvitation, cancellation, form, placed, requested } from './support/invitations.ts';

const contract = aContract();
const START = minute(6_000);
const NOW = minute(10);
const MINUTE = 60_000;

function termsAt(now: Instant = NOW, language = 'en', terms = contract): AnswerTerms {
  const words = chatWords(language, terms);
  if (!words) throw new Error('There are words.');
  return { words, contract: terms, now };
}
const terms = termsAt();
const { en } = contract.languages;
/** The contract in which the chat lacks a text in English. */
const without = (name: string) => {
  const chat = Object.fromEntries(Object.entries(en?.chat ?? {}).filter(([text]) => text !== name));
  return {
    ...contract,
    languages: { ...contract.languages, en: { ...en, chat: chat as NonNullable<typeof en>['chat'] } },
  } as typeof contract;
};

const booked = anInvitation({ history: { m1: form(minute(1), START) } });
const waiting = anInvitation({ history: { m1: form(minute(1), START, placed(START, minute(100))) } });
const cancelled = anInvitation({ history: { ...booked.history, c1: cancellation(minute(2)) } });
const refused = anInvitation({
  history: { m1: form(minute(1), START, { place: { outcome: 'refused', reason: 'slot-taken' } }) },
});
const undated = anInvitation({ history: { m1: form(minute(1), undefined) } });
const openOf = (invitation: Invitation, now: Instant = NOW): Booked => {
  const open = openBookingOf(invitation, now);
  if (!open) throw new Error('It is open.');
  return open;
};
const one = openOf(booked);
const TOO_LATE = later(START, -120 * MINUTE + 1);
const about = { invitationId: booked.invitationId, startsAt: START };

describe('a booking', () => {
  it('is open while it stands or waits, and has not begun', () => {
    expect([booked, waiting].map((each) => openBookingOf(each, later(START, -1))?.booking.startsAt)).toEqual([
      START,
      START,
    ]);
    for (const each of [booked, waiting]) expect(openBookingOf(each, START)).toBeUndefined();
    const others = [
      cancelled,
      refused,
      undated,
      anInvitation(),
      anInvitation({ history: { m1: form(minute(1), START, requested) } }),
    ];
    for (const each of others) expect(openBookingOf(each, NOW)).toBeUndefined();
  });
});

describe('who wants to cancel or to change', () => {
  it('is asked about the one booking, until it is too late', () => {
    expect(answerToWords('cancel', { open: [one], unclear: true }, terms)).toEqual({
      kind: 'buttons',
      text: expect.stringMatching(/^Do you want to cancel consultation, Saturday, May 10 at 2:00 PM\?$/),
      buttons: [
        { label: 'Yes, cancel it', meaning: 'cancel-now', ...about },
        { label: 'No, keep it', meaning: 'keep', ...about },
      ],
    });
    expect(answerToWords('change', { open: [one], unclear: false }, terms)).toEqual({
      kind: 'form',
      text: expect.stringContaining('May 10'),
      invitation: one,
    });
    const inTime = termsAt(later(TOO_LATE, -1));
    expect(answerToWords('change', { open: [one], unclear: false }, inTime).kind).toBe('form');
    for (const wish of ['cancel', 'change'] as const) {
      expect(answerToWords(wish, { open: [one], unclear: false }, termsAt(TOO_LATE))).toEqual({
        kind: 'text',
        text: expect.stringContaining('too late'),
        forPerson: wish,
      });
    }
  });

  it('chooses from several, the next ten', () => {
    const many = Array.from({ length: 12 }, (_, day) =>
      openOf(anInvitation({ history: { m1: form(minute(1), minute(6_000 + day * 1_440)) } })),
    );
    const answer = answerToWords('change', { open: many, unclear: false }, terms);
    expect(answer).toMatchObject({ kind: 'list', text: en?.chat?.chooseBooking, action: 'Choose' });
    const rows = answer.kind === 'list' ? answer.rows : [];
    expect(rows).toHaveLength(10);
    expect(rows[0]).toEqual({
      label: 'Sat, May 10, 2:00 PM',
      description: 'consultation',
      meaning: 'change',
      ...about,
    });
    const bare = openOf(
      anInvitation({
        history: {
          m1: form(minute(1), START, { read: { startsAt: START, timeZone: 'Europe/Madrid', attention: [] } }),
        },
      }),
    );
    const described = (all: typeof contract) =>
      answerToWords('cancel', { open: [bare, one], unclear: false }, termsAt(NOW, 'en', all));
    expect(described(contract)).toMatchObject({ rows: [{ description: 'your visit' }, {}] });
    expect(Object(described(without('fallbackService'))).rows[0]).not.toHaveProperty('description');
  });

  it('taps a title that no other row has, within WhatsApp’s limits', () => {
    const service = 'A very long treatment '.repeat(10);
    const named = openOf(
      anInvitation({
        history: {
          m1: form(minute(1), START, { read: { startsAt: START, timeZone: 'Europe/Madrid', service, attention: [] } }),
        },
      }),
    );
    const soon = openOf(anInvitation({ history: { m1: form(minute(1), later(START, MINUTE)) } }));
    const rowsIn = (language: string) => {
      const words = { ...terms.words, locale: { language, timeZone: 'Europe/Madrid' } };
      const answer = answerToWords('cancel', { open: [named, named, soon], unclear: false }, { ...terms, words });
      return answer.kind === 'list' ? answer.rows : [];
    };
    expect(rowsIn('en').map(({ label }) => label)).toEqual([
      'Sat, May 10, 2:00 PM',
      'Sat, May 10, 2:00 PM (2)',
      'Sat, May 10, 2:01 PM',
    ]);
    for (const language of ['en', 'ta', 'el']) {
      const labels = rowsIn(language).map(({ label }) => label);
      expect(new Set(labels).size).toBe(3);
      for (const label of labels) expect(label.length).toBeLessThanOrEqual(24);
    }
    expect(rowsIn('en')[0]?.description).toBe(service.slice(0, 72));
  });

  it('and has nothing booked reads so, unless nobody can say', () => {
    expect(answerToWords('cancel', { open: [], unclear: false }, terms)).toEqual({
      kind: 'text',
      text: en?.chat?.nothingBooked,
    });
    expect(answerToWords('cancel', { open: [], unclear: true }, terms)).toEqual({ kind: 'person', wish: 'cancel' });
  });
});

describe('who asks something', () => {
  it('reads when their own appointments are, and else hears from a person', () => {
    const open = [one, openOf(waiting)];
    expect(answerToQuestion(true, { open, unclear: false }, terms)).toEqual({
      kind: 'text',
      text: expect.stringMatching(/^Your appointment: consultation.*\nYou asked for consultation/),
    });
    expect(
      answerToQuestion(true, { open: Array.from({ length: 12 }, () => one), unclear: false }, terms),
    ).toMatchObject({ text: expect.stringMatching(/^(.*\n){9}.*$/) });
    const person = { kind: 'person', wish: 'question' };
    expect(answerToQuestion(false, { open, unclear: false }, terms)).toEqual(person);
    expect(answerToQuestion(true, { open: [], unclear: false }, terms)).toEqual(person);
    expect(answerToQuestion(true, { open, unclear: false }, termsAt(NOW, 'en', without('yourRequest')))).toEqual(
      person,
    );
  });
});

describe('who taps a button', () => {
  const tap = (meaning: ButtonMeaning, invitation = booked, isOld = false, of = terms) =>
    answerToTap(meaning, invitation, isOld, of);

  it('gets what it means while the booking is as they saw it', () => {
    expect(tap('change').kind).toBe('form');
    expect(tap('cancel').kind).toBe('buttons');
    for (const other of ['book', 'coming'] as const)
      expect(tap(other)).toMatchObject({ kind: 'text', text: expect.stringMatching(/^Your appointment:/) });
    expect(tap('cancel-now')).toEqual({ kind: 'cancel', invitation: booked });
    expect(tap('keep')).toMatchObject({ kind: 'text', text: expect.stringMatching(/^Your appointment stays/) });
    expect(tap('keep', waiting)).toMatchObject({ kind: 'text', text: expect.stringMatching(/^You asked for/) });
    expect(tap('keep', waiting, false, termsAt(NOW, 'en', without('yourRequest')))).toEqual({
      kind: 'person',
      wish: 'question',
    });
    expect(tap('cancel-now', booked, false, termsAt(TOO_LATE))).toMatchObject({ kind: 'text', forPerson: 'cancel' });
  });

  it.each(ButtonMeaning.options)('that means "%s", under an older message, reads how the booking is', (meaning) => {
    expect(tap(meaning, booked, true)).toEqual({
      kind: 'text',
      text: expect.stringMatching(/^Your appointment: consultation/),
    });
    const wish = wishOfMeaning(meaning);
    expect(tap(meaning, cancelled)).toEqual({ kind: 'text', text: expect.stringMatching(/is cancelled\.$/) });
    expect(tap(meaning, undated)).toEqual({ kind: 'person', wish });
    expect(tap(meaning, refused)).toEqual({ kind: 'person', wish });
    const begun = tap(meaning, booked, false, termsAt(START));
    expect(begun).toEqual(
      meaning === 'coming'
        ? { kind: 'text', text: expect.stringMatching(/^Your appointment: /) }
        : { kind: 'text', text: expect.stringContaining('too late'), forPerson: wish },
    );
  });

  it('and cannot be helped by the stack leaves a person what they wanted', () => {
    expect(ButtonMeaning.options.map((meaning) => `${meaning}: ${wishOfMeaning(meaning)}`)).toEqual([
      ...[
        'book: question',
        'change: change',
        'cancel: cancel',
        'cancel-now: cancel',
        'keep: question',
        'coming: question',
      ],
    ]);
  });

  it('that says that they come is noted before the appointment begins, and thanked where there are words', () => {
    expect(answerToComing(booked, terms.words, NOW)).toEqual({
      kind: 'confirm',
      booked: one,
      text: expect.stringMatching(/^Thank you\. We expect you/),
    });
    expect(answerToComing(booked, undefined, NOW)).toEqual({ kind: 'confirm', booked: one });
    expect(answerToComing(booked, termsAt(NOW, 'en', without('confirmed')).words, NOW)).toEqual({
      kind: 'confirm',
      booked: one,
    });
    expect(answerToComing(booked, terms.words, START)).toBeUndefined();
  });
});
