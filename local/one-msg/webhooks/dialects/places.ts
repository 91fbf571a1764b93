import type { Behaviour } from '../../behaviour/behaviour.ts';

/** The places in a message that the provider's documents do not settle. */
export type Places = Pick<Behaviour, 'completionPlace' | 'buttonPlace'>;
