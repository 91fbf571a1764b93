import * as z from 'zod/mini';

/** What the runner tells a function's process. `event` is JSON; times are milliseconds. */
export type ToProcess =
  | {
      kind: 'invoke';
      requestId: string;
      traceId: string;
      functionArn: string;
      event: string;
      /** How long the function may take from now on. */
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
 * What a function's process tells the runner: what its clock shows (ms) once the handler is imported, that the handler
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
