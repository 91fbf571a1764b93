import type { Message } from '../../channel-state.ts';

/** A completed form as WhatsApp hands it over: its fields and, usually, the flow token, as a JSON text. */
export function flowResponse(message: Message) {
  const { fields = {}, flowToken } = message.form ?? {};
  const content = flowToken === undefined ? fields : { flow_token: flowToken, ...fields };
  return { name: 'flow', body: 'Sent', response_json: JSON.stringify(content) };
}

/** The tap on a free-form button as WhatsApp hands it over. */
export const buttonReply = (payload: string, label: string) => ({
  type: 'button_reply',
  button_reply: { id: payload, title: label },
});
