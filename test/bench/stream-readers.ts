import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import type { FunctionName } from '../../infra/bundling.ts';
import { compilePattern } from '../../local/aws/eventbridge/event-pattern.ts';
import { resourcesOf, shippedContract, synthesize } from '../infra/synthesized.ts';
import { functionOf } from './logical-ids.ts';

const Mapping = z.object({
  FunctionName: z.object({ Ref: z.string() }),
  MaximumBatchingWindowInSeconds: z._default(z.number(), 0),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }),
});

/** A function that the table's stream feeds. */
export type StreamReader = {
  name: FunctionName;
  /** Whether a record gets through the stack's own filters. */
  hears(record: DynamoDBRecord): boolean;
  /** How long records are gathered for one run. */
  windowSeconds: number;
};

/** The readers of the stream as the stack defines them. */
export function streamReaders(): StreamReader[] {
  const mappings = resourcesOf(synthesize(shippedContract), 'AWS::Lambda::EventSourceMapping', {
    StartingPosition: 'TRIM_HORIZON',
  });
  return mappings.map((properties) => {
    const { FunctionName: target, FilterCriteria, MaximumBatchingWindowInSeconds } = Mapping.parse(properties);
    const name = functionOf(target.Ref);
    const patterns = FilterCriteria.Filters.map(({ Pattern }) => compilePattern(JSON.parse(Pattern), name));
    return {
      name,
      hears: (record) => patterns.some((matches) => matches(record)),
      windowSeconds: MaximumBatchingWindowInSeconds,
    };
  });
}
