import './choice-field.css';
import type { ComponentChildren } from 'preact';
import type { ComponentOf, FlowOption } from '../flow/flow-component.ts';
import { useFormWords } from '../words/use-form-words.ts';
import type { FieldProps } from './field-props.ts';
import { FieldWords, idsOf, LabelWords } from './field-words.tsx';

/** A choice of one option, each with its description. */
export function RadioButtons(props: FieldProps<ComponentOf<'Dropdown' | 'RadioButtonsGroup'>>) {
  const { component, value, fault, choose } = props;
  const { name, label, required } = component;
  const { id, describedBy } = idsOf(name);
  return (
    <div
      class="field"
      role="radiogroup"
      aria-labelledby={`${id}-label`}
      aria-required={required === true}
      aria-invalid={fault !== undefined}
      aria-describedby={describedBy}
    >
      <p class="field-label" id={`${id}-label`}>
        <LabelWords label={label} required={required} />
      </p>
      <div class="options">
        {component['data-source'].map((option) => (
          <OptionRow key={option.id} option={option}>
            <input
              type="radio"
              name={name}
              value={option.id}
              checked={value === option.id}
              disabled={component.enabled === false || option.enabled === false}
              onChange={() => choose(name, option.id)}
            />
          </OptionRow>
        ))}
      </div>
      <FieldWords name={name} helper={component['helper-text'] ?? component.description} fault={fault} />
    </div>
  );
}

/** A choice of any number of options. */
export function Checkboxes({
  component,
  value,
  fault,
  choose,
}: FieldProps<ComponentOf<'CheckboxGroup' | 'ChipsSelector'>>) {
  const { name, label, required } = component;
  const chosen: readonly string[] = Array.isArray(value) ? value : [];
  const toggle = (id: string) =>
    choose(name, chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    <fieldset class="field" aria-describedby={idsOf(name).describedBy} disabled={component.enabled === false}>
      <legend class="field-label">
        <LabelWords label={label} required={required} />
      </legend>
      <div class={component.type === 'ChipsSelector' ? 'options is-chips' : 'options'}>
        {component['data-source'].map((option) => (
          <OptionRow key={option.id} option={option}>
            <input
              type="checkbox"
              aria-invalid={fault !== undefined}
              name={name}
              value={option.id}
              checked={chosen.includes(option.id)}
              disabled={option.enabled === false}
              onChange={() => toggle(option.id)}
            />
          </OptionRow>
        ))}
      </div>
      <FieldWords name={name} helper={component['helper-text'] ?? component.description} fault={fault} />
    </fieldset>
  );
}

function OptionRow({ option, children }: { option: FlowOption; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label class="option">
      <span class="option-words">
        <span class="option-title">{option.title}</span>
        {option.description && <span class="option-description">{option.description}</span>}
      </span>
      {children}
    </label>
  );
}

/** A consent, with a link to its text. */
export function OptInField({ component, value, fault, choose, perform }: FieldProps<ComponentOf<'OptIn'>>) {
  const { name, label, required, 'on-click-action': action } = component;
  const { describedBy } = idsOf(name);
  const { readMore } = useFormWords();
  return (
    <div class="field">
      <label class="option is-opt-in">
        <input
          type="checkbox"
          name={name}
          checked={value === true}
          aria-required={required === true}
          aria-invalid={fault !== undefined}
          aria-describedby={describedBy}
          onChange={({ currentTarget }) => choose(name, currentTarget.checked)}
        />
        <span class="option-words">
          <LabelWords label={label} required={required} />
        </span>
      </label>
      {action && (
        <button class="flow-link" type="button" onClick={() => perform(action)}>
          {readMore}
        </button>
      )}
      <FieldWords name={name} fault={fault} />
    </div>
  );
}
