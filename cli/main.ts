import { join } from 'node:path';
import { EXIT } from './exit-codes.ts';
import { run } from './run.ts';

/** Some npm versions send a Ctrl-C a second time; a person's second one comes later. */
const SAME_SIGNAL_MS = 500;

// The reader of the results may stop early (`| head`): that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  onInterrupt(stop) {
    let interruptedAt: number | undefined;
    function interrupt(): void {
      if (interruptedAt === undefined) {
        interruptedAt = performance.now();
        stop();
      } else if (performance.now() - interruptedAt > SAME_SIGNAL_MS) process.exit(EXIT.interrupted);
    }
    process.on('SIGINT', interrupt);
    return () => process.off('SIGINT', interrupt);
  },
  projectFolder: join(import.meta.dirname, '..'),
});
