import * as z from 'zod/mini';
import type { Connection } from '../ui/connection.ts';
import type { Evidence, Handling } from '../ui/console-session.ts';
import type { Step } from '../ui/step.ts';
import { Delivery, wasTaken } from './crm-delivery.ts';
import { Exchange, exchangeStep, functionOf } from './live-exchange.ts';

const Handled = z.object({
  function: z.string(),
  durationMs: z.number(),
  payloads: z.array(z.object({ label: z.string(), body: z.unknown() })),
});

const Announced = z.object({ eventId: z.string(), type: z.string(), at: z.string(), handling: z.optional(Handled) });
type Announced = z.infer<typeof Announced>;

const EvidenceAnswer = z.object({
  steps: z.record(z.string(), Handled),
  announced: z.array(Announced),
  handedOff: z.array(Delivery),
  exchanges: z.array(Exchange),
  item: z.unknown(),
});

const announcementStep = ({ eventId, type, at }: Announced): Step => ({
  key: `announced/${eventId}`,
  stage: 'announced',
  title: `Announced: ${type}`,
  at,
  tone: 'info',
});

function handOffStep({ at, type, eventId, attempt, status }: Delivery): Step {
  const isTaken = wasTaken({ status });
  const outcome = isTaken ? 'Taken by the CRM' : status === 0 ? 'The CRM did not answer' : `The CRM answered ${status}`;
  return {
    key: `handed-off/${eventId}/${attempt}`,
    stage: 'handed off',
    title: `${outcome}: ${type}`,
    at,
    tone: isTaken ? 'good' : 'bad',
    detail: attempt > 1 ? `Attempt ${attempt}` : undefined,
  };
}

/** The internal records of an invitation's steps, including steps that the API does not know. */
export async function readEvidence(room: Connection, invitationId: string): Promise<Evidence> {
  const { steps, announced, handedOff, exchanges, item } = await room.get(
    EvidenceAnswer,
    `/invitations/${invitationId}/evidence`,
  );
  const handlings: Record<string, Handling> = { ...steps };
  for (const announcement of announced) {
    if (announcement.handling) handlings[announcementStep(announcement).key] = announcement.handling;
  }
  for (const handOff of handedOff) {
    handlings[handOffStep(handOff).key] = { function: '', payloads: [{ label: 'Body', body: handOff.body }] };
  }
  for (const exchange of exchanges) {
    const { ms, payloads } = exchange;
    handlings[exchangeStep(exchange).key] = { function: functionOf(exchange), durationMs: ms, payloads };
  }
  const further = [...announced.map(announcementStep), ...handedOff.map(handOffStep), ...exchanges.map(exchangeStep)];
  return { handlings, further, item };
}
