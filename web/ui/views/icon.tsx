const PATHS = {
  done: 'M5 12.5 10 17.5 19.5 7',
  failed: 'M12 6v7M12 17v.5',
  back: 'M19 12H5M11 6l-6 6 6 6',
  onwards: 'M5 12h14M13 6l6 6-6 6',
};

/** A sign beside or instead of a word; who cannot see it gets the word. */
export const Icon = ({ name }: { name: keyof typeof PATHS }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
);
