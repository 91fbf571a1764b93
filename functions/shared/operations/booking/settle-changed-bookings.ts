import { isDeepStrictEqual } from 'node:util';
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import pMap from 'p-map';
import { openRequest } from '../../domain/booking/form-request.ts';
import { slotOf } from '../../domain/booking/overlap.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import { type Instant, instantAt, now } from '../../domain/time/instant.ts';
import { logPart } from '../../runtime/log-part.ts';
import { describeError, logger, noteInvitation } from '../../runtime/logger.ts';
import { parseImage } from '../../store/table/stream-image.ts';
import { keepFindable } from '../customer/keep-findable.ts';
import { settlePlace } from '../places/settle-place.ts';
import type { PlaceContext } from '../places/store-requested.ts';
import { settleBooking } from './settle-booking.ts';

/** Invitations settled at the same time. */
export const SETTLED_AT_ONCE = 8;

/** What the stream tells of one write: the images before and after, and when the table took it. */
type StreamChange = { before: Invitation | undefined; after: Invitation | undefined; at: Instant };

/** Whether what is settled has changed. What settling writes itself has not, which is where it ends. */
function isBookingChange({ before, after }: StreamChange): boolean {
  const settled = (image: Invitation | undefined) => [
    slotOf(image?.booking),
    image?.booking?.state,
    image?.booking?.attention,
    image?.booking?.resources,
  ];
  return !isDeepStrictEqual(settled(before), settled(after));
}

/** A booking of release 0.1.0 has no claim: it gets one with its next entry, whatever that changes. */
const lacksClaim = ({ before, after }: StreamChange): boolean =>
  after !== undefined && !after.place && slotOf(after.booking) !== undefined && before?.revision !== after.revision;

/** Whether a form came whose place is to be decided. Should that fail for good, reconcile does it: see `makePlaceDue`. */
function asksForPlace({ before, after }: StreamChange): boolean {
  const asked = after && openRequest(after.history)?.id;
  return asked !== undefined && asked !== (before && openRequest(before.history)?.id);
}

function hasNewReason({ before, after }: StreamChange): boolean {
  const known = before?.booking?.attention ?? [];
  return (after?.booking?.attention ?? []).some((reason) => !known.includes(reason));
}

async function settle(context: PlaceContext, change: StreamChange): Promise<void> {
  const { before, after, at } = change;
  const invitationId = (after ?? before)?.invitationId;
  if (!invitationId) return;
  noteInvitation(invitationId);
  if (asksForPlace(change)) await settlePlace(context, invitationId);
  if (isBookingChange(change) || lacksClaim(change)) {
    await settleBooking(context, invitationId, { at, hasNewReason: hasNewReason(change), before });
  }
  // With each entry of the history the customer may be known by another name.
  if (after && before?.revision !== after.revision) {
    await keepFindable(context, after);
    logger.info('booking was settled', { revision: after.revision });
  }
}

/** Closures and questions are in the stream as well, for desks to hear of them: there is nothing to settle. */
function invitationIn(image: Record<string, AttributeValue> | undefined): Invitation | undefined {
  const parsed = image?.['type']?.S === 'invitation' ? parseImage(image) : undefined;
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

async function settleRecord(context: PlaceContext, record: DynamoDBRecord): Promise<string[]> {
  try {
    await settle(context, read(record));
    return [];
  } catch (error) {
    logger.error('booking was not settled', describeError(error));
    return [record.dynamodb?.SequenceNumber ?? ''];
  }
}

/**
 * Settles the bookings that a batch of stream records changed. Returns the sequence numbers of the records that could
 * not be settled: the stream delivers from the first of them again, and a repeat changes nothing.
 */
export async function settleChangedBookings(context: PlaceContext, records: DynamoDBRecord[]): Promise<string[]> {
  const failed = await pMap(records, (record) => logPart({}, () => settleRecord(context, record)), {
    concurrency: SETTLED_AT_ONCE,
  });
  return failed.flat();
}
