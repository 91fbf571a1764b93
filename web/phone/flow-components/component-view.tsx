import './component-view.css';
import { Icon } from '../../ui/icon.tsx';
import type { FlowFault } from '../flow/flow-fault.ts';
import type { LaidComponent } from '../flow/lay-out.ts';
import { useFormWords } from '../words/use-form-words.ts';
import { Checkboxes, OptInField, RadioButtons } from './choice-field.tsx';
import { DateField } from './date-field.tsx';
import { Dropdown } from './dropdown.tsx';
import type { FieldProps } from './field-props.ts';
import { TextField } from './text-field.tsx';
import { TextView } from './text-view.tsx';

/** One component of a form. For one that cannot be drawn, it shows the reason. */
export function ComponentView({ component, ...field }: FieldProps<LaidComponent>) {
  switch (component.type) {
    case 'TextHeading':
    case 'TextSubheading':
    case 'TextBody':
    case 'TextCaption':
      return <TextView component={component} />;
    case 'TextInput':
    case 'TextArea':
      return <TextField component={component} {...field} />;
    case 'Dropdown':
      return <Dropdown component={component} {...field} />;
    case 'RadioButtonsGroup':
      return <RadioButtons component={component} {...field} />;
    case 'CheckboxGroup':
    case 'ChipsSelector':
      return <Checkboxes component={component} {...field} />;
    case 'OptIn':
      return <OptInField component={component} {...field} />;
    case 'DatePicker':
    case 'CalendarPicker':
      return <DateField component={component} {...field} />;
    case 'Image':
      return <img class="flow-image" src={imageSource(component.src)} alt={component['alt-text'] ?? ''} />;
    case 'EmbeddedLink':
      return (
        <button class="flow-link" type="button" onClick={() => field.perform(component['on-click-action'])}>
          {component.text}
        </button>
      );
    case 'Footer':
      return <Missing of="Footer" fault={{ kind: 'second-footer', of: '' }} />;
    case 'Unknown':
      return <Missing of={component.of} fault={component.fault} />;
  }
}

function Missing({ of, fault }: { of: string; fault: FlowFault }) {
  const { notDrawn, flowFaults } = useFormWords();
  return (
    <p class="flow-missing">
      <Icon name="warning" />
      <span>
        <strong>{of}</strong> {notDrawn} {flowFaults[fault.kind](fault.of)}
      </span>
    </p>
  );
}

/** A Flow JSON holds an image as bare Base64, or as a data URL. */
function imageSource(src: string): string {
  return src.startsWith('data:') ? src : `data:image/png;base64,${src}`;
}
