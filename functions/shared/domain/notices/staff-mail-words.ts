import type { AttentionReason } from '../booking/booking.ts';
import type { WishForPerson } from '../wishes/wish.ts';
import type { NoticePurpose, NotToldReason } from './notice.ts';

/** What stands before a fact of an e-mail. */
export type StaffMailLabel =
  | 'when'
  | 'service'
  | 'with'
  | 'name'
  | 'notes'
  | 'decideBy'
  | 'by'
  | 'reason'
  | 'phone'
  | 'chat'
  | 'invitation'
  | 'written'
  | 'why'
  | 'say'
  | 'call'
  | 'open';

/** The words of the e-mails to staff in one language. A language without one of them does not compile. */
export type StaffMailWords = {
  /** The locale that names days and months: BCP 47. */
  locale: string;
  /** At most ten characters each: the values stand in a column. */
  labels: Readonly<Record<StaffMailLabel, string>>;
  none: string;
  before: (value: string) => string;
  noNumber: string;
  timeNotKnown: string;
  /** `Tuesday 6 May 2031`, of the names of a day. */
  longDay: (day: { weekday: string; day: string; month: string; year: string }) => string;
  span: (from: string, to: string) => string;
  /** What follows the kind of a subject where the booking needs attention. */
  needsAttentionMark: string;
  subjects: {
    needsAttention: string;
    rightAgain: string;
    booked: string;
    changed: string;
    cancelled: string;
    declined: string;
    pleaseApprove: string;
    waitsForApproval: string;
    notDecided: string;
    notTold: (purpose: NoticePurpose) => string;
  };
  happenings: {
    overlaps: string;
    overlapsNoMore: string;
    bookedByHand: string;
    approved: string;
    declined: string;
    booked: string;
    cancelled: string;
    changedByCustomer: string;
    changed: string;
    notDecided: string;
    requestAttention: string;
    requestCorrected: string;
    wantsToMove: string;
    asks: string;
    notTold: (purpose: NoticePurpose) => string;
  };
  byCustomer: string;
  byStaff: (name: string) => string;
  needsAttention: string;
  attention: Readonly<Record<AttentionReason, string>>;
  overlapsWith: (invitationId: string) => string;
  notTold: Readonly<Record<NotToldReason, string>>;
  wants: Readonly<Record<WishForPerson, string>>;
  pleaseAnswer: string;
};
