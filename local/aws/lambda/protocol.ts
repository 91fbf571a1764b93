import * as z from 'zod/mini';

/** The runner's messages to a function's process. `event` is JSON; times are milliseconds. */
export type ToProcess =
  | {
      kind: 'invoke';
      requestId: string;
      traceId: string;
      functionArn: string;
      event: string;
      /** The time left for the function. */
      timeoutMs: number;
      clockOffsetMs: number;
    }
  | { kind: 'clock'; offsetMs: number };

/** An error as Lambda reports it. */
export const LambdaError = z.object({
  errorType: z.string(),
  errorMessage: z.string(),
  trace: z.optional(z.array(z.string())),
});
export type LambdaError = z.infer<typeof LambdaError>;

/**
 * Messages of a function's process to the runner: its clock (ms) once the handler is imported, then that the handler
 * has an event, and later its result as JSON.
 */
export const FromProcess = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), now: z.number() }),
  z.object({ kind: z.literal('init-failed'), error: LambdaError }),
  z.object({ kind: z.literal('begun') }),
  z.object({ kind: z.literal('done'), requestId: z.string(), result: z.string() }),
  z.object({ kind: z.literal('failed'), requestId: z.string(), error: LambdaError }),
]);
export type FromProcess = z.infer<typeof FromProcess>;
