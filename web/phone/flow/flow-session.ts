import type { Scope } from './expression.ts';
import { type FieldValue, type FlowAction, type FlowField, type FormValues, isField } from './flow-component.ts';
import type { FlowJson, Screen } from './flow-document.ts';
import type { FlowFault } from './flow-fault.ts';
import { type LaidComponent, layOut } from './lay-out.ts';
import { offeredOf, offeredValue } from './offered-values.ts';

/**
 * A form in progress: the visited screens (the current one last), with the data and the entered values of each. It is
 * immutable; every step makes a new one.
 */
export type FlowSession = {
  readonly flow: FlowJson;
  readonly path: readonly [string, ...string[]];
  readonly data: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly forms: Readonly<Record<string, FormValues>>;
};

/** Opens a Flow on a screen (by default the first one), with the message's data. */
export function openFlow(flow: FlowJson, screen?: string, data: Readonly<Record<string, unknown>> = {}): FlowSession {
  const first = flow.screens.find(({ id }) => id === screen) ?? flow.screens[0];
  const id = first?.id ?? '';
  return withDefaults({ flow, path: [id], data: { [id]: data }, forms: {} });
}

export function currentScreen({ flow, path }: FlowSession): Screen | undefined {
  return flow.screens.find(({ id }) => id === path.at(-1));
}

/** The current screen's content. */
export function componentsOf(session: FlowSession): LaidComponent[] {
  return layOut(currentScreen(session)?.layout.children ?? [], scopeOf(session));
}

export function valuesOf({ path, forms }: FlowSession): FormValues {
  return forms[path.at(-1) ?? ''] ?? {};
}

export function enter(session: FlowSession, name: string, value: FieldValue): FlowSession {
  return withDefaults(withValues(session, { ...valuesOf(session), [name]: value }));
}

/** What the phone asks the business's endpoint, by the names that WhatsApp gives the actions. */
export type Question = {
  action: 'INIT' | 'data_exchange' | 'BACK';
  screen?: string;
  data?: Readonly<Record<string, unknown>>;
};

/** An action's result. `unsupported` says why the action has no effect here. */
export type Outcome =
  | { kind: 'moved'; session: FlowSession }
  | { kind: 'asks'; question: Question }
  | { kind: 'completed'; fields: Record<string, unknown> }
  | { kind: 'unsupported'; fault: FlowFault };

/** Runs an action with evaluated expressions. */
export function act(session: FlowSession, { name, next, payload = {} }: FlowAction): Outcome {
  switch (name) {
    case 'navigate':
      return moveTo(session, next?.name ?? '', payload);
    case 'complete':
      return { kind: 'completed', fields: withoutEmpty(payload) };
    case 'update_data': {
      const id = session.path.at(-1) ?? '';
      const data = { ...session.data, [id]: { ...session.data[id], ...payload } };
      return { kind: 'moved', session: withDefaults({ ...session, data }) };
    }
    case 'data_exchange': {
      const question = {
        action: 'data_exchange',
        screen: session.path.at(-1) ?? '',
        data: withoutEmpty(payload),
      } as const;
      return { kind: 'asks', question };
    }
    default:
      return unsupported({ kind: 'unknown-action', of: name });
  }
}

/** The previous screen with all entered values; `undefined` on the first. */
export function goBack(session: FlowSession): FlowSession | undefined {
  const [first, ...others] = session.path;
  return others.length === 0 ? undefined : { ...session, path: [first, ...others.slice(0, -1)] };
}

/** What has to be asked when the customer goes back; `undefined` if the screen before can be shown as it was. */
export function backQuestion(session: FlowSession): Question | undefined {
  const screen = currentScreen(session);
  if (!screen?.refresh_on_back || session.path.length === 1) return undefined;
  return { action: 'BACK', screen: screen.id, data: session.data[screen.id] ?? {} };
}

/**
 * The session after an answer of the endpoint: its data replaces all data of the screen. On a screen that the customer
 * is on, or comes back to, the entered values stay as far as they are still offered; any other begins anew.
 */
export function showAnswer(session: FlowSession, id: string, data: Readonly<Record<string, unknown>>): FlowSession {
  const index = session.path.indexOf(id);
  const [first, ...others] = session.path;
  const path: FlowSession['path'] = index < 0 ? [...session.path, id] : [first, ...others.slice(0, index)];
  const shown = { ...session, path, data: { ...session.data, [id]: data } };
  if (index < 0) return withDefaults(withValues(shown, {}));
  const kept = offeredOf(componentsOf(shown).filter(isField), valuesOf(shown));
  return withDefaults(withValues(shown, kept));
}

/** The current step and the total, by the longest path from here to the end. */
export function progressOf({ flow, path }: FlowSession): { step: number; steps: number } {
  return { step: path.length, steps: path.length + stepsAfter(flow, path.at(-1) ?? '', path) };
}

function stepsAfter(flow: FlowJson, id: string, seen: readonly string[]): number {
  const screen = flow.screens.find((one) => one.id === id);
  const targets = [...targetsIn(screen?.layout), ...(flow.routing_model?.[id] ?? [])];
  const next = targets.filter((target) => !seen.includes(target));
  return Math.max(0, ...next.map((target) => 1 + stepsAfter(flow, target, [...seen, target])));
}

/** The screens that the actions in a part of the Flow JSON navigate to. */
function* targetsIn(part: unknown): Generator<string> {
  if (typeof part !== 'object' || part === null) return;
  if ('name' in part && part.name === 'navigate' && 'next' in part) {
    const { next } = part;
    if (typeof next === 'object' && next !== null && 'name' in next) yield String(next.name);
  }
  for (const value of Object.values(part)) yield* targetsIn(value);
}

function moveTo(session: FlowSession, id: string, payload: Readonly<Record<string, unknown>>): Outcome {
  if (!session.flow.screens.some((screen) => screen.id === id)) return unsupported({ kind: 'no-such-screen', of: id });
  const [first, ...others] = session.path;
  const data = { ...session.data, [id]: payload };
  return { kind: 'moved', session: withDefaults({ ...session, path: [first, ...others, id], data }) };
}

/** The payload omits empty fields, because JSON has no `undefined`. */
function withoutEmpty(payload: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(payload));
}

function unsupported(fault: FlowFault): Outcome {
  return { kind: 'unsupported', fault };
}

function scopeOf(session: FlowSession): Scope {
  const { flow, path, data, forms } = session;
  const id = path.at(-1) ?? '';
  const of = (screen: string) => ({ data: data[screen] ?? {}, form: forms[screen] ?? {} });
  return { ...of(id), screen: Object.fromEntries(flow.screens.map((screen) => [screen.id, of(screen.id)])) };
}

function withValues(session: FlowSession, values: FormValues): FlowSession {
  return { ...session, forms: { ...session.forms, [session.path.at(-1) ?? '']: values } };
}

/** Gives every field on the screen without a value its initial one. */
function withDefaults(session: FlowSession): FlowSession {
  const values = valuesOf(session);
  const missing = componentsOf(session)
    .filter(isField)
    .filter(({ name }) => !(name in values));
  if (missing.length === 0) return session;
  return withValues(session, { ...values, ...Object.fromEntries(missing.map((one) => [one.name, firstValue(one)])) });
}

function firstValue(field: FlowField): FieldValue {
  const given = offeredValue(field, field['init-value']);
  if (given !== undefined) return given;
  switch (field.type) {
    case 'TextInput':
    case 'TextArea':
      return '';
    case 'CheckboxGroup':
    case 'ChipsSelector':
      return [];
    case 'OptIn':
      return false;
    default:
      return undefined;
  }
}
