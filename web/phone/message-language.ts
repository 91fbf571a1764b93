import type { ChatMessage } from './simulator-calls.ts';

/** A language of the contract, and the label of its forms' button. */
export type ContractLanguage = { tag: string; cta: string };

/** The language of a form: WhatsApp shows a template in its own, and a message has the words of the contract's. */
export function languageOf({ template, flow: button }: ChatMessage, languages: readonly ContractLanguage[]): string {
  const [first] = languages;
  const spoken = languages.find(({ cta }) => cta === button?.cta) ?? first;
  return template?.language ?? spoken?.tag ?? 'en';
}

/** The language of a message without a form: that of the newest form or template up to it in the chat. */
export function languageAround(
  message: ChatMessage,
  chat: readonly ChatMessage[],
  languages: readonly ContractLanguage[],
): string {
  const isTelling = ({ at, template, flow }: ChatMessage) =>
    at <= message.at && (template !== undefined || flow !== undefined);
  return languageOf(chat.findLast(isTelling) ?? message, languages);
}
