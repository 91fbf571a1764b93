import type { Behaviour } from '../../behaviour/behaviour.ts';

/** Where a message holds what the provider's documents give no one place for. */
export type Places = Pick<Behaviour, 'completionPlace' | 'buttonPlace'>;
