import * as z from 'zod/mini';
import type { BusinessTerms } from '../business-terms.ts';
import { MessageId } from '../delivery/delivery.ts';
import { foldWording, saysOnly } from '../text/wording.ts';
import { Instant } from '../time/instant.ts';
import type { InboundMessage } from './inbound.ts';
import { ChatId } from './recipient.ts';

/** The sign by which a message was recognised as a request to book. */
export const IntentSign = z.enum(['words', 'button', 'first-message']);
export type IntentSign = z.infer<typeof IntentSign>;

/** One inbound message that asked to book, as stored. */
export const Intent = z.object({
  messageId: MessageId,
  channelId: z.string(),
  chatId: ChatId,
  at: Instant,
  sign: IntentSign,
  /** The contract's language whose words were used, if words were the sign. */
  language: z.optional(z.string()),
});
export type Intent = z.infer<typeof Intent>;

export type Consent = 'opt-out' | 'opt-in';

/** The consent that a message states: its whole text must be one of the contract's opt-out or opt-in words. */
export function consentIn(
  { text = '' }: InboundMessage,
  { languages }: Pick<BusinessTerms, 'languages'>,
): Consent | undefined {
  const folded = foldWording(text);
  const spoken = Object.values(languages);
  if (spoken.some(({ optOutWords }) => saysOnly(folded, optOutWords))) return 'opt-out';
  if (spoken.some(({ optInWords }) => saysOnly(folded, optInWords))) return 'opt-in';
  return undefined;
}
