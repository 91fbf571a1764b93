import type { Evidence } from './evidence.ts';
import type { Violation } from './violation.ts';
import { type Wanting, wantingOf } from './wanting.ts';

const WINDOW_MS = 24 * 3_600_000;

/** Whom a request goes to, and when. */
type Request = { phone?: string; chatId?: string; at: number; run: string; runStartedAt: number };

/** When each customer was here, and since when the stack knew, where it does. */
export function visitsIn({ world, acknowledged }: Evidence) {
  const takenAt = new Map<string, number>();
  for (const { reported, door, at } of acknowledged) {
    const tellsPresence = reported.kind === 'text' || reported.kind === 'form' || reported.kind === 'media';
    if (!tellsPresence || door === '/flow-completion' || takenAt.has(reported.messageId)) continue;
    takenAt.set(reported.messageId, at);
  }
  return world.reported.flatMap((reported) => {
    if (reported.kind !== 'text' && reported.kind !== 'form' && reported.kind !== 'media') return [];
    const knownSince = takenAt.get(reported.messageId) ?? Number.POSITIVE_INFINITY;
    return [{ customerId: reported.customerId, address: reported.chatId, at: Date.parse(reported.at), knownSince }];
  });
}

/** Whether a free-form message was sent though the stack knew that the customer had not written for a day. */
export function wasKnownClosed(
  evidence: Evidence,
  wanting: Wanting,
  { phone, chatId, at, runStartedAt }: Request,
  visits = visitsIn(evidence),
): boolean {
  const { world } = evidence;
  const address = chatId ?? `${phone}@c.us`;
  const customerId = world.whatsapp.customerAt({ chatId: address })?.id;
  const own = visits.filter((visit) => visit.customerId === customerId && visit.at <= at);
  if (customerId === undefined || own.some((visit) => visit.at + WINDOW_MS > runStartedAt)) return false;
  const addresses = wanting.addressesOf({ customerId, address, before: runStartedAt });
  return own.some((visit) => visit.knownSince < runStartedAt && addresses.has(visit.address));
}

/** The window is read before every attempt: known to be closed, only a template may go. */
export function judgeWindow(evidence: Evidence): Violation[] {
  const { world, business } = evidence;
  const free = world.provider.requests.filter(({ carrier }) => carrier === 'flow');
  if (free.length === 0) return [];
  const [wanting, visits] = [wantingOf(evidence), visitsIn(evidence)];
  const isErased = ({ phone, chatId = `${phone}@c.us` }: Request) =>
    business.erasures.some(({ customerId }) => customerId === world.whatsapp.customerAt({ chatId })?.id);
  return free
    .filter((request) => !isErased(request) && wasKnownClosed(evidence, wanting, request, visits))
    .map(({ run }) => ({
      promise: 'window',
      what: `a free-form message into a window that was known to be closed (${run})`,
    }));
}
