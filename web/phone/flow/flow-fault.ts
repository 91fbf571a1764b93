/**
 * Why a part of a Flow cannot be shown or done here. `of` is the part: a property, a screen, an action, a piece of an
 * expression.
 */
export type FlowFault = { kind: FlowFaultKind; of: string };

export type FlowFaultKind =
  | 'no-object'
  | 'unknown-component'
  | 'second-footer'
  | 'wrong-property'
  | 'unknown-action'
  | 'no-such-screen'
  | 'open-bracket'
  | 'unexpected'
  | 'unreadable'
  | 'ends-early'
  | 'broken';

/** Thrown for an expression that cannot be read. */
export class ExpressionFault extends Error {
  override readonly name = 'ExpressionFault';
  readonly fault: FlowFault;

  constructor(kind: FlowFaultKind, of = '') {
    super(`${kind}: ${of}`);
    this.fault = { kind, of };
  }
}
