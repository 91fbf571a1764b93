import * as z from 'zod/mini';
import { parseJson } from '../functions/shared/domain/text/json.ts';
import type { FailureBucket } from './stack/stored-failures.ts';

/** Why a batch stayed in the bucket. */
export const LEFT_REASONS = ['not-taken', 'not-readable'] as const;
export type LeftBecause = (typeof LEFT_REASONS)[number];

/** The result: how many batches succeeded this time, and how many stayed, by reason. */
export type Tally = { taken: number; left: Record<LeftBecause, number> };

/**
 * The parts we read of Lambda's failure record for a stream batch
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html). The payload is the whole event. AWS
 * does not document whether as JSON or as a text that holds JSON, so both are parsed.
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

/** Whether a function processed the whole batch. A failed one returns its error, which has another form. */
function tookAll(answer: string): boolean {
  const { data } = Answer.safeParse(parseJson(answer));
  return data !== undefined && data.batchItemFailures.length === 0;
}

/**
 * Passes the failure bucket's batches to their functions again, the oldest first. A batch is removed only after its
 * function processed all of it. Repeats have no further effect, so a failure in between is harmless.
 * @param shouldStop called before each batch
 * @param onProgress receives, after each batch, the tally and the total
 * @throws AWS's errors; every batch that did not succeed is still in the bucket
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
