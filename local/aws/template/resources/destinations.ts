import * as z from 'zod/mini';
import type { Destination } from '../stack-model.ts';
import { type Resource, type TemplateReader, unsupported } from '../template-reader.ts';

/** A Lambda failure destination. */
export const DestinationConfig = z.strictObject({
  OnFailure: z.optional(z.strictObject({ Destination: z.string() })),
});
export type DestinationConfig = z.infer<typeof DestinationConfig>;

/** The destination in `resource`, if it has one. */
export function readFailureDestination(
  reader: TemplateReader,
  resource: Resource,
  config: DestinationConfig | undefined,
): Destination | undefined {
  if (!config?.OnFailure) return undefined;
  const found = reader.find(config.OnFailure.Destination, 'AWS::SQS::Queue', 'AWS::S3::Bucket');
  if (!found) throw unsupported(resource, 'a failure destination other than a queue or a bucket of this stack');
  return found.type === 'AWS::SQS::Queue'
    ? { kind: 'queue', queue: found.logicalId }
    : { kind: 'bucket', bucket: found.name };
}
