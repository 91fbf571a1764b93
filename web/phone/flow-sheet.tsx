import './flow-sheet.css';
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../ui/icon.tsx';
import { useDialogFocus } from './dialog-focus.ts';
import { type Faults, findFaults } from './flow/find-faults.ts';
import type { FieldValue, FlowAction } from './flow/flow-component.ts';
import {
  act,
  componentsOf,
  currentScreen,
  enter,
  type FlowSession,
  goBack,
  progressOf,
  valuesOf,
} from './flow/flow-session.ts';
import { ComponentView } from './flow-components/component-view.tsx';
import type { OpenForm, PhoneState } from './phone-state.ts';

/** The form over the chat: one screen after the other, until it is submitted or closed. */
export function FlowSheet({ form, phone }: { form: OpenForm; phone: PhoneState }) {
  const session = useSignal(form.session);
  const faults = useSignal<Faults>({});
  const problem = useSignal('');
  const isSending = useSignal(false);
  const sheet = useRef<HTMLDivElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  useDialogFocus(sheet, phone.closeForm);
  useFocusOnFault(sheet, faults.value);

  const screen = currentScreen(session.value);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    title.current?.focus();
    if (body.current) body.current.scrollTop = 0;
  }, [screen?.id]);

  const components = componentsOf(session.value);
  const footer = components.find((component) => component.type === 'Footer');
  const shown = components.filter((component) => component !== footer);

  function show(next: FlowSession) {
    session.value = next;
    faults.value = {};
    problem.value = '';
  }
  function enterValue(name: string, value: FieldValue) {
    session.value = enter(session.value, name, value);
    const { [name]: _corrected, ...others } = faults.value;
    faults.value = others;
  }
  async function perform(action: FlowAction) {
    const outcome = act(session.value, action);
    if (outcome.kind === 'moved') return show(outcome.session);
    if (outcome.kind === 'unsupported') {
      problem.value = outcome.reason;
      return;
    }
    isSending.value = true;
    try {
      await phone.submitForm(outcome.fields);
    } catch (error) {
      problem.value = error instanceof Error ? error.message : String(error);
    }
    isSending.value = false;
  }
  function goOn(event: Event) {
    event.preventDefault();
    if (!footer || isSending.value) return;
    const found = findFaults(components, valuesOf(session.value));
    if (Object.keys(found).length > 0) faults.value = found;
    else void perform(footer['on-click-action']);
  }

  const earlier = goBack(session.value);
  return (
    <div class="sheet-scrim">
      <div class="sheet" role="dialog" aria-modal="true" aria-labelledby="sheet-title" ref={sheet}>
        <header class="sheet-head">
          {earlier ? (
            <button class="icon-button" type="button" onClick={() => show(earlier)} aria-label="Back">
              <Icon name="chevron-left" />
            </button>
          ) : (
            <span />
          )}
          <h2 class="sheet-title" id="sheet-title" tabIndex={-1} ref={title}>
            {screen?.title ?? 'Form'}
          </h2>
          <button class="icon-button" type="button" onClick={phone.closeForm} aria-label="Close the form">
            <Icon name="close" />
          </button>
          <Progress session={session.value} />
        </header>
        <form class="sheet-form" onSubmit={goOn} noValidate>
          <div class="sheet-body" ref={body}>
            {shown.map((component, index) => (
              <ComponentView
                key={'name' in component ? component.name : index}
                component={component}
                value={'name' in component ? valuesOf(session.value)[component.name] : undefined}
                fault={'name' in component ? faults.value[component.name] : undefined}
                today={phone.today.value}
                enter={enterValue}
                perform={(action) => void perform(action)}
              />
            ))}
          </div>
          <footer class="sheet-foot">
            <p class="sheet-problem" role="alert">
              {problem.value || faultCount(faults.value)}
            </p>
            {footer?.type === 'Footer' && (
              <>
                <button
                  class="button is-primary sheet-submit"
                  type="submit"
                  disabled={footer.enabled === false || isSending.value}
                >
                  {footer.label}
                </button>
                <Captions texts={[footer['left-caption'], footer['center-caption'], footer['right-caption']]} />
              </>
            )}
          </footer>
        </form>
      </div>
    </div>
  );
}

function Progress({ session }: { session: FlowSession }) {
  const { step, steps } = progressOf(session);
  return (
    <div class="sheet-progress">
      <span class="sheet-steps" aria-hidden="true">
        {Array.from({ length: steps }, (_, index) => (
          <span key={index} class={index < step ? 'is-done' : ''} />
        ))}
      </span>
      <span class="sheet-step">
        Step {step} of {steps}
      </span>
    </div>
  );
}

function Captions({ texts }: { texts: (string | undefined)[] }) {
  const given = texts.filter((text) => text !== undefined);
  return given.length > 0 && <p class="sheet-captions">{given.join(' · ')}</p>;
}

function faultCount(faults: Faults): string {
  const count = Object.keys(faults).length;
  if (count === 0) return '';
  return count === 1 ? 'One field needs your attention.' : `${count} fields need your attention.`;
}

/** After a refusal, the focus moves to the first invalid field. */
function useFocusOnFault(sheet: { current: HTMLElement | null }, faults: Faults) {
  const before = useRef(0);
  const count = Object.keys(faults).length;
  useLayoutEffect(() => {
    // Correcting one of several errors must not move the focus away while the user types.
    const hasAppeared = count > before.current;
    before.current = count;
    if (!hasAppeared) return;
    const faulty = sheet.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid="true"]');
    const stop = faulty?.matches('[role="radiogroup"]') ? faulty.querySelector('input') : faulty;
    stop?.focus();
  });
}
