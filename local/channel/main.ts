import { join } from 'node:path';
import { run } from './run.ts';

// Whoever reads the results may stop reading (`| head`): that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  projectFolder: join(import.meta.dirname, '..', '..'),
});
