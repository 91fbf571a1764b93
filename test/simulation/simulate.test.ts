import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { PLANTED } from './breaks/breaks.ts';

const run = promisify(execFile);

/** Runs the command in a process of its own, as it replaces the clock, chance and network of the whole process. */
async function simulate(...options: string[]): Promise<{ exitCode: number; output: string }> {
  const command = [`${import.meta.dirname}/main.ts`, ...options];
  try {
    return { exitCode: 0, output: (await run(process.execPath, command)).stdout };
  } catch (error) {
    const { code, stdout, stderr } = Object(error);
    return { exitCode: Number(code), output: `${stdout}${stderr}` };
  }
}

/** Two hundred stories, or half of the breaks, take seconds, on a busy machine many of them. */
const SEARCH_MS = 300_000;

test.concurrent(
  'keeps every promise in the first two hundred stories',
  async () => {
    const { exitCode, output } = await simulate('--seeds', '200');
    expect(exitCode, output).toBe(0);
    expect(output).toContain('200 seeds');
  },
  SEARCH_MS,
);

test.concurrent(
  'reminds customers rightly in two years of a clinic, with outages and changes of the clocks',
  async () => {
    const { exitCode, output } = await simulate('--two-years', '--bookings', '120', '--seed', '1');
    expect(exitCode, output).toBe(0);
  },
  SEARCH_MS,
);

test.concurrent(
  'tells a story of one seed the same way every time, whatever was told before',
  async () => {
    const [once, after] = await Promise.all([
      simulate('--seed', '65823', '--steps'),
      simulate('--from', '65820', '--seeds', '4', '--steps'),
    ]);
    const stepsOf = (output: string) => output.split('\n').filter((line) => /^\d{4}-/.test(line));
    const steps = stepsOf(once.output);
    expect(steps.length).toBeGreaterThan(50);
    expect(stepsOf(after.output).slice(-steps.length)).toEqual(steps);
  },
  SEARCH_MS,
);

test.concurrent(
  'goes on with the stories where it ended, as its file says',
  async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'simulation-'));
    try {
      const file = path.join(folder, 'told.json');
      await simulate('--seeds', '2', '--continue', file);
      const { exitCode, output } = await simulate('--seeds', '3', '--continue', file);
      expect(exitCode, output).toBe(0);
      expect(output).toMatch(/^\r?1 seeds, /);
      expect(output).toContain('3 seeds in all runs, 1 to 3');
      expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ what: 'stories', next: 4, broken: [] });
    } finally {
      await rm(folder, { recursive: true });
    }
  },
  SEARCH_MS,
);

test.concurrent(
  'tells the same stories in several processes, and counts them in their order',
  async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'simulation-'));
    try {
      const file = path.join(folder, 'told.json');
      const [alone, together] = await Promise.all([
        simulate('--seeds', '6'),
        simulate('--seeds', '6', '--processes', '3', '--continue', file),
      ]);
      const stepsIn = (output: string) => /[0-9]+ steps each/.exec(output)?.[0];
      expect(together.exitCode, together.output).toBe(0);
      expect(stepsIn(together.output)).toBe(stepsIn(alone.output));
      expect(together.output).toContain('6 seeds in all runs, 1 to 6');
    } finally {
      await rm(folder, { recursive: true });
    }
  },
  SEARCH_MS,
);

test('plants no break in several processes', async () => {
  const { exitCode, output } = await simulate('--planted', 'lost-update', '--processes', '2');
  expect(exitCode).toBe(1);
  expect(output).toContain('leave out --seed, --steps and --planted');
});

test.concurrent(
  'does not go on with a file about other stories',
  async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'simulation-'));
    try {
      const file = path.join(folder, 'told.json');
      await writeFile(file, JSON.stringify({ what: 'stories', from: 1, next: 4, cpuMs: 0, broken: [] }));
      const { exitCode, output } = await simulate('--two-years', '--continue', file);
      expect(exitCode).toBe(1);
      expect(output).toContain('is about stories, not about two years with 300 bookings. Name another file.');
    } finally {
      await rm(folder, { recursive: true });
    }
  },
  SEARCH_MS,
);

const NUMBERED = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

test('has a break for every promise', () => {
  // Erasure has tests of its own.
  expect(new Set(PLANTED.map(({ promise }) => promise))).toEqual(
    new Set([
      ...NUMBERED,
      'claims',
      'release',
      'repeats',
      'overlaps',
      'consent',
      'window',
      'understanding',
      'live-form',
      'chat',
      'approval',
      'attendance',
    ]),
  );
});

/** One process looks for many breaks: it loads the packages once, and runs fast only after some stories. */
test.concurrent.each([0, 1])(
  'finds each break that is planted (half %i)',
  async (half) => {
    const planted = PLANTED.filter((_, index) => index % 2 === half);
    const { exitCode, output } = await simulate('--planted', ...planted.map(({ name }) => name));
    expect(exitCode, output).toBe(1);
    const lines = output.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(
      planted.map(({ name, promise }) => {
        return { name, seed: expect.any(Number), promises: expect.arrayContaining([promise]) };
      }),
    );
  },
  SEARCH_MS,
);

test.concurrent('says which options it does not understand', async () => {
  const { exitCode, output } = await simulate('--seeds', 'many');
  expect(exitCode).toBe(1);
  expect(output).toContain('Give a whole number from 1.');
});
