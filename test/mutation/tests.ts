import path from 'node:path';
import { createVitest, type TestModule, type TestSpecification, type Vitest } from 'vitest/node';
import { type Mutant, REPOSITORY, type Switched } from './mutants.ts';
import type { Passed } from './switches.ts';

/** What one test file did without any mutant. */
type Measured = { file: string; ms: number; passed: Passed };

/** A mutant that passes its switch so much more often than the product does it is a loop without end. */
const HIT_FACTOR = 100;
const HITS_AT_LEAST = 10_000;
/** What takes so much longer than without a mutant, and this on top, does not end. A busy machine is slow, too. */
const TIME_FACTOR = 20;
const TIME_AT_LEAST_MS = 180_000;

const nameOf = ({ moduleId }: { moduleId: string }): string => path.relative(REPOSITORY, moduleId);

/** The tests of files whose paths hold one of the names, or all, in Vitest, with the switches of some mutants in the product. */
async function startVitest({ texts }: Switched, names: readonly string[]) {
  const vitest: Vitest = await createVitest(
    { config: path.join(import.meta.dirname, 'vitest.config.ts'), root: REPOSITORY, watch: false },
    {
      plugins: [
        {
          name: 'mutants',
          enforce: 'pre',
          load: (id) => texts.get(path.relative(REPOSITORY, id.replace(/\?.*$/, ''))),
        },
      ],
    },
  );
  await vitest.standalone();
  const found = await vitest.globTestSpecifications([...names]);
  const files = new Map<string, TestSpecification>(found.map((file) => [nameOf(file), file]));
  return {
    names: [...files.keys()],
    /** Runs files in their order; with `bail` until a test fails. */
    async run(
      names: readonly string[],
      mutant: string,
      hitLimit: number,
      bail: number,
    ): Promise<readonly TestModule[]> {
      vitest.provide('mutant', mutant);
      vitest.provide('hitLimit', hitLimit);
      for (const { config } of [vitest, ...vitest.projects]) config.bail = bail;
      // What failed in an earlier run would count.
      vitest.state.filesMap.clear();
      const wanted = names.flatMap((name) => files.get(name) ?? []);
      const { testModules } = await vitest.runTestSpecifications(wanted);
      return testModules;
    },
    stop: () => vitest.close(),
  };
}

export type Tests = {
  /** The test files that fail without any mutant, which count for nothing. */
  failing: readonly string[];
  /** What noticed a mutant, or `undefined` if nothing did. */
  noticedBy(mutant: Mutant): Promise<string | undefined>;
  stop(): Promise<void>;
};

/** Runs all tests once, or those of files whose paths hold one of the names, to learn which mutants each reaches and how long it takes. */
export async function measureTests(switched: Switched, only: readonly string[] = []): Promise<Tests> {
  let vitest = await startVitest(switched, only);
  const modules = await vitest.run(vitest.names, '', Number.MAX_SAFE_INTEGER, 0);
  const measured = modules
    .filter((module) => module.ok())
    .map((module): Measured => {
      return { file: nameOf(module), ms: module.diagnostic().duration, passed: module.meta().passed ?? {} };
    });
  /** How many mutants of a source file each test file noticed. */
  const successes = new Map<string, Map<string, number>>();

  /** The files that reach a mutant: those first that noticed one beside it, then the quickest. */
  function reaching({ id, file: source }: Mutant): readonly Measured[] {
    const successesOf = ({ file }: Measured) => successes.get(source)?.get(file) ?? 0;
    return measured
      .filter(({ passed }) => passed[id] !== undefined)
      .sort((a, b) => successesOf(b) - successesOf(a) || a.ms - b.ms);
  }

  async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => resolve(undefined), ms);
    const done = await Promise.race([work, promise]);
    clearTimeout(timer);
    return done;
  }

  function noteSuccess(source: string, file: string): void {
    const ofSource = successes.get(source) ?? new Map<string, number>();
    successes.set(source, ofSource.set(file, (ofSource.get(file) ?? 0) + 1));
  }

  return {
    failing: modules.filter((module) => !module.ok()).map(nameOf),
    async noticedBy(mutant) {
      const candidates = reaching(mutant);
      if (candidates.length === 0) return undefined;
      const hits = Math.max(...candidates.map(({ passed }) => passed[mutant.id] ?? 0));
      const outcome = await within(
        TIME_AT_LEAST_MS + TIME_FACTOR * candidates.reduce((sum, { ms }) => sum + ms, 0),
        vitest.run(
          candidates.map(({ file }) => file),
          mutant.id,
          Math.max(HITS_AT_LEAST, hits * HIT_FACTOR),
          1,
        ),
      );
      if (outcome === undefined) {
        await vitest.stop();
        vitest = await startVitest(switched, only);
        return 'a loop without end';
      }
      const failed = outcome.find((module) => module.state() === 'failed');
      if (!failed) return undefined;
      noteSuccess(mutant.file, nameOf(failed));
      return nameOf(failed);
    },
    stop: () => vitest.stop(),
  };
}
