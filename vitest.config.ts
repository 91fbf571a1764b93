import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Left to itself vitest keeps one of two cores idle.
    maxWorkers: 2,
    globalSetup: 'test/support/table-of-the-stack.ts',
    // The CDK's own check of every template takes seconds each time; "npm run synth" runs it once.
    env: { CDK_VALIDATION: 'false' },
    // Bundling and starting a whole local stack take seconds on a busy two-core machine.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
