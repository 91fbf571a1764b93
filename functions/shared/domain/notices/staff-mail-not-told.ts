import { resourcesShown, serviceShown } from '../booking/placement.ts';
import type { EventDetail } from '../events/event-details.ts';
import type { Instant } from '../time/instant.ts';
import type { NoticePurpose } from './notice.ts';
import { contactLines, hiddenChat, invitationLink, phoneShown, type StaffPlaces } from './staff-mail-contact.ts';
import { writeFacts } from './staff-mail-layout.ts';
import type { StaffMail } from './staff-mail-text.ts';
import { longTime, shortTime } from './staff-mail-times.ts';
import { type NoticeTerms, textToSay } from './text-to-say.ts';

const NEWS: Record<NoticePurpose, string> = {
  requested: 'that their appointment waits for approval',
  booked: 'that their appointment is booked',
  changed: 'that their appointment was changed',
  cancelled: 'that their appointment was cancelled',
  declined: 'that their appointment was refused',
  refused: 'that the time they asked for cannot be had',
};

/** Whom to call, why no message reached them, and what to say. */
export function notToldMail(
  detail: EventDetail<'Customer Not Told'>,
  terms: NoticeTerms,
  places: StaffPlaces,
  now: Instant,
): StaffMail {
  const { invitationId, recipient, booking, purpose, explanation, language } = detail;
  const facts = writeFacts([
    { label: 'When', value: booking && longTime(booking) },
    { label: 'Service', value: booking && serviceShown(booking) },
    { label: 'With', value: booking && resourcesShown(booking) },
    { label: 'Name', value: booking?.customerName },
    { label: 'Phone', value: phoneShown(recipient) },
    { label: 'Chat', value: hiddenChat(recipient) },
    { label: 'Why', value: explanation },
    { label: 'Say', value: textToSay({ purpose, booking, language }, terms, now) },
    { label: 'Invitation', value: invitationId },
  ]);
  const link = invitationLink(places, invitationId);
  const lines = [
    `A customer was not told ${NEWS[purpose]}. Please tell them.`,
    '',
    ...facts,
    '',
    ...(link ? [] : [`When you have told them: POST /worklist/${invitationId}/done {"what": "called"}`]),
    ...contactLines(recipient, link),
  ];
  const when = booking ? `: ${shortTime(booking)}` : '';
  return { subject: `Not told (${purpose}), please call${when}`, text: `${lines.join('\n')}\n` };
}
