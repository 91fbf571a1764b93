import './ticks.css';
import { DELIVERY_WORDS, type Delivery } from './message-delivery.ts';

const PATHS: Readonly<Record<Delivery, string>> = {
  accepted: 'M10 2.500a5.500 5.500 0 1 1 0 11 5.500 5.500 0 0 1 0-11ZM10 5v3.200l2 1.300',
  sent: 'm5.500 8.500 3 3 6-7',
  delivered: 'm2 8.500 3 3 6-7M9 10.500l1.200 1 6-7',
  read: 'm2 8.500 3 3 6-7M9 10.500l1.200 1 6-7',
  failed: 'M10 2.500a5.500 5.500 0 1 1 0 11 5.500 5.500 0 0 1 0-11ZM10 5.200v3.400M10 10.800v.1',
};

/** A message's progress: one tick sent, two delivered, two blue ones read, a red sign failed. */
export function Ticks({ delivery }: { delivery: Delivery }) {
  const words = DELIVERY_WORDS[delivery];
  return (
    <svg class={`ticks is-${delivery}`} viewBox="0 0 19 16" role="img" aria-label={words}>
      <title>{words}</title>
      <path d={PATHS[delivery]} />
    </svg>
  );
}
