import * as z from 'zod/mini';
import type { Step, Tone } from '../ui/step.ts';
import type { EvidenceWords } from './evidence-words.ts';
import { NamedPayload } from './payload-names.ts';

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
  payloads: z.array(NamedPayload),
  isHandled: z.boolean(),
});
export type Exchange = z.infer<typeof Exchange>;

/** The outcome in words, as far as the phone shows it. */
export function outcomeOf(outcome: Exchange['outcome'], words: EvidenceWords): { title: string; tone: Tone } {
  switch (outcome.kind) {
    case 'screen': {
      const title = words.shows(outcome.screen);
      const { errorMessage } = outcome;
      return errorMessage === undefined
        ? { title, tone: 'plain' }
        : { title: words.saying(title, errorMessage), tone: 'warn' };
    }
    case 'ended':
      return { title: words.ended, tone: 'good' };
    case 'over':
      return { title: words.over(outcome.message), tone: 'warn' };
    case 'active':
      return { title: words.active, tone: 'good' };
    case 'failed': {
      const why = outcome.detail === undefined ? outcome.reason : `${outcome.reason}, ${outcome.detail}`;
      return { title: words.failed(why), tone: 'bad' };
    }
  }
}

/** An exchange in the time line of its invitation: the customer has opened the message. */
export function exchangeStep({ at, ms, asked, outcome }: Exchange, words: EvidenceWords): Step {
  const { title, tone } = outcomeOf(outcome, words);
  return { key: `exchanged/${at}/${asked}/${ms}`, stage: 'read', title: words.form(asked), at, tone, detail: title };
}

/** The function that answered; none if no request reached it. */
export const functionOf = ({ isHandled }: Exchange): string => (isHandled ? 'exchange-flow-data' : '');
