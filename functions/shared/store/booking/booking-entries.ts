import { UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Contract } from '../../contract/contract.ts';
import {
  asRead,
  type Booking,
  foldHistory,
  type HistoryEntry,
  readBase,
} from '../../domain/booking/booking-history.ts';
import { entriesOverLimit, HISTORY_LIMIT } from '../../domain/booking/history-limit.ts';
import { Invitation } from '../../domain/invitation/invitation.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { confirmsHold } from '../../domain/live-form/confirmed-hold.ts';
import { isLiveConfirm } from '../../domain/live-form/end-of-form.ts';
import type { StoredPlace } from '../../domain/places/day.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { isErased, NOT_ERASED } from '../customer/erased.ts';
import { findInvitation, readInvitation } from '../invitation/invitations.ts';
import { storedBooking, storedEntry } from '../invitation/stored-invitation.ts';
import { heldAsRead } from '../places/holds.ts';
import { placeItem } from '../places/stored-place.ts';
import { agendaAttributes, invitationKey } from '../table/keys.ts';
import { LOST, TRIES, untilWritten } from '../table/lost-race.ts';
import { ItemTooLarge, type Table, writtenAs } from '../table/table.ts';
import { attendanceAsRead } from './attendance.ts';
import { expiryOf } from './booking-expiry.ts';
import { placeRemovals, withMarks } from './booking-marks.ts';

/** What adding an entry did, and the invitation then. */
export type HistoryResult =
  | { result: 'recorded' | 'duplicate'; invitation: Invitation }
  | { result: 'erased'; erasedAt: Instant }
  | { result: 'no-such-invitation' };

type Entry = { id: string; entry: HistoryEntry };

export type InvitationUpdate = Omit<UpdateCommandInput, 'TableName'> & { UpdateExpression: string };

/** What an entry does to the place of its booking: written with the entry, or neither is. */
export type PlaceChange = {
  /** Where the booking has its place then, if anywhere. */
  place: StoredPlace | undefined;
  /** Writes the invitation together with the days; `false` if somebody else wrote one of them meanwhile. */
  write(update: InvitationUpdate): Promise<boolean>;
};
export type Addition = { entry: HistoryEntry; placeChange?: PlaceChange | undefined };
type Policy = Pick<Contract, 'booking' | 'retention'>;

/** The update that writes a booking into the item and the agenda; what has no start, or no place yet, is in no agenda. */
function bookingUpdate(table: Table, booking: Booking | undefined) {
  if (!booking) return { set: '', remove: ['booking', 'agendaMonth', 'startsAt'], values: {} };
  if (!booking.startsAt || booking.state === 'requested') {
    return {
      set: ', booking = :booking',
      remove: ['agendaMonth', 'startsAt'],
      values: { ':booking': storedBooking(booking) },
    };
  }
  const { agendaMonth, startsAt } = agendaAttributes(table.channelId, booking.startsAt);
  return {
    set: ', booking = :booking, agendaMonth = :agendaMonth, startsAt = :startsAt',
    remove: [],
    values: { ':booking': storedBooking(booking), ':agendaMonth': agendaMonth, ':startsAt': startsAt },
  };
}

/** The condition that the history had no entry before. */
const FIRST_ENTRY = 'revision = :none';

/** The condition that nobody added an entry since the item was read. */
const SAME_REVISION = 'revision = :seen';

/** The first completion decides the booking alone: one write, nothing read. */
async function addFirstCompletion(
  table: Table,
  invitationId: InvitationId,
  { id, entry }: Entry,
  policy: Policy,
): Promise<Invitation | undefined> {
  const history = { [id]: entry };
  const booking = foldHistory(history, policy.booking);
  const { set, remove, values } = bookingUpdate(table, booking);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: invitationKey(invitationId),
    UpdateExpression:
      `SET history.#id = :entry, revision = revision + :one, expiresAt = :expiresAt${set}` +
      (remove.length > 0 ? ` REMOVE ${remove.join(', ')}` : ''),
    ConditionExpression: `${FIRST_ENTRY} AND attribute_exists(pk) AND ${NOT_ERASED} AND ${attendanceAsRead({}).condition}`,
    ExpressionAttributeNames: { '#id': id },
    ExpressionAttributeValues: {
      ':entry': storedEntry(entry),
      ':one': 1,
      ':none': 0,
      ':expiresAt': expiryOf(booking, history, policy),
      ...values,
    },
    ReturnValues: 'ALL_NEW',
  });
  return writtenAs(table.client.send(update), Invitation);
}

function updateAlone(table: Table, update: InvitationUpdate) {
  const command = new UpdateCommand({ TableName: table.name, ...update, ReturnValues: 'ALL_NEW' });
  return writtenAs(table.client.send(command), Invitation);
}

/**
 * Whoever takes a place gives up the hold in all of its days, and so must know which hold there is. One that is confirmed by
 * it has become the booking: nobody asks for it any more.
 */
function holdAsRead(invitation: Invitation, entryId: string) {
  const { condition, values } = heldAsRead(invitation.held);
  const isConfirmed = isLiveConfirm(entryId) && confirmsHold(invitation, entryId);
  return { conditions: [condition], values, removals: isConfirmed ? ['held'] : [] };
}

/**
 * Adds an entry to the history as it was read; `undefined` if somebody else added one meanwhile, or a place changes and
 * the invitation got another hold. Throws `ItemTooLarge`.
 */
async function addTo(invitation: Invitation, table: Table, added: Entry & Addition, policy: Policy, limit: number) {
  const { id, entry, placeChange } = added;
  const base = readBase(invitation, policy.booking);
  const history = { ...invitation.history, ...(base && { [base.id]: base.entry }), [id]: entry };
  const dropped = entriesOverLimit(history, limit);
  for (const over of dropped) delete history[over];
  const booking = withMarks(foldHistory(history, policy.booking), invitation, placeChange);
  const { set, remove, values } = bookingUpdate(table, booking);
  const isKept = base !== undefined && !dropped.includes(base.id);
  const names = Object.fromEntries(dropped.map((over, index) => [`#drop${index}`, over]));
  const place = placeChange?.place;
  const hold = placeChange ? holdAsRead(invitation, id) : { conditions: [], values: {}, removals: [] };
  const attendance = attendanceAsRead(invitation);
  const removals = [
    ...remove,
    ...placeRemovals(placeChange, booking, invitation),
    ...hold.removals,
    ...Object.keys(names).map((name) => `history.${name}`),
  ];
  const update = {
    Key: invitationKey(invitation.invitationId),
    UpdateExpression:
      `SET history.#id = :entry, revision = :next, expiresAt = :expiresAt${set}` +
      (isKept ? ', history.#base = :base' : '') +
      (place ? ', place = :place' : '') +
      (removals.length > 0 ? ` REMOVE ${removals.join(', ')}` : ''),
    ConditionExpression: [`${SAME_REVISION} AND ${NOT_ERASED}`, attendance.condition, ...hold.conditions].join(' AND '),
    ExpressionAttributeNames: { '#id': id, ...names, ...attendance.names, ...(isKept && { '#base': base.id }) },
    ExpressionAttributeValues: {
      ':entry': storedEntry(entry),
      ':seen': invitation.revision,
      ':next': invitation.revision + 1,
      ':expiresAt': expiryOf(booking, history, policy),
      ...values,
      ...(isKept && { ':base': storedEntry(base.entry) }),
      ...(place && { ':place': placeItem(place) }),
      ...hold.values,
      ...attendance.values,
    },
  };
  if (!placeChange) return updateAlone(table, update);
  return (await placeChange.write(update)) ? readInvitation(table, invitation.invitationId) : undefined;
}

/** What release 0.1.0 let into a history may fill an item: then more of the oldest entries go than otherwise. */
const LIMITS = [HISTORY_LIMIT, 4, 2];

async function addWithinSize(invitation: Invitation, table: Table, added: Entry & Addition, policy: Policy) {
  for (const limit of LIMITS) {
    try {
      return await addTo(invitation, table, added, policy, limit);
    } catch (error) {
      if (!(error instanceof ItemTooLarge) || limit === LIMITS.at(-1)) throw error;
    }
  }
  return undefined;
}

/** Whether the entry is older than all that a full history still holds. */
const isTooOld = ({ history }: Invitation, { id, entry }: Entry): boolean =>
  entriesOverLimit({ ...history, [id]: entry }).includes(id);

const hasEntry = ({ history }: Invitation, id: string): boolean => Object.hasOwn(history, id);

/**
 * Adds what `additionFor` makes in view of the invitation as it is when that is written; if it throws, nothing is
 * added. An entry with this id that is there already changes nothing. `seen`: the invitation as the caller has just read it.
 * Throws `Contention` after so many lost races.
 */
export const appendAfterRead = (
  table: Table,
  invitationId: InvitationId,
  id: string,
  additionFor: (invitation: Invitation) => Addition | Promise<Addition>,
  policy: Policy,
  { tries = TRIES, seen }: { tries?: number; seen?: Invitation } = {},
): Promise<HistoryResult> =>
  untilWritten<HistoryResult>(async (attempt) => {
    const invitation = attempt === 1 && seen ? seen : await findInvitation(table, invitationId);
    if (!invitation) return { result: 'no-such-invitation' };
    if (isErased(invitation)) return { result: 'erased', ...invitation };
    if (hasEntry(invitation, id)) return { result: 'duplicate', invitation };
    const added = { id, ...(await additionFor(invitation)) };
    if (isTooOld(invitation, added)) return { result: 'duplicate', invitation };
    const written = await addWithinSize(invitation, table, added, policy);
    return written ? { result: 'recorded', invitation: written } : LOST;
  }, tries);

/**
 * Writes an entry of the history anew, with what it does to the place, and brings the booking up to date. `undefined` if
 * somebody else wrote the invitation or the days meanwhile.
 */
export const rewriteEntry = (
  table: Table,
  invitation: Invitation,
  rewritten: Entry & Addition,
  policy: Policy,
): Promise<Invitation | undefined> => addWithinSize(invitation, table, rewritten, policy);

/** What does not fit is tried again in view of the whole history, from which older entries can go. */
function unlessTooLarge(error: unknown): undefined {
  if (!(error instanceof ItemTooLarge)) throw error;
}

/**
 * Adds a completion to an invitation's booking history and brings the booking up to date. The same entries give the
 * same booking in whatever order they are added; an entry that is there already changes nothing.
 */
export async function addToHistory(
  table: Table,
  invitationId: InvitationId,
  added: Entry,
  policy: Policy,
): Promise<HistoryResult> {
  const entry = asRead(added.entry, policy.booking);
  const first =
    entry.kind === 'completion'
      ? await addFirstCompletion(table, invitationId, { ...added, entry }, policy).catch(unlessTooLarge)
      : undefined;
  if (first) return { result: 'recorded', invitation: first };
  return appendAfterRead(table, invitationId, added.id, () => ({ entry }), policy);
}
