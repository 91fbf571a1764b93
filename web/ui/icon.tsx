const PATHS = {
  'arrow-left': 'M19 12H5M11 6l-6 6 6 6',
  'arrow-right': 'M5 12h14M13 6l6 6-6 6',
  'chevron-left': 'm14.5 5-7 7 7 7',
  'chevron-right': 'm9.5 5 7 7-7 7',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  close: 'm6 6 12 12M18 6 6 18',
  exclamation: 'M12 6v7M12 17v.5',
  warning: 'M12 4.5 20.5 19h-17ZM12 10v4M12 16.6v.1',
  send: 'M4.5 12 20 4.5 15.5 20l-3.8-6.2ZM11.7 13.8 20 4.5',
  form: 'M7 4.5h10a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-11a2 2 0 0 1 2-2ZM8.5 9h7M8.5 12.5h7M8.5 16h4',
  list: 'M9 7h10M9 12h10M9 17h10M5 7h.1M5 12h.1M5 17h.1',
  reply: 'M10 6 4.5 11.5 10 17M5 11.5h8.5a6 6 0 0 1 6 6V18',
  calendar:
    'M6 6h12a1.5 1.5 0 0 1 1.5 1.5V18a1.5 1.5 0 0 1-1.5 1.5H6A1.5 1.5 0 0 1 4.5 18V7.5A1.5 1.5 0 0 1 6 6ZM4.5 10h15M8.5 3.5v4M15.5 3.5v4',
  person: 'M12 12a3.7 3.7 0 1 0 0-7.4 3.7 3.7 0 0 0 0 7.4ZM5 20c.6-3.6 3.4-5.5 7-5.5s6.4 1.9 7 5.5',
} as const;

/** A sign beside words, or instead of words that only a screen reader gets. */
export const Icon = ({ name }: { name: keyof typeof PATHS }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
);
