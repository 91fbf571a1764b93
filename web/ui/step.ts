/** An invitation's normal stages. The last two are known only where the stack's inside is visible. */
export const STAGES = [
  'requested',
  'accepted',
  'sent',
  'delivered',
  'read',
  'completed',
  'told',
  'announced',
  'handed off',
] as const;
export type Stage = (typeof STAGES)[number];

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'plain';

/** One step of an invitation. The same fact always has the same key. */
export type Step = {
  key: string;
  stage: Stage;
  title: string;
  /** ISO, UTC; in the future for a planned step. */
  at: string;
  tone: Tone;
  detail?: string | undefined;
  /** Not there yet: it is expected. */
  isAhead?: true;
};
