import { batch, computed, signal } from '@preact/signals';
import { type Faults, findFaults } from './flow/find-faults.ts';
import { type FieldValue, type FlowAction, isField } from './flow/flow-component.ts';
import type { FlowJson } from './flow/flow-document.ts';
import type { FlowFault } from './flow/flow-fault.ts';
import {
  act,
  backQuestion,
  componentsOf,
  enter,
  type FlowSession,
  goBack,
  openFlow,
  type Question,
  showAnswer,
  valuesOf,
} from './flow/flow-session.ts';
import * as simulator from './simulator-calls.ts';
import type { FormWords } from './words/form-words.ts';

/** The form behind the button of a message on a customer's phone. */
type Form = {
  messageId: string;
  address: string;
  flow: FlowJson;
  /** The message's screen and data; undefined if the endpoint says what the form opens with. */
  opening: { screen: string | undefined; data: Readonly<Record<string, unknown>> } | undefined;
  words: FormWords;
};

/** Something that did not work, and why; `again` repeats it where that may help. */
export type Trouble =
  | { kind: 'failed'; again: () => void }
  | { kind: 'unsupported'; fault: FlowFault }
  | { kind: 'simulator'; fault: simulator.SimulatorFault; again?: () => void };

type Surroundings = {
  /** Whether this form is still the open one: an answer may come after the customer has closed it. */
  isOpen(): boolean;
  /** The form is sent: it closes. */
  sent(): void;
  /** The message's button cannot be used any more. */
  over(): void;
};

export type FormState = ReturnType<typeof createFormState>;

/** An open form with its actions; a live one asks the business's endpoint through the simulator. */
export function createFormState({ messageId, address, flow, opening, words }: Form, around: Surroundings) {
  /** Undefined until the endpoint has said what the first screen shows. */
  const session = signal<FlowSession | undefined>(opening && openFlow(flow, opening.screen, opening.data));
  const faults = signal<Faults>({});
  const trouble = signal<Trouble | undefined>(undefined);
  const isWaiting = signal(false);
  const notice = signal('');
  const overText = signal<string | undefined>(undefined);

  function show(next: FlowSession | undefined, message = '') {
    batch(() => {
      session.value = next;
      faults.value = {};
      trouble.value = undefined;
      notice.value = message;
    });
  }

  /** Waits for `work`, with everything in the form disabled; nothing more happens if the form was closed meanwhile. */
  async function wait<T>(work: Promise<T>, done: (result: T) => void, again?: () => void) {
    batch(() => {
      isWaiting.value = true;
      trouble.value = undefined;
      notice.value = '';
    });
    const result = await work.then(
      (value) => () => done(value),
      (error: unknown) => () => {
        trouble.value = { kind: 'simulator', fault: simulator.faultOf(error), ...(again && { again }) };
      },
    );
    if (!around.isOpen()) return;
    batch(() => {
      isWaiting.value = false;
      result();
    });
  }

  function ask(question: Question): Promise<void> {
    const again = () => void ask(question);
    return wait(
      simulator.exchange(address, messageId, question),
      (answer) => {
        switch (answer.kind) {
          case 'screen': {
            const { screen, data, errorMessage } = answer;
            const { value: now } = session;
            return show(now ? showAnswer(now, screen, data) : openFlow(flow, screen, data), errorMessage);
          }
          case 'ended':
            return around.sent();
          case 'over':
            overText.value = answer.message;
            return around.over();
          case 'failed':
            trouble.value = { kind: 'failed', again };
        }
      },
      again,
    );
  }

  function perform(action: FlowAction) {
    if (!session.value || isWaiting.value) return;
    const outcome = act(session.value, action);
    switch (outcome.kind) {
      case 'moved':
        return show(outcome.session);
      case 'asks':
        return void ask(outcome.question);
      case 'completed':
        return void wait(simulator.complete(address, messageId, outcome.fields), around.sent);
      case 'unsupported':
        trouble.value = { kind: 'unsupported', fault: outcome.fault };
    }
  }

  function enterValue(name: string, value: FieldValue) {
    if (!session.value) return;
    const { [name]: _corrected, ...others } = faults.value;
    session.value = enter(session.value, name, value);
    faults.value = others;
    notice.value = '';
  }

  if (!opening) void ask({ action: 'INIT' });
  return {
    ...{ messageId, words, session, faults, trouble, isWaiting, notice, overText },
    components: computed(() => (session.value ? componentsOf(session.value) : [])),
    perform,
    enter: enterValue,
    /** Enters a chosen value and runs what the field does then. */
    choose(name: string, value: FieldValue) {
      enterValue(name, value);
      // Only now: its payload holds the value.
      const field =
        session.value &&
        componentsOf(session.value)
          .filter(isField)
          .find((one) => one.name === name);
      const action = field?.['on-select-action'];
      if (action && value !== undefined) perform(action);
    },
    /** The button at the foot: validates what was entered, and goes on. */
    goOn() {
      if (!session.value || isWaiting.value) return;
      const components = componentsOf(session.value);
      const footer = components.find((component) => component.type === 'Footer');
      const found = findFaults(components, valuesOf(session.value), words.faults);
      if (Object.keys(found).length > 0) faults.value = found;
      else if (footer?.type === 'Footer') perform(footer['on-click-action']);
    },
    back() {
      if (!session.value || isWaiting.value) return;
      const question = backQuestion(session.value);
      if (question) void ask(question);
      else show(goBack(session.value) ?? session.value);
    },
    forgetNotice() {
      notice.value = '';
    },
  };
}
