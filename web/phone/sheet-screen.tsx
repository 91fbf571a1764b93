import './sheet-screen.css';
import { useEffect, useRef } from 'preact/hooks';
import type { Faults } from './flow/find-faults.ts';
import { currentScreen, valuesOf } from './flow/flow-session.ts';
import { ComponentView } from './flow-components/component-view.tsx';
import type { FormState } from './form-state.ts';
import { SheetTrouble } from './sheet-trouble.tsx';
import { useFormWords } from './words/use-form-words.ts';

/** The current screen of a form: its components, and the button at its foot. */
export function SheetScreen({ form, today }: { form: FormState; today: string }) {
  const { session, faults, isWaiting } = form;
  const values = session.value ? valuesOf(session.value) : {};
  const components = form.components.value;
  const footer = components.find((component) => component.type === 'Footer');
  const shown = components.filter((component) => component !== footer);
  const screen = session.value && currentScreen(session.value)?.id;
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (body.current) body.current.scrollTop = 0;
  }, [screen]);
  function onSubmit(event: Event) {
    event.preventDefault();
    form.goOn();
  }
  return (
    <form onSubmit={onSubmit} noValidate aria-busy={isWaiting.value}>
      <fieldset class="sheet-form" disabled={isWaiting.value}>
        <div class="sheet-body" ref={body}>
          {shown.map((component, index) => (
            <ComponentView
              key={`${screen} ${'name' in component ? component.name : index}`}
              component={component}
              value={'name' in component ? values[component.name] : undefined}
              fault={'name' in component ? faults.value[component.name] : undefined}
              today={today}
              enter={form.enter}
              choose={form.choose}
              perform={form.perform}
            />
          ))}
        </div>
        <footer class="sheet-foot">
          <FaultCount faults={faults.value} />
          <SheetTrouble form={form} />
          {footer?.type === 'Footer' && (
            <>
              <button class="button is-primary sheet-submit" type="submit" disabled={footer.enabled === false}>
                {footer.label}
              </button>
              <Captions texts={[footer['left-caption'], footer['center-caption'], footer['right-caption']]} />
            </>
          )}
        </footer>
      </fieldset>
    </form>
  );
}

function FaultCount({ faults }: { faults: Faults }) {
  const count = Object.keys(faults).length;
  const words = useFormWords();
  return (
    <p class="sheet-problem" role="alert">
      {count > 0 && words.faultCount(count)}
    </p>
  );
}

function Captions({ texts }: { texts: (string | undefined)[] }) {
  const given = texts.filter((text) => text !== undefined);
  return given.length > 0 && <p class="sheet-captions">{given.join(' · ')}</p>;
}
