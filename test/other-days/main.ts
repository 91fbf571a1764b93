/** `npm run test:other-days`: runs the tests as machines in other zones and on other dates would. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command, Option } from 'commander';
import { type Circumstances, circumstances } from './circumstances.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
const VITEST = join(PROJECT, 'node_modules', 'vitest', 'vitest.mjs');
const PRELOAD = pathToFileURL(join(import.meta.dirname, 'shifted-clock.ts')).href;

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Says whether all tests passed. */
function run({ name, begins, zone, locale }: Circumstances, files: string[]): boolean {
  say(`\n${name}: ${begins?.toISOString() ?? 'today'}, ${zone}, ${locale}`);
  const shift = begins && {
    NODE_OPTIONS: `--import=${PRELOAD}`,
    TEST_CLOCK_SHIFT_MS: String(Math.round((begins.getTime() - Date.now()) / 1000) * 1000),
  };
  const { status } = spawnSync(process.execPath, [VITEST, 'run', '--reporter=dot', ...files], {
    cwd: PROJECT,
    stdio: 'inherit',
    env: { ...process.env, TZ: zone, LC_ALL: locale, ...shift },
  });
  return status === 0;
}

const known = circumstances(new Date());
const program = new Command('npm run test:other-days --')
  .description('Runs the tests on shifted clocks, in other zones and in other locales.')
  .argument('[files...]', 'only test files whose path contains one of these')
  .addOption(new Option('--only <names...>', 'only these').choices(known.map(({ name }) => name)))
  .parse();

const { only } = program.opts<{ only?: string[] }>();
const chosen = known.filter(({ name }) => only?.includes(name) ?? true);
const failed = chosen.filter((one) => !run(one, program.args));
const names = failed.map(({ name }) => name).join(', ');
say(
  failed.length === 0
    ? `\nGreen under all ${chosen.length}.`
    : `\nRed under ${failed.length} of ${chosen.length}: ${names}.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
