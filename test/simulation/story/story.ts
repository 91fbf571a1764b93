import type { KeyPurpose } from '../../../functions/shared/secrets/derived-keys.ts';
import type { Customer } from '../../../local/one-msg/channel-state.ts';
import type { FaultRates } from '../engine/network.ts';
import type { Terms } from './contract.ts';

/** Things that come in by the channel and are neither a customer's words to the business nor their form. */
export const ODDITIES = ['caption', 'contact-card', 'group', 'notice', 'deep-neighbour'] as const;
export type Oddity = (typeof ODDITIES)[number];

/** What somebody does, so many ms after the story began. The rest follows from these and from chance. */
export type Act = { key: string; afterMs: number } & (
  | { kind: 'writes'; customer: number; text: string }
  | { kind: 'invites'; customer: number; language: 'en' | 'es'; idempotencyKey?: string; repeats: boolean }
  | { kind: 'asks-over-bus'; customer: number; idempotencyKey?: string }
  /** Decisions with one and the same `about` are about the same booking. */
  | { kind: 'changes'; about: string; notes: string; idempotencyKey?: string }
  | { kind: 'moves'; about: string; idempotencyKey?: string }
  | { kind: 'cancels'; about: string; idempotencyKey?: string }
  | { kind: 'foreign-message'; customer: number }
  | { kind: 'odd-message'; customer: number; oddity: Oddity }
  | { kind: 'forged-form'; customer: number; forgery: 'foreign-token' | 'wrong-mac' | 'no-answer' | 'foreign-answer' }
  | { kind: 'junk'; body: 'not-json' | 'unknown-shape' | 'unreadable-status' }
  | { kind: 'attack'; door: 'webhook' | 'api' }
  | { kind: 'rotates'; purpose: KeyPurpose }
  | { kind: 'replaces-token' }
  | { kind: 'reconciles' }
  | { kind: 'erases'; customer: number }
  /** The business deploys other terms of booking. */
  | { kind: 'redeploys'; terms: Terms }
);
export type ActKind = Act['kind'];

/** A whole story: who is in it, what they do, and how often calls fail and until when. */
export type Story = {
  seed: number;
  startsAt: number;
  customers: Customer[];
  acts: Act[];
  /** The provider has one URL for everything, or three. */
  registration: 'single' | 'three';
  faultRates: FaultRates;
  /** How often something goes wrong at the provider. */
  trouble: number;
  /** Faults end then, so many ms after the beginning. */
  noiseMs: number;
  /**
   * The story is played twice: the same things happen on the channel, but what tells of them arrives in another order.
   * Such a story has nothing in it whose outcome may rightly hang on the order.
   */
  isPlayedTwice: boolean;
};

/** In a story that is played twice all is calm and no webhook arrives for so long; from then on the two runs differ. */
export const PARTING_MS = 9 * 60_000;
