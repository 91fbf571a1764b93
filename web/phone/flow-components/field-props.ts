import type { FieldValue, FlowAction } from '../flow/flow-component.ts';

/** The common props of all form fields. */
export type FieldProps<Component> = {
  component: Component;
  value: FieldValue;
  /** The value's error, shown only after an attempt to continue. */
  fault: string | undefined;
  /** `YYYY-MM-DD`. */
  today: string;
  enter(name: string, value: FieldValue): void;
  /** Enters a value and runs what the field does when one is chosen. */
  choose(name: string, value: FieldValue): void;
  /** Runs an action of the form. */
  perform(action: FlowAction): void;
};
