import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { SlowestFirst } from './test/support/slowest-first.ts';

export default defineConfig({
  test: {
    // Left to itself vitest keeps one of two cores idle.
    maxWorkers: 2,
    // Each worker loads the packages once and runs file after file; test/support/fresh-file.ts keeps the files apart.
    isolate: false,
    sequence: { sequencer: SlowestFirst },
    globalSetup: ['test/support/table-of-the-stack.ts', 'test/support/printed/scan-after-the-run.ts'],
    // The CDK's own check of every template takes seconds each time; "npm run synth" runs it once.
    env: {
      CDK_VALIDATION: 'false',
      // What Node compiled once it need not compile for each process that a test starts.
      NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules', '.cache', 'compiled'),
    },
    // A document that is missing fails its test; only "npm run documents" writes it.
    update: 'none',
    // Bundling and starting a whole local stack take seconds on a busy two-core machine.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        // What runs on a whole stack. It comes first, as projects go by their names, so that a worker starts one to share.
        test: {
          name: 'integration',
          include: [
            'test/integration/**/*.test.ts',
            'test/browser/**/*.test.ts',
            // What only fills docs/images proves nothing, and would take a minute of each run.
            ...(process.env['SCREENSHOTS'] === undefined ? [] : ['test/browser/**/*.pictures.ts']),
          ],
          globalSetup: 'test/support/stack-ahead.ts',
        },
      },
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['test/**/*.test.ts'],
          exclude: ['test/integration/**', 'test/browser/**'],
          setupFiles: 'test/support/fresh-file.ts',
        },
      },
    ],
  },
});
