import { createHash } from 'node:crypto';
import fc from 'fast-check';

/** JSON of so many lists in one another. */
export const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

/** What is nobody's in particular: each is kept as it came by whichever URL gets it. */
export const UNUSABLE: Record<string, string | Uint8Array | object> = {
  'nothing at all': '',
  'no JSON': 'this is no JSON',
  'half a JSON': '{"messages": [{"id": "wamid.1"',
  'bytes that are no text': new Uint8Array([0xff, 0xfe, 0x00, 0x80]),
  '300 KB': JSON.stringify({ junk: 'x'.repeat(300 * 1024) }),
  'ten thousand levels': nested(10_000),
  'sixty thousand levels of objects': `${'{"a":'.repeat(60_000)}1${'}'.repeat(60_000)}`,
  'an array': '[{"id": "wamid.1"}]',
  'a number': '42',
  null: 'null',
  'a text': '"hello"',
  'an empty object': {},
  'an unknown shape': { instanceId: 'VID000000001', type: 'calls', calls: [{ id: 'call-1' }] },
  'known names of unknown form': { messages: { id: 'wamid.1' }, ack: 'delivered', entry: 7 },
  'names of the language': '{"__proto__": {"messages": []}, "constructor": {"prototype": 1}}',
};

/** Known lists with something in them that nobody understands. */
export const UNREADABLE: Record<string, object> = {
  'statuses that are none': { ack: [null, 1, 'x', {}, { id: 'wamid.1', status: 'exploded' }], hooks: [[], { id: 5 }] },
  'messages that are none': { messages: [null, {}, { id: 'wamid.1' }, { id: '', chatId: 'x', body: [] }] },
  'entries that are none': {
    entry: [null, {}, { changes: [null, { value: 1 }, { value: { messages: [null], statuses: [{}] } }] }],
  },
};

/** The hash by which an announcement names what was kept. */
export const hashOf = (body: string | Uint8Array | object) => {
  const text = body instanceof Uint8Array ? new TextDecoder().decode(body) : body;
  return createHash('sha256')
    .update(typeof text === 'string' ? text : JSON.stringify(text))
    .digest('hex');
};

const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('wamid.1', '34600000001@c.us', '1795341600'));
const element = fc.dictionary(
  fc.constantFrom('id', 'chatId', 'status', 'time', 'timestamp', 'body', 'type', 'from', 'fromMe', 'errors', 'error'),
  value,
);
const list = fc.array(fc.oneof(element, value), { maxLength: 4 });
const change = fc.record({
  value: fc.record({ statuses: list, messages: list, contacts: list, message_echoes: list }),
});
/** Any body that has the provider's lists, with anything in them. */
export const anyWebhookBody = fc.record(
  { ack: list, hooks: list, messages: list, entry: fc.array(fc.record({ changes: fc.array(change) })) },
  { requiredKeys: [] },
);
