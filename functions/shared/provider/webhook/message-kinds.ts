/**
 * The kind of a message, by the provider's type in either dialect:
 * - `typed`: its text is the customer's words
 * - `interactive`: the answer to a form, a button or a list; only this may book without a token
 * - `tap`: a tap on a button; its label counts as words
 * - `media`: its body is a link, and only its caption may be words
 * - `wordless`: a message without words, such as a place, a contact card or an order
 * - `sign`: a reaction or a call, which opens the session window but has no text
 * - `notice`: a notice of WhatsApp, which opens no window
 * - `unknown`: a customer's message of an unknown type
 */
export type MessageKind = 'typed' | 'interactive' | 'tap' | 'media' | 'wordless' | 'sign' | 'notice' | 'unknown';

const TYPES: Readonly<Record<Exclude<MessageKind, 'unknown'>, readonly string[]>> = {
  typed: ['chat', 'text'],
  interactive: ['interactive', 'nfm_reply'],
  tap: [
    'button',
    'button_reply',
    'buttons_response',
    'list_reply',
    'list_response',
    'quick_reply',
    'template_button_reply',
  ],
  media: ['image', 'video', 'gif', 'audio', 'voice', 'ptt', 'ptv', 'document', 'sticker'],
  wordless: [
    'location',
    'live_location',
    'vcard',
    'multi_vcard',
    'contact',
    'contacts',
    'contact_card',
    'contact_card_multi',
    'order',
    'product',
    'product_inquiry',
    'payment',
    'poll',
    'poll_creation',
    'poll_response',
    'event_creation',
    'event_response',
  ],
  sign: ['reaction', 'poll_update', 'poll_vote', 'call', 'call_log'],
  notice: [
    'system',
    'protocol',
    'revoked',
    'revoke',
    'deleted',
    'edit',
    'edited',
    'gp2',
    'security',
    'pinned_message',
    'request_welcome',
    'identity_changed',
    'customer_identity_changed',
    'user_changed_number',
    'customer_changed_number',
    'user_changed_user_id',
    'notification_template',
    'debug',
  ],
};

const KINDS: ReadonlyMap<string, MessageKind> = new Map(
  Object.entries(TYPES).flatMap(([kind, types]) => types.map((type) => [type, kind as MessageKind] as const)),
);

/** The kind of a type. Any type that ends in "notification" is a notice. */
export function kindOf(type: string | undefined): MessageKind {
  const name = type?.toLowerCase() ?? '';
  return KINDS.get(name) ?? (/(^|_)notification$/.test(name) ? 'notice' : 'unknown');
}

/** Whether a type is in the table above. */
export const isKnownType = (type: string): boolean => KINDS.has(type);
