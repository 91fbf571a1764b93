import * as z from 'zod/mini';
import { parseJson } from '../functions/shared/domain/text/json.ts';
import type { FailureBucket } from './stack/stored-failures.ts';

/** Why a batch was left where it is. */
export const LEFT_REASONS = ['not-taken', 'not-readable'] as const;
export type LeftBecause = (typeof LEFT_REASONS)[number];

/** What became of the batches: how many were taken this time, and how many were left, by reason. */
export type Tally = { taken: number; left: Record<LeftBecause, number> };

/**
 * What Lambda puts into a bucket for a batch of a stream, as far as it is read
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html). The payload is the whole event; AWS does
 * not say whether as JSON or as a text that holds JSON: both are understood.
 */
const Kept = z.object({ requestContext: z.object({ functionArn: z.string() }), payload: z.unknown() });
const StreamEvent = z.object({ Records: z.array(z.unknown()) });
const Answer = z.object({ batchItemFailures: z.array(z.unknown()) });

function readKept(text: string): { functionArn: string; event: string } | undefined {
  const kept = Kept.safeParse(parseJson(text)).data;
  if (!kept) return undefined;
  const { requestContext, payload } = kept;
  const event = StreamEvent.safeParse(typeof payload === 'string' ? parseJson(payload) : payload).data;
  return event && { functionArn: requestContext.functionArn, event: JSON.stringify(event) };
}

/** Whether a function took all of a batch. One that failed answers its error, which is of another form. */
function tookAll(answer: string): boolean {
  const { data } = Answer.safeParse(parseJson(answer));
  return data !== undefined && data.batchItemFailures.length === 0;
}

/**
 * Gives what lies in the failure bucket to the functions it was meant for once more, the oldest first. A batch is
 * removed only after its function took all of it; a repeat has no other effect, so that a failure in between is harmless.
 * @param shouldStop asked before each batch
 * @param onProgress told after each batch how it stands, of how many
 * @throws what AWS throws; every batch that was not taken is still there
 */
export async function replay(
  bucket: FailureBucket,
  { shouldStop, onProgress }: { shouldStop(): boolean; onProgress(tally: Tally, all: number): void },
): Promise<Tally> {
  const tally: Tally = { taken: 0, left: { 'not-taken': 0, 'not-readable': 0 } };
  const batches = await bucket.list();
  for (const batch of batches) {
    if (shouldStop()) break;
    const kept = readKept(await bucket.read(batch));
    if (!kept) tally.left['not-readable'] += 1;
    else if (tookAll(await bucket.giveTo(kept.functionArn, kept.event))) {
      await bucket.remove(batch);
      tally.taken += 1;
    } else tally.left['not-taken'] += 1;
    onProgress(tally, batches.length);
  }
  return tally;
}
