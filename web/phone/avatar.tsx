import './avatar.css';
import type { Customer } from './simulator-calls.ts';

/** A customer's initials, coloured by their address; decoration beside the name. */
export function Avatar({ customer: { name, address } }: { customer: Customer }) {
  const initials = (name ?? '')
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
  return (
    <span class={`avatar tint-${Number(address.replace(/\D/g, '').slice(-3)) % 4}`} aria-hidden="true">
      {initials || '?'}
    </span>
  );
}
