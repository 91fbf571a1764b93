/** The words of what a customer is sent, and the buttons below them. */
import { describe, expect, it } from 'vitest';
import { mayChange, noticeButtons, templateButtons } from '../../../../functions/shared/domain/notices/buttons.ts';
import { declinedText, declinedWords } from '../../../../functions/shared/domain/notices/declined.ts';
import { isDated, noticeText, noticeWords } from '../../../../functions/shared/domain/notices/notice-text.ts';
import {
  cancellationReason,
  closedUp,
  REASON_SHOWN,
  reasonText,
} from '../../../../functions/shared/domain/notices/reason-text.ts';
import {
  refusalText,
  refusalWords,
  refusedForm,
  timesInWords,
} from '../../../../functions/shared/domain/notices/refusal.ts';
import { textToSay } from '../../../../functions/shared/domain/notices/text-to-say.ts';
import type { Slot } from '../../../../functions/shared/domain/places/slots.ts';
import {
  reminderButtons,
  reminderText,
  reminderValues,
} from '../../../../functions/shared/domain/reminders/reminder-text.ts';
import { type Instant, later } from '../../../../functions/shared/domain/time/instant.ts';
import { aContract } from '../../../support/contract.ts';
import { minute } from '../support/dispatches.ts';
import { anInvitation, cancellation, form } from '../support/invitations.ts';
import { START } from '../support/told.ts';

const contract = aContract();
const NOW = minute(10);
const LAST = later(START, -120 * 60_000);
const PURPOSES = ['booked', 'requested', 'changed', 'cancelled'] as const;
const { en } = contract.languages;
const withEnglish = (more: object) =>
  ({ ...contract, languages: { ...contract.languages, en: { ...en, ...more } } }) as typeof contract;

const bookingWith = (read: object) => {
  const details = { startsAt: START, timeZone: 'Europe/Madrid', attention: [], ...read };
  const invitation = anInvitation({ history: { m1: form(minute(1), START, { read: details }) } });
  const { booking } = invitation;
  if (!isDated(booking)) throw new Error('It has a start.');
  return { invitation, booking };
};
const { invitation, booking } = bookingWith({ service: 'consultation', customerName: 'Alex' });
const english = { language: 'en' };

describe('the buttons under a notice', () => {
  const labelsAt = (purpose: (typeof PURPOSES)[number], now: Instant, language = 'en', terms = contract) =>
    noticeButtons(purpose, booking, { language }, terms, now).map(({ label, meaning }) => `${meaning}: ${label}`);

  it('change and cancel, as long as that may be done, and book again once it is cancelled', () => {
    for (const purpose of ['booked', 'requested', 'changed'] as const) {
      expect(labelsAt(purpose, LAST)).toEqual(['change: Change', 'cancel: Cancel']);
      expect(labelsAt(purpose, later(LAST, 1))).toEqual([]);
    }
    expect(labelsAt('cancelled', START)).toEqual(['book: Book again']);
    expect(labelsAt('booked', NOW, 'fr')).toEqual(['change: Change', 'cancel: Cancel']);
    expect(labelsAt('booked', NOW, 'es')).toEqual(['change: Cambiar', 'cancel: Cancelar']);
    expect(labelsAt('booked', NOW, 'en', withEnglish({ chat: undefined }))).toEqual([]);
  });

  it('may be used until the contract says, else two hours before', () => {
    const own = { booking: { ...contract.booking, changeUntilMinutes: 60 } };
    const HOUR = later(START, -60 * 60_000);
    expect([LAST, later(LAST, 1)].map((now) => mayChange(START, contract, now))).toEqual([true, false]);
    expect([HOUR, later(HOUR, 1)].map((now) => mayChange(START, own, now))).toEqual([true, false]);
  });

  it('are those of a template that were approved with it, in their order', () => {
    const template = { name: 't', namespace: 'n', language: 'en' };
    expect(templateButtons(template)).toEqual([]);
    expect(
      templateButtons({ ...template, buttons: { book: 'B', cancel: 'C', change: undefined, coming: 'I' } }),
    ).toEqual([
      { label: 'I', meaning: 'coming' },
      { label: 'C', meaning: 'cancel' },
      { label: 'B', meaning: 'book' },
    ]);
  });

  it('under a reminder are about the appointment that it names, and under a follow-up book again', () => {
    const about = { invitationId: invitation.invitationId, startsAt: START };
    const of = (kind: 'reminder' | 'follow-up', now: Instant, terms = contract) =>
      reminderButtons({ kind, startsAt: START }, invitation, terms, now);
    expect(of('reminder', LAST)).toEqual([
      { label: "I'm coming", meaning: 'coming', ...about },
      { label: 'Change', meaning: 'change', ...about },
      { label: 'Cancel', meaning: 'cancel', ...about },
    ]);
    expect(of('reminder', later(LAST, 1)).map(({ meaning }) => meaning)).toEqual(['coming']);
    expect(of('follow-up', NOW)).toEqual([{ label: 'Book again', meaning: 'book', ...about }]);
    expect(of('reminder', NOW, withEnglish({ chat: undefined }))).toEqual([]);
    const silent = withEnglish({ chat: { ...en?.chat, buttons: { ...en?.chat?.buttons, coming: undefined } } });
    expect(of('reminder', NOW, silent).map(({ meaning }) => meaning)).toEqual(['change', 'cancel']);
  });
});

describe('the text of a notice', () => {
  const textOf = (purpose: (typeof PURPOSES)[number], of = booking, reason?: string, terms = contract) => {
    const words = noticeWords(english, terms);
    return words && noticeText(purpose, of, words, { customerName: 'there', reason }, NOW);
  };

  it('names the booking, or what stands for what is not known', () => {
    expect(textOf('booked')).toBe(
      'Thank you, Alex. Your appointment is booked: consultation with our team, Saturday, May 10 at 2:00 PM.',
    );
    const bare = bookingWith({}).booking;
    expect(textOf('booked', bare)).toBe(
      'Thank you, there. Your appointment is booked: your visit with our team, Saturday, May 10 at 2:00 PM.',
    );
    const { fallbackService: _, fallbackResource: __, ...own } = Object(en?.confirmation);
    expect(
      textOf(
        'changed',
        bare,
        undefined,
        withEnglish({ confirmation: { ...own, changed: '[{{service}}][{{resource}}]' } }),
      ),
    ).toBe('[][]');
    for (const purpose of PURPOSES) {
      expect(textOf(purpose, booking, undefined, withEnglish({ confirmation: {} }))).toBeUndefined();
    }
  });

  it('gives the reason of a cancellation, where there is one', () => {
    expect(textOf('cancelled', booking, 'We\nare ill.')).toBe(
      'Your appointment on Saturday, May 10 at 2:00 PM is cancelled. We are ill.',
    );
    expect(textOf('cancelled')).toBe('Your appointment on Saturday, May 10 at 2:00 PM is cancelled.');
    const cancelled = anInvitation({
      history: { ...invitation.history, c1: cancellation(minute(2), { reason: 'ill' }) },
    });
    expect(cancellationReason(cancelled)).toBe('ill');
    expect(cancellationReason(invitation)).toBeUndefined();
    expect(
      cancellationReason(anInvitation({ history: { ...cancelled.history, m2: form(minute(3), START) } })),
    ).toBeUndefined();
  });

  it('cuts a long reason, and closes up where nothing is said', () => {
    expect(reasonText('x'.repeat(REASON_SHOWN))).toBe('x'.repeat(REASON_SHOWN));
    expect(reasonText('x'.repeat(REASON_SHOWN + 1))).toHaveLength(REASON_SHOWN);
    expect(reasonText(undefined)).toBe('');
    expect(closedUp(' a   b  \nc ')).toBe('a b\nc');
  });

  it('of a reminder has the same values, also where the contract has no texts about bookings', () => {
    const values = reminderValues(booking, invitation, contract, NOW);
    expect(reminderText('{{name}}: {{service}}, {{date}}, {{time}}, {{resource}}', values)).toBe(
      'Alex: consultation, Saturday, May 10, 2:00 PM, our team',
    );
    expect(reminderValues(booking, invitation, withEnglish({ confirmation: undefined }), NOW)).toMatchObject({
      service: 'consultation',
      resource: '',
    });
  });
});

describe('what staff say on the phone', () => {
  const say = (purpose: Parameters<typeof textToSay>[0]['purpose'], more: object = {}, terms = contract) =>
    textToSay({ purpose, booking, language: 'en', ...more }, terms, NOW);

  it('is what the customer was to read, by the name that they are known by', () => {
    expect(say('booked')).toMatch(/^Thank you, Alex\. Your appointment is booked/);
    const bare = bookingWith({}).booking;
    expect(say('booked', { booking: bare })).toMatch(/^Thank you, there\./);
    expect(say('booked', { booking: bare, customerName: 'Bo' })).toMatch(/^Thank you, Bo\./);
    expect(say('cancelled', { reason: 'We are ill.' })).toMatch(/cancelled\. We are ill\.$/);
  });

  it('is nothing about what was refused or declined, without a start, and without texts', () => {
    for (const purpose of ['refused', 'declined'] as const) expect(say(purpose)).toBeUndefined();
    expect(say('booked', { booking: undefined })).toBeUndefined();
    expect(say('booked', { booking: { ...booking, startsAt: undefined } })).toBeUndefined();
    expect(say('booked', {}, withEnglish({ confirmation: undefined }))).toBeUndefined();
  });
});

describe('a customer who cannot have their time', () => {
  const slot = (startsAt: Instant): Slot => ({
    startsAt,
    endsAt: startsAt,
    resources: [],
    ...({ date: '', time: '' } as unknown as Pick<Slot, 'date' | 'time'>),
  });
  const free = [slot(minute(7_500)), slot(START), slot(minute(6_030))];
  const TIMES = 'Saturday, May 10, 2:00 PM, 2:30 PM; Sunday, May 11, 3:00 PM';

  it('reads the free times by day, in their order', () => {
    expect(timesInWords(free, { language: 'en', timeZone: 'Europe/Madrid' }, NOW)).toBe(TIMES);
  });

  it('reads which time it is, and that their appointment stays where they have one', () => {
    const refused = { place: { outcome: 'refused' as const, reason: 'slot-taken' as const } };
    const asked = anInvitation({ customerName: 'there', history: { m1: form(minute(1), START, refused) } });
    const nameless = { ...refused, read: { startsAt: START, timeZone: 'Europe/Madrid', attention: [] } };
    const unnamed = anInvitation({ customerName: 'there', history: { m1: form(minute(1), START, nameless) } });
    const moving = anInvitation({ history: { ...invitation.history, m2: form(minute(2), START, refused) } });
    const textFor = (of: typeof asked, terms = contract) => {
      const [words, refusedOne] = [refusalWords(english, terms), refusedForm(of)];
      return words && refusedOne && refusalText(refusedOne, of, words, free, NOW);
    };
    expect(textFor(asked)).toBe(
      `Sorry, Alex: Saturday, May 10 at 2:00 PM is not free. These times are: ${TIMES}. Please choose again.`,
    );
    expect(textFor(unnamed)).toMatch(/^Sorry, there: /);
    expect(textFor(moving)).toContain('so your appointment stays as it was');
    expect(textFor(moving, withEnglish({ refused: { taken: 'Taken.' } }))).toBe('Taken.');
    expect(textFor(asked, withEnglish({ refused: undefined }))).toBeUndefined();
  });

  it('reads why they were declined, if somebody said so', () => {
    const words = declinedWords(english, contract);
    if (!words) throw new Error('There are words.');
    const entry = { kind: 'cancellation', at: minute(2), actor: { kind: 'owner' }, declined: true } as const;
    const textFor = (reason?: string, of = booking) =>
      declinedText({ id: 'c1', entry: { ...entry, reason } }, of, { customerName: 'there' }, words, free, NOW);
    expect(textFor('We are full.')).toBe(
      `Sorry, Alex: we cannot take you on Saturday, May 10 at 2:00 PM. We are full. These times are free: ${TIMES}. You can choose again.`,
    );
    expect(textFor()).toContain('2:00 PM. These times');
    expect(textFor(undefined, bookingWith({}).booking)).toMatch(/^Sorry, there: /);
    expect(declinedWords(english, withEnglish({ declined: undefined }))).toBeUndefined();
  });
});
