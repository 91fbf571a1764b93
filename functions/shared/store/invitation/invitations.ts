import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Recipient } from '../../domain/customer/recipient.ts';
import type { Failure } from '../../domain/delivery/failure.ts';
import {
  type Attempt,
  Invitation,
  type NumberedAttempt,
  nextAttemptNumber,
} from '../../domain/invitation/invitation.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import type { Settlement } from '../../domain/invitation/settlement.ts';
import { epochSeconds, type Instant } from '../../domain/time/instant.ts';
import { ErasedItem, isErased, NOT_ERASED } from '../customer/erased.ts';
import { readItem, readManyItems } from '../table/items.ts';
import { dueAttributes, invitationKey } from '../table/keys.ts';
import { type Table, wasWritten, writtenAs } from '../table/table.ts';
import { invitationItem, storedAttempt } from './stored-invitation.ts';

/** Stores a new invitation, due at `dueAt` if it waits for anything; `false` if one with this id exists already (and then changes nothing). */
export async function createInvitation(
  table: Table,
  invitation: Invitation,
  times: { dueAt?: Instant; expiresAt: Instant },
): Promise<boolean> {
  const item = invitationItem(table, invitation);
  const put = new PutCommand({
    TableName: table.name,
    Item: {
      ...item,
      ...(times.dueAt && dueAttributes(item.pk, times.dueAt)),
      expiresAt: epochSeconds(times.expiresAt),
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  });
  return wasWritten(table.client.send(put));
}

/** The invitation as it is now, or what is left of it (consistent read), or `undefined` if there never was one. */
export async function findInvitation(
  table: Table,
  invitationId: InvitationId,
): Promise<Invitation | ErasedItem | undefined> {
  const item = await readItem(table, invitationKey(invitationId));
  if (isErased(item)) return ErasedItem.parse(item);
  return item && Invitation.parse(item);
}

/** The invitation as it is now (consistent read), or `undefined` if there is none, or none any more. */
export async function readInvitation(table: Table, invitationId: InvitationId): Promise<Invitation | undefined> {
  const found = await findInvitation(table, invitationId);
  return isErased(found) ? undefined : found;
}

/** Those of the invitations that are there and not erased, as they are now (consistent reads). */
export async function readInvitations(table: Table, ids: readonly InvitationId[]): Promise<Invitation[]> {
  const items = await readManyItems(
    table,
    ids.map((id) => invitationKey(id).pk),
  );
  return [...items.values()].flatMap((item) => (isErased(item) ? [] : [Invitation.parse(item)]));
}

/** Whom these invitations are to, by their ids; those without an address are left out. */
export async function readRecipients(
  table: Table,
  ids: readonly InvitationId[],
): Promise<Map<InvitationId, Recipient>> {
  const invitations = await readInvitations(table, ids);
  return new Map(invitations.flatMap(({ invitationId, recipient }) => (recipient ? [[invitationId, recipient]] : [])));
}

/** What each settlement adds to the attempt's own outcome, and to the update that writes it. */
function consequencesOf(pk: string, settlement: Settlement, at: Instant) {
  switch (settlement.kind) {
    case 'accepted':
      return {
        proof: { messageId: settlement.messageId },
        set: '',
        remove: ' REMOVE retryAt, nextCarrier',
        values: {},
      };
    case 'rejected':
      return {
        proof: { failure: settlement.failure },
        set: ', rejectedAt = :at, rejection = :failure',
        remove: ' REMOVE retryAt, nextCarrier, duePartition, dueAt',
        values: { ':failure': settlement.failure, ':at': at },
      };
    case 'retrying': {
      const { duePartition, dueAt } = dueAttributes(pk, settlement.retryAt);
      return {
        proof: { failure: settlement.failure },
        set: ', retryAt = :retryAt, nextCarrier = :carrier, duePartition = :duePartition, dueAt = :retryAt',
        remove: '',
        values: {
          ':retryAt': dueAt,
          ':carrier': settlement.carrier,
          ':duePartition': duePartition,
        },
      };
    }
    case 'unknown':
      return { proof: {}, set: '', remove: '', values: {} };
  }
}

const OUTCOMES = { accepted: 'accepted', rejected: 'refused', retrying: 'refused', unknown: 'unknown' } as const;

/**
 * Records how an attempt ended, once: an attempt that somebody else claimed stays as it is, and so does one that has
 * an outcome, unless that was `unknown` and the worker that made it knows better now. Returns the invitation as it is
 * then, whoever wrote it, or `undefined` if its customer was erased meanwhile.
 */
export async function settleAttempt(
  table: Table,
  invitationId: InvitationId,
  { number, ...attempt }: NumberedAttempt,
  settlement: Settlement,
  at: Instant,
): Promise<Invitation | undefined> {
  const key = invitationKey(invitationId);
  const { proof, set, remove, values } = consequencesOf(key.pk, settlement, at);
  const settled = { ...attempt, ...proof, outcome: OUTCOMES[settlement.kind], settledAt: at };
  const update = new UpdateCommand({
    TableName: table.name,
    Key: key,
    UpdateExpression: `SET attempts.#n = :settled${set}${remove}`,
    ConditionExpression:
      'attempts.#n.claimId = :claimId AND ' +
      `(attribute_not_exists(attempts.#n.outcome) OR attempts.#n.outcome = :unknown) AND ${NOT_ERASED}`,
    ExpressionAttributeNames: { '#n': String(number) },
    ExpressionAttributeValues: {
      ':settled': storedAttempt(settled),
      ':claimId': attempt.claimId,
      ':unknown': OUTCOMES.unknown,
      ...values,
    },
    ReturnValues: 'ALL_NEW',
  });
  return (await writtenAs(table.client.send(update), Invitation)) ?? readInvitation(table, invitationId);
}

/**
 * Claims the attempt an invitation's `retryAt` announces, so that no two workers make it, and makes the invitation due
 * again at `dueAt`. Returns the invitation with the attempt, or `undefined` if somebody else was faster, or nothing is
 * to be tried any more.
 */
export async function claimNextAttempt(
  table: Table,
  invitation: Invitation & { retryAt: Instant },
  attempt: Attempt,
  dueAt: Instant,
): Promise<Invitation | undefined> {
  const key = invitationKey(invitation.invitationId);
  const number = String(nextAttemptNumber(invitation));
  const update = new UpdateCommand({
    TableName: table.name,
    Key: key,
    UpdateExpression:
      'SET attempts.#n = :attempt, duePartition = :duePartition, dueAt = :dueAt REMOVE retryAt, nextCarrier',
    ConditionExpression:
      'attribute_not_exists(attempts.#n) AND retryAt = :retryAt AND revision = :none AND ' +
      `attribute_not_exists(rejectedAt) AND ${NOT_ERASED}`,
    ExpressionAttributeNames: { '#n': number },
    ExpressionAttributeValues: {
      ':attempt': attempt,
      ':duePartition': dueAttributes(key.pk, dueAt).duePartition,
      ':dueAt': dueAt,
      ':retryAt': invitation.retryAt,
      ':none': 0,
    },
    ReturnValues: 'ALL_NEW',
  });
  const claimed = await writtenAs(table.client.send(update), Invitation);
  if (claimed) return claimed;
  // The first answer may have been lost and the SDK repeated the write: our own claim means that we were first.
  const now = await readInvitation(table, invitation.invitationId);
  return now?.attempts[number]?.claimId === attempt.claimId ? now : undefined;
}

/**
 * Ends an invitation whose next attempt must not be made. Returns it then, or `undefined` if somebody was faster or the
 * customer booked meanwhile.
 */
export async function abandonRetry(
  table: Table,
  invitationId: InvitationId,
  retryAt: Instant,
  failure: Failure,
  at: Instant,
): Promise<Invitation | undefined> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: invitationKey(invitationId),
    UpdateExpression: 'SET rejectedAt = :at, rejection = :failure REMOVE retryAt, nextCarrier, duePartition, dueAt',
    ConditionExpression: `retryAt = :retryAt AND revision = :none AND ${NOT_ERASED}`,
    ExpressionAttributeValues: { ':at': at, ':failure': failure, ':retryAt': retryAt, ':none': 0 },
    ReturnValues: 'ALL_NEW',
  });
  return writtenAs(table.client.send(update), Invitation);
}
