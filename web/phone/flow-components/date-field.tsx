import './date-field.css';
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { Icon } from '../../ui/icon.tsx';
import { type DateBounds, nameDay } from '../flow/calendar.ts';
import type { ComponentOf, DateRange, FieldValue } from '../flow/flow-component.ts';
import { useFormWords } from '../words/use-form-words.ts';
import { Calendar } from './calendar.tsx';
import type { FieldProps } from './field-props.ts';
import { FieldWords, idsOf, LabelWords } from './field-words.tsx';

/** One day, or the first and last day of a range. */
export function DateField(props: FieldProps<ComponentOf<'DatePicker'> | ComponentOf<'CalendarPicker'>>) {
  const { component, value, fault, today, enter, choose } = props;
  const { name } = component;
  const shared = { bounds: component, today, isDisabled: component.enabled === false };
  if (component.type === 'CalendarPicker' && component.mode === 'range') {
    return (
      <RangeField
        {...shared}
        component={component}
        value={value}
        fault={fault}
        // A range is chosen with its second day only.
        choose={(range) => (range['start-date'] && range['end-date'] ? choose(name, range) : enter(name, range))}
      />
    );
  }
  const { label, 'helper-text': helper } = component;
  return (
    <DayField
      {...shared}
      name={name}
      label={typeof label === 'string' ? label : label['start-date']}
      helper={typeof helper === 'string' ? helper : component.description}
      isRequired={component.required === true}
      value={typeof value === 'string' ? value : undefined}
      fault={fault}
      choose={(day) => choose(name, day)}
    />
  );
}

type Shared = { bounds: DateBounds; today: string; isDisabled: boolean };

type DayProps = Shared & {
  name: string;
  label: string;
  helper: string | undefined;
  isRequired: boolean;
  value: string | undefined;
  fault: string | undefined;
  /** Whether it is part of an invalid range. */
  isFaulty?: boolean;
  choose(day: string): void;
};

/** A button that shows a day and opens a calendar below it. */
function DayField({ name, label, helper, isRequired, value, fault, isFaulty = false, choose, ...shared }: DayProps) {
  const isOpen = useSignal(false);
  const opener = useRef<HTMLButtonElement>(null);
  const { id, describedBy } = idsOf(name);
  const words = useFormWords();
  function close() {
    isOpen.value = false;
    opener.current?.focus();
  }
  return (
    <div class="field">
      <span class="field-label" id={`${id}-label`}>
        <LabelWords label={label} required={isRequired} />
      </span>
      <button
        ref={opener}
        id={id}
        class="input day-opener"
        type="button"
        disabled={shared.isDisabled}
        aria-expanded={isOpen.value}
        data-invalid={fault !== undefined || isFaulty}
        aria-labelledby={`${id}-label ${id}`}
        aria-describedby={describedBy}
        onClick={() => {
          isOpen.value = !isOpen.value;
        }}
      >
        <span class={value ? '' : 'is-empty'}>{value ? nameDay(value, words.names) : words.chooseDay}</span>
        <Icon name="calendar" />
      </button>
      {isOpen.value && (
        <Calendar
          label={label}
          value={value}
          bounds={shared.bounds}
          today={shared.today}
          close={close}
          choose={(day) => {
            close();
            choose(day);
          }}
        />
      )}
      <FieldWords name={name} helper={helper} fault={fault} />
    </div>
  );
}

type RangeProps = Shared & {
  component: ComponentOf<'CalendarPicker'>;
  value: FieldValue;
  fault: string | undefined;
  choose(range: DateRange): void;
};

function RangeField({ component, value, fault, choose, ...shared }: RangeProps) {
  const { name, label, required, title, 'helper-text': helper } = component;
  const range = typeof value === 'object' && 'start-date' in value ? value : { 'start-date': '', 'end-date': '' };
  const { firstDay, lastDay } = useFormWords();
  const wordsOf = (end: 'start-date' | 'end-date') => ({
    label: typeof label === 'string' ? `${label}: ${end === 'start-date' ? firstDay : lastDay}` : label[end],
    helper: typeof helper === 'object' ? helper[end] : undefined,
    isRequired: typeof required === 'object' ? required[end] : required === true,
  });
  const dayField = (end: 'start-date' | 'end-date') => (
    <DayField
      {...shared}
      {...wordsOf(end)}
      name={`${name}-${end}`}
      value={range[end] || undefined}
      fault={undefined}
      isFaulty={fault !== undefined}
      choose={(day) => choose({ ...range, [end]: day })}
    />
  );
  return (
    <fieldset class="field" aria-describedby={idsOf(name).describedBy}>
      <legend class="field-label">{title ?? (typeof label === 'string' ? label : '')}</legend>
      {dayField('start-date')}
      {dayField('end-date')}
      <FieldWords name={name} helper={typeof helper === 'string' ? helper : component.description} fault={fault} />
    </fieldset>
  );
}
