import * as z from 'zod/mini';
import type { Connection } from '../ui/connection.ts';
import type { Evidence, Handling } from '../ui/console-session.ts';
import type { Step } from '../ui/step.ts';
import { Delivery, wasTaken } from './crm-delivery.ts';
import { EVIDENCE_WORDS, type EvidenceWords } from './evidence-words.ts';
import { Exchange, exchangeStep, functionOf } from './live-exchange.ts';
import { NamedPayload } from './payload-names.ts';

const Handled = z.object({ function: z.string(), durationMs: z.number(), payloads: z.array(NamedPayload) });
type Handled = z.infer<typeof Handled>;

const Announced = z.object({ eventId: z.string(), type: z.string(), at: z.string(), handling: z.optional(Handled) });
type Announced = z.infer<typeof Announced>;

const EvidenceAnswer = z.object({
  steps: z.record(z.string(), Handled),
  announced: z.array(Announced),
  handedOff: z.array(Delivery),
  exchanges: z.array(Exchange),
  messages: z.record(z.string(), z.string()),
  item: z.unknown(),
});
type EvidenceAnswer = z.infer<typeof EvidenceAnswer>;

const announcementStep = ({ eventId, type, at }: Announced, words: EvidenceWords): Step => ({
  key: `announced/${eventId}`,
  stage: 'announced',
  title: words.announced(type),
  at,
  tone: 'info',
});

function handOffStep({ at, type, eventId, attempt, status }: Delivery, words: EvidenceWords): Step {
  const isTaken = wasTaken({ status });
  const otherwise = status === 0 ? words.noAnswer(type) : words.answered(status, type);
  return {
    key: `handed-off/${eventId}/${attempt}`,
    stage: 'handed off',
    title: isTaken ? words.taken(type) : otherwise,
    at,
    tone: isTaken ? 'good' : 'bad',
    detail: attempt > 1 ? words.attempt(attempt) : undefined,
  };
}

const writeHandling = ({ payloads, ...handled }: Handled, words: EvidenceWords): Handling => ({
  ...handled,
  payloads: payloads.map(({ name, body }) => ({ label: words.payloads[name], body })),
});

function write({ steps, announced, handedOff, exchanges }: EvidenceAnswer, words: EvidenceWords) {
  const handlings: Record<string, Handling> = {};
  const further: Step[] = [];
  for (const [key, handled] of Object.entries(steps)) handlings[key] = writeHandling(handled, words);
  for (const announcement of announced) {
    const step = announcementStep(announcement, words);
    further.push(step);
    if (announcement.handling) handlings[step.key] = writeHandling(announcement.handling, words);
  }
  for (const handOff of handedOff) {
    const step = handOffStep(handOff, words);
    further.push(step);
    handlings[step.key] = { function: '', payloads: [{ label: words.body, body: handOff.body }] };
  }
  for (const exchange of exchanges) {
    const step = exchangeStep(exchange, words);
    further.push(step);
    const { ms, payloads } = exchange;
    handlings[step.key] = writeHandling({ function: functionOf(exchange), durationMs: ms, payloads }, words);
  }
  return { handlings, further };
}

/** The internal records of an invitation's steps, including steps that the API does not know. */
export async function readEvidence(room: Connection, invitationId: string): Promise<Evidence> {
  const answer = await room.get(EvidenceAnswer, `/invitations/${invitationId}/evidence`);
  const { item, messages } = answer;
  return { item, messages, writtenIn: (language) => write(answer, EVIDENCE_WORDS[language]) };
}
