import type { AttendanceCounts } from '../booking/attendance.ts';
import type { Invitation } from '../invitation/invitation.ts';
import type { InvitationId } from '../invitation/invitation-id.ts';
import { type Instant, newestOf } from '../time/instant.ts';
import { type Chat, type Correction, correctedName, customerOf } from './customer.ts';
import { addressOf, type Person } from './person.ts';
import type { ChatId } from './recipient.ts';

/** A customer as staff find them: by an address, or somebody without one by their booking. */
export type FoundCustomer = {
  chatId?: ChatId | undefined;
  invitationId?: InvitationId | undefined;
  name?: string | undefined;
  language?: string | undefined;
  lastInboundAt?: Instant | undefined;
  optedOut: boolean;
  attendance: AttendanceCounts;
  /** Who of the staff corrected the name or the language last. */
  correction?: Correction | undefined;
  /** How often staff corrected them; left out where the booking has the name. */
  revision?: number | undefined;
};

/** How often staff corrected the person behind these chats. */
export const revisionOf = (chats: readonly Pick<Chat, 'corrections'>[]): number =>
  chats.reduce((sum, { corrections = 0 }) => sum + corrections, 0);

/**
 * The customer with these addresses; `undefined` if nothing is known of them. `invited` is an invitation to them, which
 * may be all there is; `nameless` is what the invitations call somebody whose name nobody knows.
 */
export function personFound(
  person: Person,
  asked: ChatId,
  invited?: Pick<Invitation, 'customerName' | 'language'>,
  nameless?: string,
): FoundCustomer | undefined {
  const chats = [...person.values()].filter((chat) => chat !== undefined);
  // What is left of somebody who was erased has no address.
  if (!chats.some((chat) => chat.chatId) && !invited) return undefined;
  const { displayName, language, lastInboundAt, optedOut, attendance } = customerOf(chats);
  const named = newestOf(chats.flatMap(({ foundAs }) => foundAs ?? []));
  const invitedAs = invited?.customerName === nameless ? undefined : invited?.customerName;
  return {
    chatId: addressOf(person, asked),
    name: correctedName(chats)?.name ?? named?.names[0] ?? displayName ?? invitedAs,
    language: language ?? invited?.language,
    lastInboundAt,
    optedOut,
    attendance,
    correction: newestOf(chats.flatMap(({ correction }) => correction ?? [])),
    revision: revisionOf(chats),
  };
}

/** The customer of a booking who has no address. */
export const callerFound = ({
  invitationId,
  booking,
  language,
  attendance,
}: Pick<Invitation, 'invitationId' | 'booking' | 'language' | 'attendance'>): FoundCustomer => ({
  invitationId,
  name: booking?.customerName,
  language,
  optedOut: false,
  attendance: { came: attendance?.value === 'came' ? 1 : 0, noShow: attendance?.value === 'no-show' ? 1 : 0 },
});
