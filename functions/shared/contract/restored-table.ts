import * as z from 'zod/mini';

const name = z
  .string('must be the name of a DynamoDB table')
  .check(z.regex(/^[\w.-]{3,255}$/, 'must be the name of a DynamoDB table'));
const streamArn = z
  .string("must be the ARN of the table's stream")
  .check(
    z.regex(/^arn:aws[\w-]*:dynamodb:[^:]+:\d{12}:table\/[^/]+\/stream\/.+$/, "must be the ARN of the table's stream"),
  );

/** The table to work with in the place of the stack's own, after a restore: docs/runbook.md says how to make it. */
export const RestoredTable = z.strictObject({ name, streamArn }, 'must be an object with name and streamArn').check(
  z.refine((table) => table.streamArn.includes(`:table/${table.name}/stream/`), {
    path: ['streamArn'],
    error: 'must belong to the table of that name',
  }),
);
export type RestoredTable = z.infer<typeof RestoredTable>;
