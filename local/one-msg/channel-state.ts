import * as z from 'zod/mini';

/** Why a message failed: Meta's code and texts, and the free text of the normalised dialect. */
export const Failure = z.object({
  code: z.int(),
  title: z.string(),
  details: z.string(),
  text: z.string(),
});
export type Failure = z.infer<typeof Failure>;

/** The provider's status words; `viewed` and `played` are synonyms of `read`. */
export const Status = z.enum(['sent', 'delivered', 'read', 'viewed', 'played', 'failed', 'undelivered']);
export type Status = z.infer<typeof Status>;

/** One step of a message's delivery. `at` is in milliseconds since the epoch, by the simulator's clock. */
export const StatusChange = z.object({ status: Status, at: z.number(), failure: z.optional(Failure) });
export type StatusChange = z.infer<typeof StatusChange>;

/**
 * A person on WhatsApp. `id` (the phone, else the BSUID) is internal to the simulator; `customer-book.ts` has what the
 * provider reports. Times are in milliseconds since the epoch.
 */
export const Customer = z.object({
  id: z.string(),
  phone: z.optional(z.string()),
  reportedPhone: z.optional(z.string()),
  bsuid: z.string(),
  name: z.optional(z.string()),
  phoneHidden: z.boolean(),
  lastWroteAt: z.optional(z.number()),
});
export type Customer = z.infer<typeof Customer>;

/** The button that opens a Flow, in a flow message or in a template with a FLOW button. */
export const FlowButton = z.object({
  flowId: z.string(),
  token: z.optional(z.string()),
  cta: z.string(),
  screen: z.optional(z.string()),
  data: z.optional(z.record(z.string(), z.unknown())),
  /** Set once the endpoint of a live form said that the invitation is over: the button is disabled for good. */
  isOver: z.optional(z.literal(true)),
});
export type FlowButton = z.infer<typeof FlowButton>;

/** A reply that a message offers: a button, or a row of its list. A template's quick reply has its title for its id. */
export const Reply = z.object({ id: z.string(), title: z.string(), description: z.optional(z.string()) });
export type Reply = z.infer<typeof Reply>;

/** The replies under a message. `action` is the label that opens the list. */
export const Replies = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['buttons', 'quick-replies']), options: z.array(Reply) }),
  z.object({ kind: z.literal('list'), action: z.string(), options: z.array(Reply) }),
]);
export type Replies = z.infer<typeof Replies>;

export const Message = z.object({
  id: z.string(),
  customerId: z.string(),
  fromCustomer: z.boolean(),
  kind: z.enum(['text', 'button', 'completion', 'flow', 'template', 'buttons', 'list']),
  body: z.string(),
  at: z.number(),
  quotedMessageId: z.optional(z.string()),
  buttonPayload: z.optional(z.string()),
  /** Set if the customer chose one of these replies; the body is its title, the payload its id. */
  chosenFrom: z.optional(Replies),
  replies: z.optional(Replies),
  flow: z.optional(FlowButton),
  template: z.optional(z.object({ name: z.string(), language: z.string() })),
  form: z.optional(z.object({ fields: z.record(z.string(), z.unknown()), flowToken: z.optional(z.string()) })),
  history: z.array(StatusChange),
});
export type Message = z.infer<typeof Message>;

/** A registered webhook URL and its consecutive failed deliveries, repeats included. */
export const WebhookAddress = z.object({ url: z.string(), failuresInRow: z.int(), disabled: z.boolean() });
export type WebhookAddress = z.infer<typeof WebhookAddress>;

/** The channel settings that the simulator uses; it stores others unchanged. */
export const Settings = z.looseObject({
  ackNotificationsOn: z.boolean(),
  rawHooks: z.boolean(),
  guaranteedHooks: z.boolean(),
});
export type Settings = z.infer<typeof Settings>;

export const TemplateButton = z.object({
  type: z.enum(['FLOW', 'QUICK_REPLY']),
  text: z.string(),
  flow_id: z.optional(z.string()),
  flow_action: z.optional(z.string()),
  navigate_screen: z.optional(z.string()),
});

export const Template = z.object({
  id: z.string(),
  name: z.string(),
  namespace: z.string(),
  language: z.string(),
  category: z.string(),
  status: z.enum(['approved', 'pending', 'rejected']),
  /** When WhatsApp approves a template that was submitted, in milliseconds since the epoch. */
  approvedFrom: z.optional(z.number()),
  body: z.string(),
  buttons: z.array(TemplateButton),
});
export type Template = z.infer<typeof Template>;

export const FlowFault = z.object({ error: z.string(), error_type: z.string(), message: z.string(), path: z.string() });
export type FlowFault = z.infer<typeof FlowFault>;

/** A Flow on the channel's account; `json` is the uploaded Flow JSON. */
export const Flow = z.object({
  id: z.string(),
  name: z.string(),
  categories: z.array(z.string()),
  status: z.enum(['DRAFT', 'PUBLISHED']),
  json: z.optional(z.string()),
  /** Where a live Flow asks for its screens. */
  endpointUri: z.optional(z.string()),
  faults: z.array(FlowFault),
});
export type Flow = z.infer<typeof Flow>;

/** The content of the state file, which survives a restart. */
export const SavedState = z.object({
  version: z.literal(1),
  customers: z.array(Customer),
  messages: z.array(Message),
  webhooks: z.array(WebhookAddress),
  settings: Settings,
  templates: z.array(Template),
  flows: z.array(Flow),
  encryptionKey: z.optional(z.string()),
  /** The key before it, which some phones still use. */
  formerEncryptionKey: z.optional(z.string()),
});
export type SavedState = z.infer<typeof SavedState>;
