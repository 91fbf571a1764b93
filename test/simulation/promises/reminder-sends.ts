import * as z from 'zod/mini';
import type { Item } from '../model/expressions.ts';
import type { NoticeRequest } from '../model/provider-model.ts';
import { isReminder, keyIn, REMINDER_TEMPLATES } from '../story/reminders-contract.ts';
import { acceptedMessages, claimOf } from './claimed-messages.ts';
import type { Evidence } from './evidence.ts';
import { isTombstone } from './items.ts';
import { addresseeOf, type Claim } from './told-sends.ts';
import { momentsIn, type ToldInvitation } from './told-versions.ts';

const Kind = z.enum(['reminder', 'follow-up']);
const Reminder = z.looseObject({
  kind: Kind,
  key: z.string(),
  startsAt: z.string(),
  attempts: z.array(z.looseObject({ claimId: z.string() })),
  end: z.optional(z.looseObject({ state: z.string(), reason: z.optional(z.string()), at: z.string() })),
});
const Reminders = z.looseObject({ invitationId: z.string(), reminders: z.array(Reminder) });

/** A reminder as it was stored last. */
export type StoredReminder = z.infer<typeof Reminder> & { invitationId: string };
export type ReminderKind = z.infer<typeof Kind>;

/** What is sent once at most: this reminder of this invitation for an appointment that begins then. */
export type ReminderName = Pick<StoredReminder, 'invitationId' | 'kind' | 'key' | 'startsAt'>;
export const nameOf = ({ invitationId, kind, key, startsAt }: ReminderName): string =>
  `${invitationId} ${kind} ${key} ${startsAt}`;

/** An attempt to remind that was claimed, with the request that it made, if one reached the provider. */
export type ReminderClaim = ReminderName & Claim;

const read = new WeakMap<Item, StoredReminder[]>();
function remindersIn(item: Item | undefined): StoredReminder[] {
  if (item?.['type'] !== 'reminder' || isTombstone(item)) return [];
  const known = read.get(item);
  if (known) return known;
  const { invitationId, reminders } = Reminders.parse(item);
  const found = reminders.map((reminder) => ({ ...reminder, invitationId }));
  read.set(item, found);
  return found;
}

const claimIds = (reminders: readonly StoredReminder[]) =>
  new Set(reminders.flatMap(({ attempts }) => attempts.map(({ claimId }) => claimId)));

function claimsIn(evidence: Evidence): ReminderClaim[] {
  const { committed } = evidence;
  const accepted = acceptedMessages(evidence);
  return committed.flatMap(({ before, after, at, by }) => {
    const known = claimIds(remindersIn(before));
    return remindersIn(after).flatMap(({ invitationId, kind, key, startsAt, attempts }) =>
      attempts
        .filter(({ claimId }) => !known.has(claimId))
        .map(({ claimId }) => ({
          invitationId,
          kind,
          key,
          startsAt,
          messageId: accepted.get(claimId),
          at,
          run: by,
          revision: 0,
          noticedAt: at,
          isOvertaking: false,
        })),
    );
  });
}

/**
 * Each reminder as it was stored last, by its name; also those of bookings that are gone from the table. One that had ended
 * when its item grew old stays so: if the booking changes a year later, it is planned anew as one whose time is past.
 */
export function storedReminders({ committed }: Evidence): Map<string, StoredReminder> {
  const stored = new Map<string, StoredReminder>();
  const gone = new Set<string>();
  for (const { before, after } of committed) {
    for (const reminder of after ? [] : remindersIn(before)) if (reminder.end) gone.add(nameOf(reminder));
    for (const reminder of remindersIn(after)) if (!gone.has(nameOf(reminder))) stored.set(nameOf(reminder), reminder);
  }
  return stored;
}

/** Whether a request says what a claim is about, as far as it says it: a template does not name its key. */
const isAbout = ({ kind, key }: ReminderClaim, { text, template }: NoticeRequest): boolean => {
  if (template === undefined) return keyIn(text) === key;
  return template === REMINDER_TEMPLATES[kind];
};

/** Whether a message names the day and the time of a start. */
export const namesStart = (evidence: Evidence, { text }: NoticeRequest, startsAt: string): boolean =>
  ['en', 'es'].some((language) =>
    momentsIn(startsAt, language, evidence).some((moment) => moment.every((words) => text.includes(words))),
  );

/** Whether a message names the service of a booking, and with whom it is. The variables of a template do not name the person. */
const namesBooking = ({ text, template }: NoticeRequest, { booking }: ToldInvitation): boolean =>
  [booking?.serviceTitle, template === undefined ? booking?.resourceName : undefined].every((words = '') =>
    text.includes(words),
  );

/** All claims to remind, each with its request; and the reminders that went out without a claim. */
export function reminderSendsIn(
  evidence: Evidence,
  invitations: ReadonlyMap<string, ToldInvitation>,
): { claims: ReminderClaim[]; strays: NoticeRequest[] } {
  const { world } = evidence;
  const claims = claimsIn(evidence);
  const strays = world.provider.notices.filter(isReminder).filter((request) => {
    const { customerId } = addresseeOf(evidence, request);
    const isTheirs = ({ invitationId }: ReminderClaim) =>
      world.whatsapp.customerAt({ chatId: invitations.get(invitationId)?.recipient?.chatId })?.id === customerId;
    const saysTheSame = ({ invitationId, startsAt }: ReminderClaim) => {
      const invitation = invitations.get(invitationId);
      return namesStart(evidence, request, startsAt) && invitation !== undefined && namesBooking(request, invitation);
    };
    const claim = claimOf(claims, request, (one) => isAbout(one, request) && isTheirs(one), saysTheSame);
    if (claim) claim.request = request;
    return claim === undefined;
  });
  return { claims, strays };
}
