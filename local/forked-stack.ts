/**
 * A local stack as a process of its own, for the process that forked it. It takes its options as JSON, sends `ForkedStack`, and
 * stops when that process ends or lets go of it.
 */
import * as z from 'zod/mini';
import type { Endpoints } from './endpoints.ts';
import { startLocalStack } from './start-local-stack.ts';

/** The options of `LocalStackOptions` that can be given. Ports are free ones, and nothing is printed. */
const Options = z.strictObject({
  assembly: z.exactOptional(z.string()),
  dataDirectory: z.exactOptional(z.string()),
  providerUrl: z.exactOptional(z.string()),
  context: z.exactOptional(z.record(z.string(), z.string())),
});
export type ForkedStackOptions = z.infer<typeof Options>;

/** What the process sends: where the stack is and the token of its channel, or a sentence on why it could not start. */
export type ForkedStack = { endpoints: Endpoints; channelToken: string } | { failure: string };

const tell = (told: ForkedStack) => process.send?.(told);

// A terminal sends Ctrl-C to this process too, and the other one decides what it means.
process.on('SIGINT', () => undefined);

try {
  const options = Options.parse(JSON.parse(process.argv[2] ?? '{}'));
  const { endpoints, channelToken, stop } = await startLocalStack({
    port: 0,
    providerPort: 0,
    quiet: true,
    ...options,
  });
  process.on('disconnect', () => void stop().finally(() => process.exit()));
  tell({ endpoints, channelToken });
} catch (error) {
  tell({ failure: error instanceof Error ? error.message : String(error) });
  process.disconnect?.();
}
