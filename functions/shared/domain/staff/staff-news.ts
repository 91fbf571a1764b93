import { needsAttention, type ReviewedBooking } from '../booking/attention.ts';
import { resourcesShown, serviceShown } from '../booking/placement.ts';
import type { BusinessTerms, StaffTemplate } from '../business-terms.ts';
import { presentableName } from '../customer/greeting.ts';
import { phoneOf, type Recipient } from '../customer/recipient.ts';
import type { ToldEvent } from '../events/appointment-event.ts';
import type { StaffEvent } from '../events/staff-event.ts';
import { quickReplies } from '../notices/buttons.ts';
import { isNoNews } from '../notices/staff-mail.ts';
import { inOneLine } from '../text/characters.ts';
import { fillPlaceholders } from '../text/fill-placeholders.ts';
import { dateInWords, languageTag, timeInWords } from '../text/local-words.ts';
import type { Instant } from '../time/instant.ts';
import type { WishForPerson } from '../wishes/wish.ts';
import type { StaffButton, StaffButtonMeaning } from './staff-button.ts';
import type { StaffMember } from './staff-member.ts';
import { NEWS_PLACEHOLDERS, type NewsKind, type StaffTexts, staffTexts } from './staff-texts.ts';

/**
 * What a member of staff is told of an event. `at`: when the appointment is, or when a customer wrote. `waits`: the booking
 * waits for approval.
 */
export type StaffNews = {
  kind: NewsKind;
  waits: boolean;
  recipient: Recipient | undefined;
  customerName: string | undefined;
  service: string | undefined;
  at: Instant | undefined;
};

const waits = (booking: ReviewedBooking | undefined): boolean => booking?.state === 'to-approve';

type About = Pick<StaffNews, 'customerName' | 'service' | 'at'>;

/** What a booking is about, as staff read it: the service with who gives it. */
export function aboutBooking(booking: ReviewedBooking): About {
  const [service, resources] = [serviceShown(booking), resourcesShown(booking)];
  return {
    customerName: booking.customerName,
    service: service && (resources ? `${service} (${resources})` : service),
    at: booking.startsAt,
  };
}

function kindOf({ type, detail: { booking, change } }: ToldEvent): NewsKind {
  const isLate = booking.attention.includes('not-approved');
  if (waits(booking) && (change.kind === 'completion' || isLate)) return 'toApprove';
  if (change.kind === 'attention') return needsAttention(booking) ? 'attention' : 'mended';
  if (type === 'Appointment Cancelled') return change.declined ? 'declined' : 'cancelled';
  if (change.kind === 'approval') return 'approved';
  if (needsAttention(booking)) return 'attention';
  return type === 'Appointment Booked' ? 'booked' : 'changed';
}

const ASKS: Record<WishForPerson, NewsKind> = { cancel: 'asksCancel', change: 'asksChange', question: 'asks' };

/** The news of an event; `undefined` where there is nothing for staff to know, as with their e-mail. */
export function staffNews(event: StaffEvent): StaffNews | undefined {
  if (isNoNews(event)) return undefined;
  if (event.type === 'Customer Question Received') {
    const { chatId, wish, occurredAt } = event.detail;
    const nothing = { customerName: undefined, service: undefined };
    return { kind: ASKS[wish], waits: false, recipient: { chatId }, ...nothing, at: occurredAt };
  }
  const { recipient, booking } = event.detail;
  const about = booking ? aboutBooking(booking) : { customerName: undefined, service: undefined, at: undefined };
  const kind = event.type === 'Customer Not Told' ? 'notTold' : kindOf(event);
  return { kind, waits: waits(booking), recipient, ...about };
}

/** A form without services may name one in many words, and a message has 1,024 characters at most. */
const SERVICE_LIMIT = 200;

const ASKING: readonly NewsKind[] = Object.values(ASKS);

/** What the placeholders of texts about a booking stand for, in a member's language. */
export function aboutValues(
  { customerName, service, at }: About,
  texts: StaffTexts,
  { language, timeZone }: { language: string; timeZone: string },
  now: Instant,
) {
  const locale = { language: languageTag(language), timeZone };
  return {
    name: presentableName(customerName) ?? texts.noName,
    service:
      inOneLine(service ?? '')
        .slice(0, SERVICE_LIMIT)
        .toWellFormed() || texts.noService,
    date: at ? dateInWords(at, locale, now) : texts.noDate,
    time: at ? timeInWords(at, locale) : texts.noTime,
  };
}

/** What a member reads of an event: the values of a template's body in their order, and the whole text. */
export function newsInWords(
  news: StaffNews,
  { language }: Pick<StaffMember, 'language'>,
  contract: Pick<BusinessTerms, 'staff' | 'booking'>,
  now: Instant,
): { text: string; values: string[] } {
  const texts = staffTexts(language, contract);
  const { timeZone } = contract.booking;
  const about = aboutValues(news, texts, { language, timeZone }, now);
  const service = ASKING.includes(news.kind) ? texts.inChat : about.service;
  const values = { what: texts[news.kind], ...about, service };
  return {
    text: fillPlaceholders(texts.news, NEWS_PLACEHOLDERS, values),
    values: NEWS_PLACEHOLDERS.map((name) => values[name]),
  };
}

/** The buttons under a text: a number to call where there is one, and the decision where one is waited for. */
export function newsButtons({ waits: isAsked, recipient }: StaffNews, texts: StaffTexts): StaffButton[] {
  const decides: StaffButtonMeaning[] = isAsked ? ['approve', 'refuse'] : [];
  const calls: StaffButtonMeaning[] = recipient && phoneOf(recipient) ? ['call'] : [];
  return [...decides, ...calls].map((meaning) => ({ label: texts[meaning], meaning }));
}

/** The template that carries news of a kind in a language; `undefined` if the contract has none. */
export function newsTemplate(
  { waits: isAsked }: StaffNews,
  { language }: Pick<StaffMember, 'language'>,
  { staff }: Pick<BusinessTerms, 'staff'>,
): StaffTemplate | undefined {
  const templates = staff?.templates?.[language];
  return (isAsked ? templates?.toApprove : undefined) ?? templates?.news;
}

/** The quick replies of a template, which were approved with it. */
export const staffTemplateButtons = ({ buttons = {} }: StaffTemplate): StaffButton[] =>
  quickReplies(['approve', 'refuse', 'call'], buttons);
