import './failed-sign.css';
import { NOT_DELIVERED } from './message-delivery.ts';

/** Marks a message that no real phone would show: it did not arrive. */
export function FailedSign() {
  return (
    <svg class="failed-sign" viewBox="0 0 19 16" role="img" aria-label={NOT_DELIVERED}>
      <title>{NOT_DELIVERED}</title>
      <path d="M10 2.500a5.500 5.500 0 1 1 0 11 5.500 5.500 0 0 1 0-11ZM10 5.200v3.400M10 10.800v.1" />
    </svg>
  );
}
