import './failed-sign.css';
import { useWords } from '../ui/words/language.ts';
import { PHONE_WORDS } from './words/phone-words.ts';

/** Marks a message that no real phone would show: it did not arrive. */
export function FailedSign() {
  const { notDelivered } = useWords(PHONE_WORDS);
  return (
    <svg class="failed-sign" viewBox="0 0 19 16" role="img" aria-label={notDelivered}>
      <title>{notDelivered}</title>
      <path d="M10 2.500a5.500 5.500 0 1 1 0 11 5.500 5.500 0 0 1 0-11ZM10 5.200v3.400M10 10.800v.1" />
    </svg>
  );
}
