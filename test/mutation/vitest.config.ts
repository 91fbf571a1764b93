import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files in the order in which they are asked for. */
class AsGiven extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files;
  }
}

/** The tests that load the product into their own process, one file after the other until one fails. */
export default defineConfig({
  test: {
    include: ['test/functions/**/*.test.ts', 'test/documents/**/*.test.ts', 'test/infra/*contract*.test.ts'],
    // It has the real clock run out, and fails on a busy machine.
    exclude: ['test/functions/silent-aws.test.ts'],
    globalSetup: ['test/support/table-of-the-stack.ts', 'test/mutation/printed-folder.ts'],
    setupFiles: ['test/mutation/activate-mutant.ts', 'test/support/fresh-file.ts'],
    env: { CDK_VALIDATION: 'false' },
    update: 'none',
    // It goes by what stands in the files, and would give a run the texts with the switches of an earlier one.
    fsModuleCache: false,
    maxWorkers: 1,
    isolate: false,
    sequence: { sequencer: AsGiven },
    reporters: [{}],
    // A busy machine must not pass for a test that noticed something.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
