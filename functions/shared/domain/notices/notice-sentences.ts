import type { NotNeededReason, NotToldReason } from './notice.ts';

/** A sentence to display for each reason why a customer was not told, without personal data. */
export const NOT_TOLD_SENTENCES: Record<NotToldReason, string> = {
  'window-closed':
    'The customer has not written within the last 24 hours, and the contract has no template that tells them.',
  refused: 'The provider did not take the message.',
  failed: 'The message was sent, and it did not reach the customer.',
  'no-news': 'The message was sent, and nothing was reported of it.',
  unknown: 'Nobody knows whether the message was sent. A repeat could tell the customer twice.',
  'opted-out': 'The customer asked not to receive messages.',
  'no-address': 'The customer left no address to write to.',
  'no-text': 'The contract has no text for this.',
  'needs-attention': 'The booking needs attention first.',
};

/** A sentence to display for each reason why nobody has to tell the customer. */
export const NOT_NEEDED_SENTENCES: Record<NotNeededReason, string> = {
  unchanged: 'The customer knows this already.',
  placed: 'The booking got its place. Nothing else changed.',
  past: 'The appointment had begun.',
  superseded: 'A newer version was told.',
  'by-hand': 'The booking was agreed with the customer.',
};
