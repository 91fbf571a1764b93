import * as z from 'zod/mini';
import type { Step, Tone } from '../ui/step.ts';

/** What comes of an exchange between a phone and the endpoint of a live form. */
const Outcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('screen'), screen: z.string(), errorMessage: z.optional(z.string()) }),
  z.object({ kind: z.literal('ended') }),
  z.object({ kind: z.literal('over'), message: z.string() }),
  z.object({ kind: z.literal('active') }),
  z.object({ kind: z.literal('failed'), reason: z.string(), detail: z.optional(z.string()) }),
]);

/** An exchange, decrypted beside what went over the wire. */
export const Exchange = z.object({
  at: z.string(),
  ms: z.number(),
  asked: z.string(),
  outcome: Outcome,
  payloads: z.array(z.object({ label: z.string(), body: z.unknown() })),
  isHandled: z.boolean(),
});
export type Exchange = z.infer<typeof Exchange>;

/** The outcome in words, as far as the phone shows it. */
export function outcomeOf(outcome: Exchange['outcome']): { title: string; tone: Tone } {
  switch (outcome.kind) {
    case 'screen':
      return outcome.errorMessage === undefined
        ? { title: `shows ${outcome.screen}`, tone: 'plain' }
        : { title: `shows ${outcome.screen}, and says: ${outcome.errorMessage}`, tone: 'warn' };
    case 'ended':
      return { title: 'ended', tone: 'good' };
    case 'over':
      return { title: `closed for good, and says: ${outcome.message}`, tone: 'warn' };
    case 'active':
      return { title: 'answered', tone: 'good' };
    case 'failed': {
      const why = outcome.detail === undefined ? outcome.reason : `${outcome.reason}, ${outcome.detail}`;
      return { title: `shows WhatsApp’s general error: ${why}`, tone: 'bad' };
    }
  }
}

/** An exchange in the time line of its invitation: the customer has opened the message. */
export function exchangeStep({ at, ms, asked, outcome }: Exchange): Step {
  const { title, tone } = outcomeOf(outcome);
  return { key: `exchanged/${at}/${asked}/${ms}`, stage: 'read', title: `Form: ${asked}`, at, tone, detail: title };
}

/** The function that answered; none if no request reached it. */
export const functionOf = ({ isHandled }: Exchange): string => (isHandled ? 'exchange-flow-data' : '');
