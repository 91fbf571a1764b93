/** The words of the project itself, for customers, staff and whoever reads the API: each case has its own, in each language. */
import { describe, expect, it } from 'vitest';
import { AttentionReason } from '../../../functions/shared/domain/booking/booking.ts';
import { FAILURE_SENTENCES, FailureReason, REACTIONS } from '../../../functions/shared/domain/delivery/failure.ts';
import { NoticePurpose, NotNeededReason, NotToldReason } from '../../../functions/shared/domain/notices/notice.ts';
import { NOT_NEEDED_SENTENCES, NOT_TOLD_SENTENCES } from '../../../functions/shared/domain/notices/notice-sentences.ts';
import { staffMailWords } from '../../../functions/shared/domain/notices/staff-mail-language.ts';
import { SkipReason } from '../../../functions/shared/domain/reminders/reminder.ts';
import { notSentSentence, SKIP_SENTENCES } from '../../../functions/shared/domain/reminders/reminder-sentences.ts';
import {
  lackingStaffTexts,
  NEWS_KINDS,
  STAFF_FALLBACKS,
  STAFF_LABELS,
  staffTexts,
} from '../../../functions/shared/domain/staff/staff-texts.ts';
import { WishForPerson } from '../../../functions/shared/domain/wishes/wish.ts';

const SENTENCE = /^\p{Lu}[^{}]{10,}[^.{}]\.$/u;

describe('each reason that is stored', () => {
  it.each([
    ['a failed message', FailureReason.options, FAILURE_SENTENCES],
    ['a customer who was not told', NotToldReason.options, NOT_TOLD_SENTENCES],
    ['a customer whom nobody has to tell', NotNeededReason.options, NOT_NEEDED_SENTENCES],
    ['a reminder that was not sent', SkipReason.options, SKIP_SENTENCES],
  ] as const)('for %s has a sentence of its own', (_, reasons, sentences) => {
    expect(Object.keys(sentences).sort()).toEqual([...reasons].sort());
    const said = Object.values(sentences);
    for (const sentence of said) expect(sentence).toMatch(SENTENCE);
    expect(new Set(said).size).toBe(said.length);
  });

  it('for a failed message has a reaction', () => {
    expect(Object.keys(REACTIONS).sort()).toEqual([...FailureReason.options].sort());
  });

  it('for a reminder that was tried in vain has a sentence, which speaks of reminding where it says what would follow', () => {
    const said = NotToldReason.options.map(notSentSentence);
    for (const sentence of said) expect(sentence).toMatch(SENTENCE);
    expect(new Set(said).size).toBe(said.length);
    expect(said.filter((sentence) => sentence.includes('remind'))).toHaveLength(1);
    expect(notSentSentence('unknown')).toContain('remind the customer twice');
  });
});

/** Each text, by where it stands. What is said of something is asked about a mark, which the text then names. */
const textsIn = (words: object, path = ''): [string, string][] =>
  Object.entries(words).flatMap(([name, said]): [string, string][] => {
    const where = `${path}/${name}`;
    if (typeof said === 'string') return [[where, said]];
    return typeof said === 'function' ? [[where, said('MARK', 'MARK')]] : textsIn(said, where);
  });

describe.each(['en', 'es'])('the words of e-mails to staff in "%s"', (defaultLanguage) => {
  const words = staffMailWords({ defaultLanguage });
  const day = { weekday: 'tuesday', day: '6', month: 'may', year: '2031' };

  it('say something of everything, and of no two things the same', () => {
    const { locale: _, ...others } = words;
    const texts = textsIn({ ...others, longDay: words.longDay(day) });
    for (const [, text] of texts) expect(text.trim()).not.toBe('');
    const known = staffMailWords({ defaultLanguage: defaultLanguage === 'en' ? 'es' : 'en' });
    expect(texts.map(([where]) => where)).toEqual(textsIn({ ...known, locale: {} }).map(([where]) => where));
    for (const group of [words.labels, words.attention, words.notTold, words.wants]) {
      expect(new Set(Object.values(group)).size).toBe(Object.keys(group).length);
    }
    for (const group of [words.subjects, words.happenings]) {
      const said = textsIn(group).map(([, text]) => text);
      expect(new Set(said).size).toBe(said.length);
    }
  });

  it('have a sentence for each reason, and for each wish', () => {
    expect(Object.keys(words.attention).sort()).toEqual([...AttentionReason.options].sort());
    expect(Object.keys(words.notTold).sort()).toEqual([...NotToldReason.options].sort());
    expect(Object.keys(words.wants).sort()).toEqual([...WishForPerson.options].sort());
    for (const sentence of [...Object.values(words.attention), ...Object.values(words.notTold)]) {
      expect(sentence).toMatch(SENTENCE);
    }
  });

  it('say of each notice what the customer does not know', () => {
    for (const say of [words.subjects.notTold, words.happenings.notTold]) {
      const said = NoticePurpose.options.map((purpose) => say(purpose));
      expect(new Set(said).size).toBe(said.length);
      // Where a word is missing, what stands around it meets.
      for (const text of said) expect(text).not.toMatch(/undefined| \.| {2}|\(\)/);
    }
  });

  it('name what they are about', () => {
    expect(words.before('MARK')).toContain('MARK');
    expect(words.byStaff('MARK')).toContain('MARK');
    expect(words.overlapsWith('MARK')).toContain('MARK');
    expect(words.span('10:00', '10:30')).toMatch(/10:00 .+ 10:30/);
    expect(words.longDay(day)).toMatch(/tuesday.+6.+may.+2031/);
  });

  it('write the names of days in their language', () => {
    expect(Intl.DateTimeFormat.supportedLocalesOf([words.locale])).toEqual([words.locale]);
    expect(words.locale.startsWith(`${defaultLanguage}-`)).toBe(true);
  });
});

describe.each(['en', 'es'])('the words of messages to staff in "%s"', (language) => {
  const texts = staffTexts(language, {});

  it('say something of everything, and of no two things the same', () => {
    for (const text of Object.values(texts)) expect(text.trim()).not.toBe('');
    const apart = [NEWS_KINDS, STAFF_FALLBACKS, STAFF_LABELS].map((names) => names.map((name) => texts[name]));
    for (const said of apart) expect(new Set(said).size).toBe(said.length);
  });

  it('name the appointment, and whom to call', () => {
    for (const text of [texts.news, texts.nowBooked, texts.nowCancelled, texts.nowWaiting]) {
      for (const name of ['name', 'service', 'date', 'time']) expect(text).toContain(`{{${name}}}`);
    }
    expect(texts.news).toContain('{{what}}');
    expect(texts.phone).toContain('{{phone}}');
    for (const text of [texts.phone, texts.noPhone]) expect(text).toContain('{{name}}');
    expect(new Set([texts.nowBooked, texts.nowCancelled, texts.nowWaiting]).size).toBe(3);
  });

  it('fit on the buttons of WhatsApp', () => {
    for (const name of STAFF_LABELS) expect(texts[name].length).toBeLessThanOrEqual(20);
  });

  it('give way, one by one, to those of the contract', () => {
    const staff = { texts: { [language]: { booked: 'Something new', changed: undefined } } };
    expect(staffTexts(language, { staff })).toEqual({ ...texts, booked: 'Something new' });
  });
});

describe('the words for staff', () => {
  it.each([
    ['es_MX', 'es'],
    ['es-AR', 'es'],
    ['en_GB', 'en'],
    ['et', 'en'],
    ['fr', 'en'],
  ])('in "%s" are those of "%s"', (language, own) => {
    expect(staffMailWords({ defaultLanguage: language })).toBe(staffMailWords({ defaultLanguage: own }));
    expect(staffTexts(language, {})).toEqual(staffTexts(own, {}));
  });

  it('have to be given by the contract, one by one, in a language that the project has none in', () => {
    expect(lackingStaffTexts('es_MX', {})).toEqual([]);
    expect(lackingStaffTexts('fr')).toEqual(Object.keys(staffTexts('en', {})));
    const { booked: _, ...others } = staffTexts('en', {});
    expect(lackingStaffTexts('fr', others)).toEqual(['booked']);
  });

  it('differ in every sentence between the languages', () => {
    const [english, spanish] = [staffMailWords({ defaultLanguage: 'en' }), staffMailWords({ defaultLanguage: 'es' })];
    const common = new Map(textsIn({ ...english, longDay: {} }));
    const same = textsIn({ ...spanish, longDay: {} }).filter(([where, text]) => common.get(where) === text);
    expect(same.map(([, text]) => text)).toEqual(['Chat']);
  });
});
