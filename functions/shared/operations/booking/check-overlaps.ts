import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import pMap from 'p-map';
import { type AttentionCheck, outcomeOf } from '../../domain/booking/attention.ts';
import { doOverlap, slotOf } from '../../domain/booking/overlap.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { type Instant, instantAt, now } from '../../domain/time/instant.ts';
import { describeError, logger } from '../../runtime/logger.ts';
import { findOverlapping, type OverlappingBooking, writeAttention } from '../../store/booking/overlaps.ts';
import { readInvitation } from '../../store/invitation/invitations.ts';
import { parseImage } from '../../store/table/stream-image.ts';
import type { Table } from '../../store/table/table.ts';

/** The agenda is asked after each of these waits (ms) until it shows the booking to be checked. */
const AGENDA_WAITS_MS = [0, 50, 150, 300, 600];
/** Looks at one invitation or one pair: each that writes is followed by another. */
const LOOKS = 10;
/** Invitations checked at the same time. */
const CONCURRENCY = 8;

/** What the stream tells of one write: the images before and after, and when the table took it. */
type StreamChange = { before: Invitation | undefined; after: Invitation | undefined; at: Instant };

type CheckTrigger = Omit<AttentionCheck, 'overlap'>;

/** Whether what is checked has changed. What this check writes itself has not, which is where it ends. */
function isBookingChange({ before, after }: StreamChange): boolean {
  const checked = (image: Invitation | undefined) => [
    slotOf(image?.booking),
    image?.booking?.state,
    image?.booking?.attention,
  ];
  return !isDeepStrictEqual(checked(before), checked(after));
}

function hasNewReason({ before, after }: StreamChange): boolean {
  const known = before?.booking?.attention ?? [];
  return (after?.booking?.attention ?? []).some((reason) => !known.includes(reason));
}

type OverlapCandidates = { current: Invitation | undefined; overlapping: OverlappingBooking[] };

/**
 * An invitation as it is now and who clashes with its booking, by an agenda that shows this booking: of two that are
 * written at the same time, the one the agenda shows last then sees the other. Throws if the agenda lags for too long.
 */
async function findOverlapCandidates(table: Table, invitationId: InvitationId): Promise<OverlapCandidates> {
  for (const ms of AGENDA_WAITS_MS) {
    await wait(ms);
    const current = await readInvitation(table, invitationId);
    const slot = slotOf(current?.booking);
    if (!slot) return { current, overlapping: [] };
    const overlapping = await findOverlapping(table, slot);
    const shown = overlapping.find((one) => one.invitationId === invitationId)?.slot;
    if (isDeepStrictEqual(shown, slot)) return { current, overlapping };
  }
  throw new Error('The agenda does not show this booking yet. The check of its overlaps starts again.');
}

/**
 * Everybody whose overlap with an invitation may have begun or ended: who clashes with its booking now, who clashed
 * with the one before, and who is marked.
 */
async function othersOf(
  table: Table,
  own: InvitationId,
  before: Invitation | undefined,
  { current, overlapping }: OverlapCandidates,
): Promise<Set<InvitationId>> {
  const left = slotOf(before?.booking);
  const hasLeft = left && !isDeepStrictEqual(left, slotOf(current?.booking));
  const behind = hasLeft ? await findOverlapping(table, left) : [];
  const others = new Set([...overlapping, ...behind].map(({ invitationId }) => invitationId));
  for (const image of [before, current]) for (const marked of image?.overlapsWith ?? []) others.add(marked);
  others.delete(own);
  return others;
}

/**
 * Brings an invitation's place in the worklist up to date and, with another one, the marks of both. It looks again
 * until nothing is left to write: whoever wrote last has then seen both as they were after that write, so that no
 * order of events leaves a wrong mark.
 */
async function settle(
  table: Table,
  one: InvitationId,
  other: InvitationId | undefined,
  trigger: CheckTrigger,
): Promise<void> {
  for (let count = 1; count <= LOOKS; count++) {
    const [first, second] = await Promise.all([readInvitation(table, one), other && readInvitation(table, other)]);
    const isThere = doOverlap(slotOf(first?.booking), slotOf(second?.booking));
    const checks: { seen: Invitation | undefined; check: AttentionCheck }[] = [
      { seen: first, check: { ...trigger, ...(other && { overlap: { with: other, isThere } }) } },
      { seen: second, check: { ...trigger, hasNewReason: false, overlap: { with: one, isThere } } },
    ];
    const writes = checks.flatMap(({ seen, check }) => {
      const outcome = seen && outcomeOf(check, seen);
      return outcome ? [writeAttention(table, seen, outcome, trigger.at)] : [];
    });
    if (writes.length === 0) return;
    await Promise.all(writes);
  }
  throw new Error('Too many writers change this booking at the same time. The check of its overlaps starts again.');
}

async function check(table: Table, change: StreamChange): Promise<void> {
  const invitationId = (change.after ?? change.before)?.invitationId;
  if (!invitationId || !isBookingChange(change)) return;
  const trigger = { at: change.at, hasNewReason: hasNewReason(change) };
  const around = await findOverlapCandidates(table, invitationId);
  const others = await othersOf(table, invitationId, change.before, around);
  for (const other of others) await settle(table, invitationId, other, trigger);
  const { current } = around;
  if (others.size === 0 && current && outcomeOf(trigger, current))
    await settle(table, invitationId, undefined, trigger);
}

function invitationIn(image: Record<string, AttributeValue> | undefined): Invitation | undefined {
  const parsed = image && parseImage(image);
  return parsed?.type === 'invitation' ? parsed : undefined;
}

function read({ dynamodb }: DynamoDBRecord): StreamChange {
  const { OldImage, NewImage, ApproximateCreationDateTime } = dynamodb ?? {};
  return {
    before: invitationIn(OldImage),
    after: invitationIn(NewImage),
    at: ApproximateCreationDateTime === undefined ? now() : instantAt(ApproximateCreationDateTime * 1000),
  };
}

/**
 * Checks the bookings in a batch of stream records: marks those that overlap, on both sides, and puts what needs
 * attention into the worklist. Returns the sequence numbers of the records that could not be checked: the stream
 * delivers from the first of them again, and a repeat changes nothing.
 */
export async function checkOverlaps(table: Table, records: DynamoDBRecord[]): Promise<string[]> {
  const checked = await pMap(
    records,
    async (record) => {
      try {
        await check(table, read(record));
        return [];
      } catch (error) {
        logger.error('booking was not checked', describeError(error));
        return [record.dynamodb?.SequenceNumber ?? ''];
      }
    },
    { concurrency: CONCURRENCY },
  );
  return checked.flat();
}
