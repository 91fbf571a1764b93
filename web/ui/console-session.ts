import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { type Connection, connect } from './connection.ts';
import type { Step } from './invitation-steps.ts';

/** A text a person may look at in full. */
export type Payload = { label: string; body: unknown };

/** Who made a step, how long it took, and what it was made of. */
export type Handling = { function: string; durationMs?: number | undefined; payloads: Payload[] };

/** What is known of an invitation beyond what the API tells. */
export type Evidence = {
  /** By the steps' keys. */
  handlings: Record<string, Handling>;
  /** Steps the API does not know of. */
  further: Step[];
  /** The invitation as it is stored. */
  item: unknown;
};

/** The invitations a change concerns, where that is known. */
export type Concerned = readonly string[] | 'unknown';

/** What the views stand on, wherever the page runs. */
export type ConsoleSession = {
  api: Connection;
  /** The business's time zone (IANA). */
  timeZone: string;
  /** The stack's time, in milliseconds since the epoch. */
  now(): number;
  /** Calls `listener` when something changed, or may have; answers how to end it. */
  onChange(listener: (concerned: Concerned) => void): () => void;
  /** There only where the inside of the stack is seen. */
  evidenceOf?(invitationId: string): Promise<Evidence>;
};

/** The views' session; without one they would ask this very address. */
export const SessionContext = createContext<ConsoleSession>({
  api: connect(''),
  timeZone: 'UTC',
  now: Date.now,
  onChange: () => () => undefined,
});

export const useSession = (): ConsoleSession => useContext(SessionContext);
