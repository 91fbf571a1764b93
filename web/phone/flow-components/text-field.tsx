import { longestText } from '../flow/find-faults.ts';
import type { ComponentOf } from '../flow/flow-component.ts';
import type { FieldProps } from './field-props.ts';
import { FieldWords, idsOf, LabelWords } from './field-words.tsx';

/** The keyboard and the kind of input for each kind of text; a number is typed as text, so that nothing is lost. */
const KINDS = {
  text: { type: 'text', inputMode: 'text' },
  number: { type: 'text', inputMode: 'decimal' },
  email: { type: 'email', inputMode: 'email' },
  password: { type: 'password', inputMode: 'text' },
  passcode: { type: 'password', inputMode: 'numeric' },
  phone: { type: 'tel', inputMode: 'tel' },
} as const;

/** One line of text, or several. */
export function TextField({ component, value, fault, enter }: FieldProps<ComponentOf<'TextInput' | 'TextArea'>>) {
  const { name, label, required, 'helper-text': helper } = component;
  const { id, describedBy } = idsOf(name);
  const shared = {
    id,
    class: 'input',
    value: typeof value === 'string' ? value : '',
    maxLength: longestText(component),
    disabled: component.enabled === false,
    'aria-required': required === true,
    'aria-invalid': fault !== undefined,
    'aria-describedby': describedBy,
    autoComplete: 'off',
    onInput: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
      enter(name, event.currentTarget.value),
  };
  return (
    <div class="field">
      <label class="field-label" for={id}>
        <LabelWords label={label} required={required} />
      </label>
      {component.type === 'TextArea' ? (
        <textarea {...shared} rows={3} />
      ) : (
        <input {...shared} {...KINDS[component['input-type'] ?? 'text']} />
      )}
      <FieldWords name={name} helper={helper} fault={fault} />
    </div>
  );
}
