/**
 * A record's place in the stream, counted from 1, as the sequence number people see: all of one length, so that the
 * order of the texts is the order of the records, and beginning with 1, so that none has a leading zero.
 */
export const sequenceNumberAt = (place: number): string => `1${String(place).padStart(20, '0')}`;

/** The place a sequence number stands for. Throws a `RangeError` if it is none. */
export function placeOf(sequenceNumber: string): number {
  if (!/^1\d{20}$/.test(sequenceNumber))
    throw new RangeError(`"${sequenceNumber}" is no sequence number of this stream.`);
  return Number(sequenceNumber.slice(1));
}
