import * as z from 'zod/mini';
import { milliseconds } from './durations.ts';

/** How phones and the network behave while a customer fills in a live form. */
export const ExchangeBehaviour = {
  /** How long a phone waits for an answer, in real milliseconds. Default 10000, as WhatsApp does. */
  exchangeTimeoutMs: z.int().check(z.gte(1), z.lte(60_000)),
  /** Delay of every request on its way to the endpoint, in real milliseconds. Default 0. */
  exchangeDelayMs: milliseconds,
  /** Delay of every answer on its way back, as that of a slow endpoint, in real milliseconds. Default 0. */
  exchangeAnswerDelayMs: milliseconds,
  /** Loses every request before, or every answer after the endpoint had it. Default none. */
  exchangeLoss: z.enum(['none', 'request', 'answer']),
  /** Posts every request twice, byte for byte; the phone shows the second answer. Default false. */
  exchangeTwice: z.boolean(),
  /** The public key that phones encrypt with: the uploaded one; first the one before it, and the uploaded one after
   * 421; or always one of nobody. Default current. */
  exchangeKey: z.enum(['current', 'former', 'foreign']),
  /** Damages every request: a wrong authentication tag, or random bytes in place of the content. Default none. */
  exchangeDamage: z.enum(['none', 'tag', 'garbage']),
  /** The endpoint cannot be reached: everything is answered with 503 before it. Default false. */
  endpointDown: z.boolean(),
};

/** The defaults: nothing goes wrong. */
export const CALM_EXCHANGES = {
  exchangeTimeoutMs: 10_000,
  exchangeDelayMs: 0,
  exchangeAnswerDelayMs: 0,
  exchangeLoss: 'none',
  exchangeTwice: false,
  exchangeKey: 'current',
  exchangeDamage: 'none',
  endpointDown: false,
} as const;
