import type { KeyPurpose } from '../../../functions/shared/secrets/derived-keys.ts';
import type { Customer } from '../../../local/one-msg/channel-state.ts';
import type { FaultRates } from '../engine/network.ts';
import type { Notices, Terms } from './contract.ts';
import type { DeskAct } from './desk-acts.ts';
import type { Wish } from './people.ts';
import type { Reminders } from './reminders-contract.ts';

/** Channel events that are neither a customer's message to the business nor their form. */
export const ODDITIES = ['caption', 'contact-card', 'group', 'notice', 'deep-neighbour'] as const;
export type Oddity = (typeof ODDITIES)[number];

/** One action, so many ms after the story's start. Everything else follows from the actions and from chance. */
export type Act = { key: string; afterMs: number } & (
  | { kind: 'writes'; customer: number; text: string }
  | { kind: 'invites'; customer: number; language: 'en' | 'es'; idempotencyKey?: string; repeats: boolean }
  | { kind: 'asks-over-bus'; customer: number; idempotencyKey?: string }
  /** Decisions with the same `about` concern the same booking. */
  | { kind: 'changes'; about: string; notes: string; idempotencyKey?: string }
  | { kind: 'moves'; about: string; idempotencyKey?: string }
  | { kind: 'cancels'; about: string; idempotencyKey?: string }
  /** The customer sends a form that they got, as soon as they have one. */
  | { kind: 'submits'; customer: number; wish: Wish; withToken: boolean }
  | { kind: 'foreign-message'; customer: number }
  | { kind: 'odd-message'; customer: number; oddity: Oddity }
  | { kind: 'forged-form'; customer: number; forgery: 'foreign-token' | 'wrong-mac' | 'no-answer' | 'foreign-answer' }
  | { kind: 'junk'; body: 'not-json' | 'unknown-shape' | 'unreadable-status' }
  | { kind: 'attack'; door: 'webhook' | 'api' }
  | { kind: 'rotates'; purpose: KeyPurpose }
  | { kind: 'replaces-token' }
  | { kind: 'reconciles' }
  | { kind: 'erases'; customer: number }
  /** The business deploys new booking terms. */
  | { kind: 'redeploys'; terms: Terms }
  /** The business deploys other reminders. */
  | { kind: 'changes-reminders'; reminders: Reminders }
  /** Somebody wants a place of the clinic, or gives one up. */
  | DeskAct
);
export type ActKind = Act['kind'];

/** From when until when, in ms after the start of the story. */
export type Outage = { fromMs: number; toMs: number };

/** A whole story: its people, their actions, and the fault rates with their end. */
export type Story = {
  seed: number;
  startsAt: number;
  customers: Customer[];
  /** What customers may say in the forms that they send of their own accord. */
  wishes: readonly Wish[];
  acts: Act[];
  /** Whether the provider has one URL for all events, or three. */
  registration: 'single' | 'three';
  faultRates: FaultRates;
  /** The provider's fault rates. */
  trouble: number;
  /** How often the provider takes seconds to answer. */
  slowAnswers: number;
  /** The faults end this many ms after the start. */
  noiseMs: number;
  /**
   * The story runs twice: the channel's events are the same, but their webhooks arrive in another order.
   * In such a story no outcome may legitimately depend on the order.
   */
  isPlayedTwice: boolean;
  /** The terms of booking that the story begins with. */
  terms: Terms;
  /** Whether what customers book stands at once, or waits until staff approve it. */
  approval: 'automatic' | 'manual';
  /** Whether the business tells its customers of their bookings, and for what it has templates. */
  notices: Notices;
  /** Whether the stack answers what customers write and tap. */
  answersChats: boolean;
  /** Of what the business reminds its customers, to begin with. */
  reminders: Reminders;
  /** When neither the schedule nor a queue starts a function, in ms after the start, in order. */
  outages: readonly Outage[];
  /** The customer whose phone answers every message by itself, if there is one. */
  machine?: number;
  /** It lasts so long that much grows old and is deleted: only promises about that which stays are judged. */
  spansYears: boolean;
  /** Each run of a function has a clock of its own, which is up to 15 s before or behind the true time. */
  clocksDiffer: boolean;
};

/** A story that runs twice has no faults and no webhooks for this long; then the two runs differ. */
export const PARTING_MS = 9 * 60_000;
