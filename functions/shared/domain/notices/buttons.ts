import type { BusinessTerms, NoticeTemplate } from '../business-terms.ts';
import type { Invitation } from '../invitation/invitation.ts';
import { type Instant, later } from '../time/instant.ts';
import { wordsFor } from './contract-words.ts';
import type { SentButton } from './notice.ts';
import type { BookingPurpose, DatedBooking } from './notice-text.ts';

/** Until so long before its start a customer may change or cancel a booking, if the contract says nothing else. */
const CHANGE_UNTIL_MINUTES = 120;

/** Whether a customer may still change or cancel a booking that begins at `startsAt`. */
export function mayChange(startsAt: Instant, { booking }: Pick<BusinessTerms, 'booking'>, now: Instant): boolean {
  const { changeUntilMinutes = CHANGE_UNTIL_MINUTES } = booking;
  return now <= later(startsAt, -changeUntilMinutes * 60_000);
}

/** The buttons under the text of a notice: none where the contract has no labels, or nothing can be changed any more. */
export function noticeButtons(
  purpose: BookingPurpose,
  { startsAt }: DatedBooking,
  invitation: Pick<Invitation, 'language'>,
  contract: BusinessTerms,
  now: Instant,
): SentButton[] {
  const labels = wordsFor(invitation, contract).chat?.buttons;
  if (!labels) return [];
  if (purpose === 'cancelled') return [{ label: labels.book, meaning: 'book' }];
  if (!mayChange(startsAt, contract, now)) return [];
  return [
    { label: labels.change, meaning: 'change' },
    { label: labels.cancel, meaning: 'cancel' },
  ];
}

/** The quick replies that a template has of all that it may have, in their order. */
export const quickReplies = <Meaning extends string>(
  meanings: readonly Meaning[],
  labels: Readonly<Partial<Record<Meaning, string | undefined>>>,
): { label: string; meaning: Meaning }[] =>
  meanings.flatMap((meaning) => {
    const label = labels[meaning];
    return label === undefined ? [] : [{ label, meaning }];
  });

/** The quick replies of a template, which were approved with it. */
export const templateButtons = ({ buttons = {} }: NoticeTemplate): SentButton[] =>
  quickReplies(['coming', 'change', 'cancel', 'book'], buttons);
