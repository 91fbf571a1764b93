import type { Tone } from '../step.ts';

/** A status word. */
export const Tag = ({ tone, children }: { tone: Tone; children: string }) => (
  <span class={tone === 'plain' ? 'tag' : `tag is-${tone}`}>{children}</span>
);
