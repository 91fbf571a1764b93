import { invitationItem, messageItem } from '../growth/life-items.ts';
import type { WireItem } from '../growth/stored-table.ts';

const MINUTE_MS = 60_000;

/** How the deliveries of the invitations are known: by webhook, by asking, or one in ten by asking. */
export const BACKLOGS = ['reported by webhook', 'to be asked about', 'one in ten to be asked about'] as const;
export type Backlog = (typeof BACKLOGS)[number];

const isAskedAbout: Record<Backlog, (number: number) => boolean> = {
  'reported by webhook': () => false,
  'to be asked about': () => true,
  'one in ten to be asked about': (number) => number % 10 === 0,
};

/** The items of so many invitations of the last minute, all of which are due for their first check. */
export function backlogOf(backlog: Backlog, invitations: number): WireItem[] {
  const now = Date.now();
  return Array.from({ length: invitations }, (_, number) => {
    const at = now - MINUTE_MS - number;
    const life = { number, phone: `3471${String(number).padStart(7, '0')}`, invitedAt: at, dueAt: now - number };
    const message = messageItem(life);
    const { sentAt: _sent, deliveredAt: _delivered, ...unreported } = message;
    return [invitationItem(life), isAskedAbout[backlog](number) ? unreported : message];
  }).flat();
}
