import type { Message } from '../../channel-state.ts';

/** The tap on a free-form button, or the chosen row of a list, in WhatsApp's format. */
export function chosenReply({ buttonPayload: id = '', body: title, chosenFrom }: Message) {
  if (chosenFrom?.kind !== 'list') return { type: 'button_reply', button_reply: { id, title } };
  const description = chosenFrom.options.find((option) => option.id === id)?.description;
  return { type: 'list_reply', list_reply: { id, title, ...(description !== undefined && { description }) } };
}
