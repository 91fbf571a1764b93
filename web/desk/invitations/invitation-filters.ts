import type { InvitationSummary } from '../../../functions/shared/http/answers/invitation-schema.ts';
import { addressOf, needsAttention } from '../booking/labels.ts';

/** The groups people look for, in the order in which they are offered. */
export const GROUPS = ['all', 'open', 'to-approve', 'booked', 'attention', 'failed', 'cancelled'] as const;
export type Group = (typeof GROUPS)[number];

const FAILED = ['rejected', 'undelivered', 'unresolved'];

export function isInGroup({ status, booking, notTold }: InvitationSummary, group: Group): boolean {
  switch (group) {
    case 'all':
      return true;
    case 'to-approve':
      return booking?.state === 'to-approve';
    case 'booked':
      return status === 'completed' && booking?.state !== 'to-approve';
    case 'attention':
      return needsAttention(booking) || notTold !== undefined;
    case 'failed':
      return FAILED.includes(status);
    case 'cancelled':
      return status === 'cancelled';
    case 'open':
      return !['completed', 'cancelled', ...FAILED].includes(status);
  }
}

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase();

function textOf(invitation: InvitationSummary): string {
  const { customerName, booking } = invitation;
  const { service, serviceTitle, resourceNames = [], notes, customerName: booked } = booking ?? {};
  const shown = [customerName, booked, addressOf(invitation), service, serviceTitle, ...resourceNames, notes];
  return plain(shown.join('\n'));
}

/** So much of an id is pasted, not typed: four digits of a phone stand in many an id by chance. */
const SHORTEST_ID = 8;

const isIdOf = ({ invitationId }: InvitationSummary, word: string): boolean =>
  word.length >= SHORTEST_ID && invitationId.startsWith(word);

/** Those of a group that hold every word looked for, whatever its accents and case. */
export function select(invitations: readonly InvitationSummary[], group: Group, search: string): InvitationSummary[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  return invitations.filter((invitation) => {
    if (!isInGroup(invitation, group)) return false;
    const text = textOf(invitation);
    return words.every((word) => text.includes(word) || isIdOf(invitation, word));
  });
}
