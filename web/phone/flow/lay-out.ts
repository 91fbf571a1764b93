import { resolveExpressions, type Scope } from './expression.ts';
import { FlowComponent } from './flow-component.ts';
import { ExpressionFault, type FlowFault } from './flow-fault.ts';

/** A component that cannot be drawn here, with the reason. */
export type UnknownComponent = { type: 'Unknown'; of: string; fault: FlowFault };

/** A screen's components from top to bottom; forms and conditions are replaced by their contents. */
export type LaidComponent = FlowComponent | UnknownComponent;

type Source = Readonly<Record<string, unknown>>;

/** Evaluates a screen's content for the values in `scope`. */
export function layOut(children: readonly unknown[], scope: Scope): LaidComponent[] {
  return children.flatMap((child) => layOutOne(child, scope, {}));
}

function layOutOne(child: unknown, scope: Scope, initValues: Source): LaidComponent[] {
  if (!isSource(child)) return [unknown('component', { kind: 'no-object', of: '' })];
  const type = String(child['type']);
  try {
    if (resolveExpressions(child['visible'], scope) === false) return [];
    const nested = childrenOf(type, child, scope);
    if (!nested) return [readComponent(type, child, scope, initValues)];
    const inner = sourceOr(resolveExpressions(child['init-values'], scope), initValues);
    return nested.flatMap((one) => layOutOne(one, scope, inner));
  } catch (error) {
    return [unknown(type, error instanceof ExpressionFault ? error.fault : { kind: 'broken', of: String(error) })];
  }
}

/** The visible children of a container; `undefined` for every other component. */
function childrenOf(type: string, child: Source, scope: Scope): readonly unknown[] | undefined {
  switch (type) {
    case 'Form':
      return listOf(child['children']);
    case 'If':
      return listOf(resolveExpressions(child['condition'], scope) ? child['then'] : child['else']);
    case 'Switch': {
      const cases = sourceOr(child['cases'], {});
      return listOf(cases[String(resolveExpressions(child['value'], scope))] ?? cases['default']);
    }
    default:
      return undefined;
  }
}

function readComponent(type: string, child: Source, scope: Scope, initValues: Source): LaidComponent {
  const resolved = sourceOr(resolveExpressions(child, scope), {});
  const initValue = resolved['init-value'] ?? initValues[String(resolved['name'])];
  const parsed = FlowComponent.safeParse({ ...resolved, ...(initValue !== undefined && { 'init-value': initValue }) });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const isKnown = issue?.path[0] !== 'type';
  return unknown(type, { kind: isKnown ? 'wrong-property' : 'unknown-component', of: issue?.path.join('.') ?? '' });
}

function unknown(of: string, fault: FlowFault): UnknownComponent {
  return { type: 'Unknown', of, fault };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function sourceOr(value: unknown, otherwise: Source): Source {
  return isSource(value) ? value : otherwise;
}

function isSource(value: unknown): value is Source {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
