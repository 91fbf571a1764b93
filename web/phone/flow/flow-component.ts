import * as z from 'zod/mini';

/** The action of a button, a link or a choice. */
export const FlowAction = z.looseObject({
  name: z.string(),
  next: z.optional(z.looseObject({ name: z.string() })),
  payload: z.optional(z.record(z.string(), z.unknown())),
  url: z.optional(z.string()),
});
export type FlowAction = z.infer<typeof FlowAction>;

/** One option of a choice. */
export const FlowOption = z.looseObject({
  id: z.string(),
  title: z.string(),
  description: z.optional(z.string()),
  enabled: z.optional(z.boolean()),
});
export type FlowOption = z.infer<typeof FlowOption>;

const field = {
  name: z.string(),
  label: z.string(),
  required: z.optional(z.boolean()),
  enabled: z.optional(z.boolean()),
  'helper-text': z.optional(z.string()),
  description: z.optional(z.string()),
  'error-message': z.optional(z.string()),
  'on-select-action': z.optional(FlowAction),
};
const text = { 'init-value': z.optional(z.string()) };
const options = { 'data-source': z.array(FlowOption) };
const several = {
  ...options,
  'min-selected-items': z.optional(z.number()),
  'max-selected-items': z.optional(z.number()),
  'init-value': z.optional(z.array(z.string())),
};
/** Dates are `YYYY-MM-DD`; days of the week `Mon` … `Sun`. */
const dates = {
  'min-date': z.optional(z.string()),
  'max-date': z.optional(z.string()),
  'unavailable-dates': z.optional(z.array(z.string())),
  'include-days': z.optional(z.array(z.string())),
};
const DateRange = z.object({ 'start-date': z.string(), 'end-date': z.string() });
export type DateRange = z.infer<typeof DateRange>;
const startAndEnd = <T extends z.ZodMiniType>(each: T) => z.object({ 'start-date': each, 'end-date': each });

const Text = z.object({
  type: z.enum(['TextHeading', 'TextSubheading', 'TextBody', 'TextCaption']),
  text: z.optional(z.union([z.string(), z.array(z.string()), z.number(), z.boolean()])),
  'font-weight': z.optional(z.enum(['bold', 'italic', 'bold_italic', 'normal'])),
  strikethrough: z.optional(z.boolean()),
});

const TextInput = z.object({
  type: z.literal('TextInput'),
  ...field,
  ...text,
  'input-type': z.optional(z.enum(['text', 'number', 'email', 'password', 'passcode', 'phone'])),
  pattern: z.optional(z.string()),
  'min-chars': z.optional(z.coerce.number()),
  'max-chars': z.optional(z.coerce.number()),
});

const TextArea = z.object({
  type: z.literal('TextArea'),
  ...field,
  ...text,
  'max-length': z.optional(z.coerce.number()),
});

const OneOf = z.object({ type: z.enum(['Dropdown', 'RadioButtonsGroup']), ...field, ...text, ...options });

const SomeOf = z.object({ type: z.enum(['CheckboxGroup', 'ChipsSelector']), ...field, ...several });

const OptIn = z.object({
  type: z.literal('OptIn'),
  ...field,
  'init-value': z.optional(z.boolean()),
  'on-click-action': z.optional(FlowAction),
});

const DatePicker = z.object({ type: z.literal('DatePicker'), ...field, ...text, ...dates });

const CalendarPicker = z.object({
  type: z.literal('CalendarPicker'),
  ...field,
  ...dates,
  title: z.optional(z.string()),
  mode: z.optional(z.enum(['single', 'range'])),
  label: z.union([z.string(), startAndEnd(z.string())]),
  'helper-text': z.optional(z.union([z.string(), startAndEnd(z.optional(z.string()))])),
  required: z.optional(z.union([z.boolean(), startAndEnd(z.boolean())])),
  'min-days': z.optional(z.number()),
  'max-days': z.optional(z.number()),
  'init-value': z.optional(z.union([z.string(), DateRange])),
});

const Picture = z.object({
  type: z.literal('Image'),
  src: z.string(),
  'alt-text': z.optional(z.string()),
  height: z.optional(z.number()),
});

const EmbeddedLink = z.object({
  type: z.literal('EmbeddedLink'),
  text: z.string(),
  'on-click-action': FlowAction,
});

const Footer = z.object({
  type: z.literal('Footer'),
  label: z.string(),
  enabled: z.optional(z.boolean()),
  'left-caption': z.optional(z.string()),
  'center-caption': z.optional(z.string()),
  'right-caption': z.optional(z.string()),
  'on-click-action': FlowAction,
});

/** The components that the phone can draw, with their expressions evaluated. */
export const FlowComponent = z.discriminatedUnion('type', [
  Text,
  TextInput,
  TextArea,
  OneOf,
  SomeOf,
  OptIn,
  DatePicker,
  CalendarPicker,
  Picture,
  EmbeddedLink,
  Footer,
]);
export type FlowComponent = z.infer<typeof FlowComponent>;
export type ComponentOf<Type extends FlowComponent['type']> = Extract<FlowComponent, { type: Type }>;

/** The components with a value. */
export type FlowField = Extract<FlowComponent, { name: string }>;

export function isField(component: { type: string }): component is FlowField {
  return 'name' in component && component.type !== 'Unknown';
}

/** A field's value; an empty field has `undefined`, or the empty text or list. */
export type FieldValue = string | boolean | readonly string[] | DateRange | undefined;
export type FormValues = Readonly<Record<string, FieldValue>>;
