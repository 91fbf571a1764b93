import type { FieldValue, FlowAction } from '../flow/flow-component.ts';

/** What every field of a form is given besides itself. */
export type FieldProps<Component> = {
  component: Component;
  value: FieldValue;
  /** What is wrong with the value; nothing, as long as nobody went on with it. */
  fault: string | undefined;
  /** `YYYY-MM-DD`. */
  today: string;
  enter(name: string, value: FieldValue): void;
  /** Sets off an action of the form. */
  perform(action: FlowAction): void;
};
