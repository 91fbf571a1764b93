import * as z from 'zod/mini';
import { SessionView } from '../../functions/shared/http/answers/session.ts';
import { connect } from '../ui/connection.ts';
import type { Concerned, ConsoleSession } from '../ui/console-session.ts';
import { contractOf } from '../ui/desk-contract.ts';
import { readEvidence } from './read-evidence.ts';

const LiveChange = z.object({ invitationIds: z.array(z.string()), started: z.optional(z.string()), now: z.string() });

/** The desk's session on this machine, which tells as well of each invitation that starts, or whose customer does something. */
export type LocalSession = ConsoleSession & { onStart(listener: (invitationId: string) => void): () => void };

/** The control room's data: lists of the stack's inside, and the records behind an invitation's steps. */
export const room = connect('/_room');

/** The simulator's control calls. */
export const simulator = connect('/_sim');

/**
 * The session on this machine: the API through the control room, the stack's clock, and notices of every change. It is
 * open once the clock is known, because the views begin with the stack's day.
 */
export async function openLocalSession(): Promise<LocalSession> {
  const api = connect('/_room/api');
  const view = await api.get(SessionView, '/session');
  const listeners = new Set<(concerned: Concerned) => void>();
  const startListeners = new Set<(invitationId: string) => void>();
  let isConnected = false;
  let aheadMs = 0;
  // It reconnects by itself and at once reports the offset. Changes in between are not reported.
  const live = new EventSource('/_room/live');
  live.addEventListener('change', ({ data }) => {
    const { invitationIds, started, now } = LiveChange.parse(JSON.parse(data));
    aheadMs = Date.parse(now) - Date.now();
    for (const listener of listeners) listener(isConnected ? invitationIds : 'unknown');
    isConnected = true;
    if (started !== undefined) for (const listener of startListeners) listener(started);
  });

  live.addEventListener('error', () => {
    isConnected = false;
  });
  await new Promise<void>((resolve) => live.addEventListener('change', () => resolve(), { once: true }));

  return {
    api,
    timeZone: view.timeZone,
    contract: contractOf(view),
    role: view.role,
    now: () => Date.now() + aheadMs,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onStart(listener) {
      startListeners.add(listener);
      return () => startListeners.delete(listener);
    },
    evidenceOf: (invitationId) => readEvidence(room, invitationId),
  };
}
