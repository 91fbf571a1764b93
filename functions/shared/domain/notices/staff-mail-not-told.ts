import { resourcesShown, serviceShown } from '../booking/placement.ts';
import type { EventDetail } from '../events/event-details.ts';
import type { Instant } from '../time/instant.ts';
import { bookingLink, contactLines, hiddenChat, phoneShown, type StaffPlaces } from './staff-mail-contact.ts';
import { factWriter } from './staff-mail-layout.ts';
import { composed, type StaffMail } from './staff-mail-text.ts';
import { longTime, shortTime } from './staff-mail-times.ts';
import type { StaffMailWords } from './staff-mail-words.ts';
import { type NoticeTerms, textToSay } from './text-to-say.ts';

/** Whom to call, why no message reached them, and what to say. */
export function notToldMail(
  detail: EventDetail<'Customer Not Told'>,
  terms: NoticeTerms,
  { places, words, now }: { places: StaffPlaces; words: StaffMailWords; now: Instant },
): StaffMail {
  const { invitationId, recipient, booking, purpose, reason, language } = detail;
  const facts = factWriter(words)([
    { label: 'when', value: booking && longTime(booking, words) },
    { label: 'service', value: booking && serviceShown(booking) },
    { label: 'with', value: booking && resourcesShown(booking) },
    { label: 'name', value: booking?.customerName },
    { label: 'phone', value: phoneShown(recipient, words) },
    { label: 'chat', value: hiddenChat(recipient) },
    { label: 'why', value: words.notTold[reason] },
    { label: 'say', value: textToSay({ purpose, booking, language }, terms, now) },
    { label: 'invitation', value: invitationId },
  ]);
  const contact = contactLines(recipient, bookingLink(places, invitationId), words);
  const when = booking ? `: ${shortTime(booking, words)}` : '';
  const subject = `${words.subjects.notTold(purpose)}${when}`;
  return composed(subject, [words.happenings.notTold(purpose), '', ...facts, ...contact]);
}
