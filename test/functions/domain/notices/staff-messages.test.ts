/** What a message to staff on WhatsApp says of an event, and how it travels. */
import { describe, expect, it } from 'vitest';
import type { StaffEvent } from '../../../../functions/shared/domain/events/staff-event.ts';
import {
  newsButtons,
  newsInWords,
  newsTemplate,
  staffNews,
  staffTemplateButtons,
} from '../../../../functions/shared/domain/staff/staff-news.ts';
import { staffTexts } from '../../../../functions/shared/domain/staff/staff-texts.ts';
import { instantAt } from '../../../../functions/shared/domain/time/instant.ts';
import { aContract } from '../../../support/contract.ts';
import { waiting } from '../support/events-for-staff.ts';
import { aBooking, asked, notTold, told } from '../support/told-events.ts';

const contract = aContract();
const NOW = instantAt(Date.UTC(2031, 3, 20));
const english = { language: 'en' };
const newsOf = (event: StaffEvent) => {
  const news = staffNews(event);
  if (!news) throw new Error('There is nothing to tell.');
  return news;
};

describe('a message to staff', () => {
  it('names the customer, the service with who gives it, and when it is', () => {
    const booking = aBooking({ serviceTitle: 'First visit', resources: ['ana'], resourceNames: ['Ana'] });
    const { text, values } = newsInWords(
      newsOf(told('Booked', booking, { kind: 'completion' })),
      english,
      contract,
      NOW,
    );
    expect(values).toEqual(['New booking', 'Alex', 'First visit (Ana)', 'Tuesday, May 6', '10:00 AM']);
    expect(text).toBe('New booking: Alex, First visit (Ana), Tuesday, May 6, 10:00 AM.');
    const plain = newsInWords(newsOf(told('Booked', aBooking(), { kind: 'completion' })), english, contract, NOW);
    expect(plain.values[2]).toBe('consultation');
  });

  it('says what is not known, and of a question that it is in the chat', () => {
    const unknown = newsInWords(newsOf(notTold({ booking: undefined })), english, contract, NOW);
    expect(unknown.values).toEqual([
      'Customer not told, please call',
      'no name',
      'no service',
      'date not known',
      'time not known',
    ]);
    const question = newsInWords(newsOf(asked('question')), english, contract, NOW);
    expect(question.values).toEqual([
      'A customer asks something',
      'no name',
      'see the chat',
      'Tuesday, May 6',
      '10:00 AM',
    ]);
  });

  it('cuts the service that a form names in many words', () => {
    const long = told('Booked', aBooking({ service: 'x'.repeat(300) }), { kind: 'completion' });
    expect(newsInWords(newsOf(long), english, contract, NOW).values[2]).toBe('x'.repeat(200));
  });

  it('has buttons to decide where that is waited for, and one to call where there is a number', () => {
    const texts = staffTexts('en', {});
    const meanings = (event: StaffEvent) =>
      newsButtons(newsOf(event), texts).map(({ label, meaning }) => `${meaning}: ${label}`);
    expect(meanings(told('Requested', aBooking(waiting), { kind: 'completion' }))).toEqual([
      'approve: Approve',
      'refuse: Refuse',
      'call: Call',
    ]);
    expect(meanings(told('Booked', aBooking(), { kind: 'completion' }))).toEqual(['call: Call']);
    expect(meanings(asked('question', 'ES.13491208655302741@lid'))).toEqual([]);
    expect(meanings(notTold({ recipient: undefined, booking: aBooking(waiting) }))).toEqual([
      'approve: Approve',
      'refuse: Refuse',
    ]);
  });

  it('goes out by the template for what waits, else by that for all news, in the language of who reads it', () => {
    const template = (name: string) => ({ name, namespace: 'ns', language: 'en' });
    const [news, toApprove] = [template('news'), template('approve')];
    const [request, booked] = [
      newsOf(told('Requested', aBooking(waiting), { kind: 'completion' })),
      newsOf(told('Booked', aBooking(), { kind: 'completion' })),
    ];
    const both = { staff: { templates: { en: { news, toApprove } } } };
    expect([request, booked].map((one) => newsTemplate(one, english, both))).toEqual([toApprove, news]);
    expect(newsTemplate(request, english, { staff: { templates: { en: { news } } } })).toEqual(news);
    expect(newsTemplate(booked, { language: 'es' }, both)).toBeUndefined();
    expect(newsTemplate(booked, english, {})).toBeUndefined();
  });

  it('by a template has the quick replies that were approved with it, in their order', () => {
    const template = { name: 'news', namespace: 'ns', language: 'en' };
    expect(staffTemplateButtons(template)).toEqual([]);
    expect(staffTemplateButtons({ ...template, buttons: { call: 'C', refuse: undefined, approve: 'A' } })).toEqual([
      { label: 'A', meaning: 'approve' },
      { label: 'C', meaning: 'call' },
    ]);
    expect(staffTemplateButtons({ ...template, buttons: { refuse: 'R' } })).toEqual([
      { label: 'R', meaning: 'refuse' },
    ]);
  });
});
