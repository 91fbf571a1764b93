import { signal } from '@preact/signals';

/** From this width on the phone and the control room are side by side; page.css repeats the number. */
const query = matchMedia('(min-width: 1100px)');

/** Whether both fit beside each other. */
export const isWide = signal(query.matches);

query.addEventListener('change', ({ matches }) => {
  isWide.value = matches;
});
