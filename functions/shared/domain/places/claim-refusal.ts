import { Refusal, type RefusalKind } from '../delivery/refusal.ts';
import type { ClaimRefusal } from './claim.ts';
import type { Slot } from './slots.ts';

const SENTENCES: Record<ClaimRefusal, { kind: RefusalKind; message: string }> = {
  'slot-taken': { kind: 'slot-taken', message: 'This place is taken: choose another, or override.' },
  'outside-opening-hours': {
    kind: 'outside-opening-hours',
    message: 'What the service needs is not open for the whole of this appointment: choose another start, or override.',
  },
  'start-in-past': { kind: 'start-in-past', message: 'The start is over: choose another, or override.' },
  'off-step': { kind: 'off-step', message: 'Slots start on the steps of the contract: choose one, or override.' },
  'start-in-dst-gap': {
    kind: 'start-in-dst-gap',
    message: 'This time does not exist on this date: the clocks go forward then, by daylight saving time.',
  },
  'unknown-resource': { kind: 'unknown-resource', message: 'The service cannot be had with this resource.' },
  // Staff are not bound by these.
  'too-soon': { kind: 'start-in-past', message: 'The start is too soon.' },
  'too-far': { kind: 'outside-opening-hours', message: 'The start is too far ahead.' },
};

/** Why staff, or a live form, cannot have a place, as they are answered; with what can be had instead, if that is known. */
export function claimRefusal(reason: ClaimRefusal, alternatives?: readonly Slot[]): Refusal {
  const { kind, message } = SENTENCES[reason];
  return new Refusal(kind, message, alternatives && { alternatives });
}
