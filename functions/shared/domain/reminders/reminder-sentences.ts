import type { NotToldReason } from '../notices/notice.ts';
import { NOT_TOLD_SENTENCES } from '../notices/notice-sentences.ts';
import type { SkipReason } from './reminder.ts';

/** A sentence to display for each reason why nothing was sent, without personal data. */
export const SKIP_SENTENCES: Record<SkipReason, string> = {
  'inside-lead': 'The appointment was made or moved when the time for this was over.',
  late: 'The time for this had passed too long ago.',
  past: 'The appointment had begun.',
  moved: 'The appointment is at another time now.',
  cancelled: 'The booking does not stand any more.',
  'needs-attention': 'The booking needs attention first.',
  'no-text': "The contract has no text for this in the customer's language.",
  'no-address': 'The customer left no address to write to.',
  'opted-out': 'The customer asked not to receive messages.',
  'no-show': 'The customer did not come.',
  'booked-again': 'The customer has a later booking.',
};

/** The same for what was tried in vain. */
export const notSentSentence = (reason: NotToldReason): string =>
  reason === 'unknown'
    ? 'Nobody knows whether the message was sent. A repeat could remind the customer twice.'
    : NOT_TOLD_SENTENCES[reason];
