import { type ChatId, ReportedChatId } from '../../domain/recipient.ts';

/** The chat id behind an address as WhatsApp writes it: digits are a visible phone, anything else is a BSUID. */
export function chatIdOf(address: string | null | undefined): ChatId | undefined {
  if (!address) return undefined;
  const parsed = ReportedChatId.safeParse(/^\d+$/.test(address) ? `${address}@c.us` : `${address}@lid`);
  return parsed.success ? parsed.data : undefined;
}
