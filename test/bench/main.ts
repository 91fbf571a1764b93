/** `npm run bench`: measures the deployed bundles beside what else one could have built, and writes docs/benchmark.md. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { buildAll } from './bundles.ts';
import { measureColdStarts, reportColdStarts } from './cold-start.ts';
import { measureCosts, reportCosts } from './cost.ts';
import { reportGrowth } from './growth/report.ts';
import { measureGrowth } from './growth.ts';
import { measureDensity } from './places/density.ts';
import { reportDensity } from './places/density-report.ts';
import { reportVerbs } from './places/report.ts';
import { measureVerbs } from './places/verbs.ts';
import { measureSlots, reportSlots } from './slots.ts';
import { measureWarmPath, reportWarmPath } from './warm-path.ts';

const PROJECT = path.join(import.meta.dirname, '..', '..');
const REPORT = path.join(PROJECT, 'docs', 'benchmark.md');

const versionOf = (name: string): string =>
  JSON.parse(readFileSync(path.join(PROJECT, 'node_modules', name, 'package.json'), 'utf8')).version;

function circumstances(): string {
  const [processor] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const versions = ['@aws-sdk/client-dynamodb', '@aws-lambda-powertools/logger', '@middy/core', 'zod'].map(
    (name) => `${name} ${versionOf(name)}`,
  );
  return [
    `Measured on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} × ${processor?.model.trim() ?? 'processor'}, ${gigabytes} GB,`,
    `Node ${process.versions.node}; ${versions.join(', ')}.`,
  ].join('\n');
}

const INTRODUCTION = `# Benchmark

\`npm run bench\` makes this file. Everything is measured side by side, in turns, so that all meet the same machine; figures
are medians, in brackets the middle half of what was measured. Ratios tell more than times: other machines have others.
A target stands behind "≤"; one that is missed is **bold**.

- **floor**: a bare handler with the plain DynamoDB document client that makes the same number of calls, and nothing else.
- **reference**: the same webhook written the usual good way: Powertools logger, metrics, parser with zod, idempotency on a
  table of its own, middy. Both are bundled and minified by esbuild, like the functions.`;

const say = (what: string) => process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${what} …\n`);

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'appointment-flow-bench-'));
  // What else the bench started ends when it does.
  process.once('SIGINT', () => process.exit(130));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  say('bundling');
  const bundles = await buildAll(folder);
  say('cold start');
  const coldStarts = measureColdStarts(bundles);
  say('warm path');
  const { figures, cpuOfReference } = await measureWarmPath(folder);
  say('free times');
  const slots = measureSlots();
  say('calls and cost');
  const costs = await measureCosts(folder);
  say('places');
  const verbs = await measureVerbs(folder);
  const densities = await measureDensity(folder, say);
  say('growth');
  const growth = await measureGrowth(folder, say);
  const report = [
    INTRODUCTION,
    circumstances(),
    reportColdStarts(bundles, coldStarts),
    reportWarmPath(figures),
    reportSlots(slots),
    reportCosts(costs, cpuOfReference),
    reportVerbs(verbs),
    reportDensity(densities),
    reportGrowth(growth),
  ].join('\n\n');
  writeFileSync(REPORT, `${report}\n`);
  process.stdout.write(`\n${report}\n`);
}

await main();
