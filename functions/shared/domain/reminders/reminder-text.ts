import { type BusinessTerms, type NoticeTemplate, PLACEHOLDERS } from '../business-terms.ts';
import type { Invitation } from '../invitation/invitation.ts';
import { mayChange } from '../notices/buttons.ts';
import { wordsFor } from '../notices/contract-words.ts';
import type { SentButton } from '../notices/notice.ts';
import { type DatedBooking, noticeValues, valueWords } from '../notices/notice-text.ts';
import { fillPlaceholders } from '../text/fill-placeholders.ts';
import type { Instant } from '../time/instant.ts';
import type { ReminderKind } from './reminded-of.ts';
import type { Reminder } from './reminder.ts';

const LISTS = { reminder: 'reminders', 'follow-up': 'followUps' } as const satisfies Record<ReminderKind, string>;
const TEMPLATES = { reminder: 'reminder', 'follow-up': 'followUp' } as const satisfies Record<ReminderKind, string>;

type Kept = Pick<Reminder, 'kind' | 'key'>;
type Spoken = Pick<Invitation, 'language'>;

/** The contract's text for a reminder in the customer's language; `undefined` if nothing is sent in that language. */
export const textFor = ({ kind, key }: Kept, invitation: Spoken, contract: BusinessTerms): string | undefined =>
  wordsFor(invitation, contract)[LISTS[kind]]?.[key];

/** The approved template that reminds while the session window is closed, if the contract has one. */
export const templateFor = (
  { kind }: Pick<Reminder, 'kind'>,
  invitation: Spoken,
  contract: BusinessTerms,
): NoticeTemplate | undefined => wordsFor(invitation, contract).templates?.[TEMPLATES[kind]];

/** What the placeholders of a reminder, and the variables of its template, stand for. */
export const reminderValues = (
  booking: DatedBooking,
  invitation: Pick<Invitation, 'language' | 'customerName'>,
  contract: BusinessTerms,
  now: Instant,
): ReturnType<typeof noticeValues> => noticeValues(booking, valueWords(invitation, contract), invitation, now);

/** What a customer reads. */
export const reminderText = (text: string, values: ReturnType<typeof noticeValues>): string =>
  fillPlaceholders(text, PLACEHOLDERS, values);

/** The buttons under the text of a reminder, each about the appointment as the text tells it. */
export function reminderButtons(
  { kind, startsAt }: Pick<Reminder, 'kind' | 'startsAt'>,
  invitation: Pick<Invitation, 'invitationId' | 'language'>,
  contract: BusinessTerms,
  now: Instant,
): SentButton[] {
  const labels = wordsFor(invitation, contract).chat?.buttons;
  if (!labels) return [];
  const about = { invitationId: invitation.invitationId, startsAt };
  if (kind === 'follow-up') return [{ label: labels.book, meaning: 'book', ...about }];
  const { coming, change, cancel } = labels;
  return [
    ...(coming === undefined ? [] : [{ label: coming, meaning: 'coming' as const, ...about }]),
    ...(mayChange(startsAt, contract, now)
      ? [
          { label: change, meaning: 'change' as const, ...about },
          { label: cancel, meaning: 'cancel' as const, ...about },
        ]
      : []),
  ];
}
