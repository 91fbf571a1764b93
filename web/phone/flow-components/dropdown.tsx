import type { ComponentOf } from '../flow/flow-component.ts';
import { useFormWords } from '../words/use-form-words.ts';
import type { FieldProps } from './field-props.ts';
import { FieldWords, idsOf, LabelWords } from './field-words.tsx';

/** A choice of one option from a list that opens. */
export function Dropdown(props: FieldProps<ComponentOf<'Dropdown' | 'RadioButtonsGroup'>>) {
  const { component, value, fault, choose } = props;
  const { name, label, required, 'data-source': options } = component;
  const words = useFormWords();
  const { id, describedBy } = idsOf(name);
  return (
    <div class="field">
      <label class="field-label" for={id}>
        <LabelWords label={label} required={required} />
      </label>
      <select
        id={id}
        class="input"
        value={typeof value === 'string' ? value : ''}
        disabled={component.enabled === false}
        aria-required={required === true}
        aria-invalid={fault !== undefined}
        aria-describedby={describedBy}
        onChange={({ currentTarget }) => choose(name, currentTarget.value || undefined)}
      >
        <option value="">{words.choose}</option>
        {options.map((option) => (
          <option key={option.id} value={option.id} disabled={option.enabled === false}>
            {option.title}
          </option>
        ))}
      </select>
      <FieldWords name={name} helper={component['helper-text'] ?? component.description} fault={fault} />
    </div>
  );
}
