import * as z from 'zod/mini';
import type { Clock } from '../../clock.ts';
import { type AwsAnswer, awsError } from '../endpoint/aws-answer.ts';
import type { EventBuses } from './bus.ts';

const Entry = z.object({
  Source: z.optional(z.string()),
  DetailType: z.optional(z.string()),
  Detail: z.optional(z.string()),
  Resources: z._default(z.array(z.string()), []),
  /** Seconds since the epoch. */
  Time: z.optional(z.number()),
  EventBusName: z._default(z.string(), 'default'),
});
type Entry = z.infer<typeof Entry>;

const PutEventsInput = z.object({ Entries: z.array(Entry).check(z.minLength(1), z.maxLength(10)) });

type EntryResult = { EventId: string } | { ErrorCode: string; ErrorMessage: string };

/** The size of all entries of one request ("Calculating PutEvents event entry size", EventBridge User Guide). */
const LARGEST_REQUEST_BYTES = 256 * 1024;
const TIME_BYTES = 14;

function sizeOf({ Source, DetailType, Detail, Resources, Time }: Entry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text ?? ''), Time === undefined ? 0 : TIME_BYTES);
}

function parseDetail(text: string): Record<string, unknown> | undefined {
  try {
    return z.record(z.string(), z.unknown()).safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

const refuse = (ErrorCode: string, ErrorMessage: string): EntryResult => ({ ErrorCode, ErrorMessage });

/** EventBridge's `PutEvents` on the buses of the stack. */
export function createPutEvents(buses: EventBuses, clock: Clock): (input: unknown) => Promise<AwsAnswer> {
  async function put({ Source, DetailType, Detail, Resources, Time, EventBusName }: Entry): Promise<EntryResult> {
    if (!Source)
      return refuse('InvalidArgument', 'Parameter Source is not valid. Reason: Source is a required argument.');
    if (!DetailType) {
      return refuse('InvalidArgument', 'Parameter DetailType is not valid. Reason: DetailType is a required argument.');
    }
    if (Detail === undefined) {
      return refuse('InvalidArgument', 'Parameter Detail is not valid. Reason: Detail is a required argument.');
    }
    if (Source.startsWith('aws.')) return refuse('NotAuthorizedForSourceException', 'Not authorized for the source.');
    const detail = parseDetail(Detail);
    if (!detail) return refuse('MalformedDetail', 'Detail is malformed.');
    const bus = EventBusName.split('/').at(-1) ?? '';
    if (!buses.has(bus)) return refuse('ResourceNotFoundException', `Event bus ${bus} does not exist.`);
    const time = Time === undefined ? clock.now() : new Date(Time * 1000);
    const EventId = await buses.publish(bus, {
      source: Source,
      'detail-type': DetailType,
      detail,
      resources: Resources,
      time,
    });
    return { EventId };
  }

  return async (input) => {
    const parsed = PutEventsInput.safeParse(input);
    if (!parsed.success) return awsError(400, 'ValidationException', 'PutEvents takes 1 to 10 entries.');
    const { Entries } = parsed.data;
    if (Entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > LARGEST_REQUEST_BYTES) {
      return awsError(400, 'ValidationException', 'Total size of the entries in the request is over the limit.');
    }
    const results = await Promise.all(Entries.map(put));
    const failed = results.filter((result) => 'ErrorCode' in result);
    return { status: 200, body: { FailedEntryCount: failed.length, Entries: results } };
  };
}
