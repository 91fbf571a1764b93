import type { Actor } from './actor.ts';
import type { Role } from './role.ts';

/** Who sends a request, and what they may do. */
export type Caller = { role: Role; actor: Actor };

/** Whoever has the stack's own key. */
export const OWNER: Caller = { role: 'owner', actor: { kind: 'owner' } };
