import type { Behaviour } from '../behaviour/behaviour.ts';
import type { Customer } from '../channel-state.ts';

/** The window is open for 24 h from the customer's last message (docs/provider.md). */
const WINDOW_MS = 24 * 60 * 60 * 1000;

/** When a customer's window closes, in milliseconds since the epoch; `undefined` if they never wrote. */
export function windowClosesAt(customer: Customer | undefined): number | undefined {
  return customer?.lastWroteAt === undefined ? undefined : customer.lastWroteAt + WINDOW_MS;
}

/** Whether free-form messages may be sent to a customer now. */
export function isWindowOpen(customer: Customer | undefined, now: Date, mode: Behaviour['window']): boolean {
  if (mode !== 'clock') return mode === 'open';
  const closesAt = windowClosesAt(customer);
  return closesAt !== undefined && now.getTime() < closesAt;
}
