const PATHS = {
  back: 'm14.5 5-7 7 7 7',
  close: 'm6 6 12 12M18 6 6 18',
  next: 'm9.5 5 7 7-7 7',
  send: 'M4.5 12 20 4.5 15.5 20l-3.8-6.2ZM11.7 13.8 20 4.5',
  form: 'M7 4.5h10a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-11a2 2 0 0 1 2-2ZM8.5 9h7M8.5 12.5h7M8.5 16h4',
  calendar:
    'M6 6h12a1.5 1.5 0 0 1 1.5 1.5V18a1.5 1.5 0 0 1-1.5 1.5H6A1.5 1.5 0 0 1 4.5 18V7.5A1.5 1.5 0 0 1 6 6ZM4.5 10h15M8.5 3.5v4M15.5 3.5v4',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  warning: 'M12 4.5 20.5 19h-17ZM12 10v4M12 16.6v.1',
  person: 'M12 12a3.7 3.7 0 1 0 0-7.4 3.7 3.7 0 0 0 0 7.4ZM5 20c.6-3.600 3.400-5.500 7-5.500s6.400 1.900 7 5.500',
} as const;

/** A sign beside words; it is not read out. */
export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
