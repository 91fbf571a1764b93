import { synthesizedStack } from './synthesized-stack.ts';

/** Begins to synthesize the stack that the integration tests run; they wait for it, and report why it could not be made. */
export default function setup(): void {
  synthesizedStack().catch(() => undefined);
}
