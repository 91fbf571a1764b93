import * as z from 'zod/mini';
import { parseJson } from '../../functions/shared/domain/text/json.ts';
import { Instant } from '../../functions/shared/domain/time/instant.ts';
import type { Happening } from './happening.ts';

/** One line of a function's log, as text. */
export type FoundLine = { function: string; text: string };

const Line = z.looseObject({ level: z.string(), message: z.string(), timestamp: Instant });

const AnnouncedEvent = z.object({ type: z.string(), eventId: z.string(), invitationId: z.optional(z.string()) });
const Announced = z.looseObject({ events: z.array(AnnouncedEvent) });

/** What every line has, and what the story says anyway. */
const LEFT_OUT = new Set(['level', 'message', 'timestamp', 'function_request_id', 'invitationId', 'xray_trace_id']);

/** A line tells of a batch: only its events about this invitation are part of the story. */
function eventsIn(line: Record<string, unknown>, invitationId: string): string[] | undefined {
  const { data } = Announced.safeParse(line);
  return data?.events.flatMap((event) =>
    event.invitationId === invitationId ? [`"${event.type}" was announced on the bus (event ${event.eventId})`] : [],
  );
}

function sentenceOf({ level, message, ...more }: z.infer<typeof Line>): string {
  const members = Object.entries(more)
    .filter(([name, value]) => !LEFT_OUT.has(name) && value !== undefined)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const text = [level === 'INFO' ? '' : `${level}:`, message, members.length > 0 ? `(${members.join(' ')})` : ''];
  return text.filter((part) => part !== '').join(' ');
}

/** What one line of a log tells of the invitation: nothing, if it is no line of the stack's own functions. */
export function happeningsIn({ function: name, text }: FoundLine, invitationId: string): Happening[] {
  const { data: line } = Line.safeParse(parseJson(text));
  if (!line) return [];
  const sentences = eventsIn(line, invitationId) ?? [sentenceOf(line)];
  return sentences.map((what) => ({ at: line.timestamp, what, from: 'log', function: name, line }));
}
