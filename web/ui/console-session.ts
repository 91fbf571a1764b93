import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Role } from '../../functions/shared/domain/people/role.ts';
import { type Connection, connect } from './connection.ts';
import type { DeskContract } from './desk-contract.ts';
import type { Step } from './step.ts';
import type { Language } from './words/worded.ts';

/** A text that a person can open in full. */
export type Payload = { label: string; body: unknown };

/** The function behind a step, its duration, and its input. */
export type Handling = { function: string; durationMs?: number | undefined; payloads: Payload[] };

/** An invitation's data that the API does not have. */
export type Evidence = {
  /** How the steps were made, by their keys, and steps that the API does not have, in the words of a language. */
  writtenIn(language: Language): { handlings: Readonly<Record<string, Handling>>; further: readonly Step[] };
  /** The messages of the chat that steps are about, by the steps' keys. */
  messages: Readonly<Record<string, string>>;
  /** The invitation's stored item. */
  item: unknown;
};

/** The changed invitations, if known. */
export type Concerned = readonly string[] | 'unknown';

/** The views' dependencies, wherever the page runs. */
export type ConsoleSession = {
  api: Connection;
  /** The business's time zone (IANA). */
  timeZone: string;
  contract: DeskContract;
  /** What the person at the desk may do. */
  role: Role;
  /** The person's name, if their key names one. */
  holder?: string | undefined;
  /** The stack's time, in milliseconds since the epoch. */
  now(): number;
  /** Calls `listener` on a change or possible change; returns the function that ends it. */
  onChange(listener: (concerned: Concerned) => void): () => void;
  /** Ends the session of this browser, or all of the same key; not where nobody signs in. */
  signOut?(from: 'here' | 'everywhere'): Promise<void>;
  /** Only where the stack's inside is visible. */
  evidenceOf?(invitationId: string): Promise<Evidence>;
};

const NO_CONTRACT: DeskContract = {
  name: '',
  defaultLanguage: 'en',
  languages: ['en'],
  services: [],
  resources: [],
  slotEveryMinutes: 15,
  approval: 'automatic',
};

/** The views' session; by default they call the page's own address. */
export const SessionContext = createContext<ConsoleSession>({
  api: connect(''),
  timeZone: 'UTC',
  contract: NO_CONTRACT,
  role: 'owner',
  now: Date.now,
  onChange: () => () => undefined,
});

export const useSession = (): ConsoleSession => useContext(SessionContext);
