import type { Message } from '../../channel-state.ts';

/** A completed form in WhatsApp's format: its fields and, usually, the flow token, as a JSON text. */
export function flowResponse(message: Message) {
  const { fields = {}, flowToken } = message.form ?? {};
  const content = flowToken === undefined ? fields : { flow_token: flowToken, ...fields };
  return { name: 'flow', body: 'Sent', response_json: JSON.stringify(content) };
}
