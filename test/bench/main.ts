/**
 * `npm run bench`: measures the deployed bundles beside what else one could have built, and writes docs/benchmark.md and
 * docs/cost.md. With `-- --only cost` it writes docs/cost.md alone; with `customers`, `desk`, `figures`, `live-form`, `notices`
 * or `throughput` that section of the benchmark, and nothing else. `-- --only campaign` is no part of everything: it takes up
 * to an hour.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { measureBill } from './bill/measure.ts';
import { reportBill } from './bill/report.ts';
import { type Bundles, buildAll } from './bundles.ts';
import { measureCampaign } from './campaign/measure.ts';
import { reportCampaign } from './campaign/report.ts';
import { measureColdStarts, reportColdStarts } from './cold-start.ts';
import { measureCosts, reportCosts } from './cost.ts';
import { measureCustomers } from './customers/measure.ts';
import { reportCustomers } from './customers/report.ts';
import { measureDesk } from './desk/measure.ts';
import { reportDesk } from './desk/report.ts';
import { reportGrowth } from './growth/report.ts';
import { measureGrowth } from './growth.ts';
import { measureExchanges } from './live-form/exchanges.ts';
import { measureImports } from './live-form/plain-sdk.ts';
import { reportLiveForm } from './live-form/report.ts';
import { measureTelling } from './notices/measure.ts';
import { reportTelling } from './notices/report.ts';
import { measureDensity } from './places/density.ts';
import { reportDensity } from './places/density-report.ts';
import { reportVerbs } from './places/report.ts';
import { measureVerbs } from './places/verbs.ts';
import { measureSlots, reportSlots } from './slots.ts';
import { measureStatistics } from './statistics/measure.ts';
import { reportStatistics } from './statistics/report.ts';
import { measureThroughput } from './throughput/measure.ts';
import { reportThroughput } from './throughput/report.ts';
import { measureWarmPath, reportWarmPath } from './warm-path.ts';

const PROJECT = path.join(import.meta.dirname, '..', '..');
const BENCHMARK = path.join(PROJECT, 'docs', 'benchmark.md');
const COST = path.join(PROJECT, 'docs', 'cost.md');

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

async function measureLiveForm(folder: string): Promise<string> {
  say('live form');
  return reportLiveForm({ exchanges: await measureExchanges(folder), imports: await measureImports(folder) });
}

async function measureRates(folder: string): Promise<string> {
  say('throughput');
  return reportThroughput(await measureThroughput(folder));
}

async function measureNotices(folder: string): Promise<string> {
  say('notices');
  return reportTelling(await measureTelling(folder));
}

async function measureFirstView(folder: string): Promise<string> {
  say('the desk');
  return reportDesk(await measureDesk(folder));
}

async function measureNames(folder: string): Promise<string> {
  say('customers');
  return reportCustomers(await measureCustomers(folder));
}

async function measureFigures(folder: string): Promise<string> {
  say('figures');
  return reportStatistics(await measureStatistics(folder));
}

async function writeBill(folder: string): Promise<void> {
  say('what it costs');
  writePage(COST, reportBill(await measureBill(folder), circumstances()));
}

function writePage(file: string, text: string): void {
  writeFileSync(file, `${text}\n`);
  process.stdout.write(`\n${text}\n`);
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  throw new InvalidArgumentError('Give a whole number from 1.');
}

async function measureBigCampaign(folder: string, { invitations, perSecond, minutes }: Options): Promise<string> {
  say(`a campaign, which takes ${minutes} minutes at most`);
  return reportCampaign(await measureCampaign(folder, { invitations, perSecond, minutes }, say));
}

/** The sections that can be measured alone. */
const SECTIONS = {
  campaign: measureBigCampaign,
  customers: measureNames,
  desk: measureFirstView,
  figures: measureFigures,
  'live-form': measureLiveForm,
  notices: measureNotices,
  throughput: measureRates,
} as const;
type Section = keyof typeof SECTIONS;
type Options = { only?: Section | 'cost'; invitations: number; perSecond: number; minutes: number };

/** The report with one section in place of the one that has its heading, or behind all if there is none yet. */
function withSection(report: string, section: string): string {
  const [heading = ''] = section.split('\n', 1);
  const sections = report.trimEnd().split(/\n\n(?=## )/);
  const at = sections.findIndex((one) => one.startsWith(`${heading}\n`));
  return sections.toSpliced(at < 0 ? sections.length : at, 1, section).join('\n\n');
}

/** A section as it was measured before, if it was. */
const formerSection = (report: string, heading: string): string[] =>
  report
    .trimEnd()
    .split(/\n\n(?=## )/)
    .filter((section) => section.startsWith(`${heading}\n`));

async function measureAll(folder: string, bundles: Bundles): Promise<string> {
  say('cold start');
  const coldStarts = measureColdStarts(bundles);
  say('warm path');
  const { figures, cpuOfReference } = await measureWarmPath(folder);
  say('free times');
  const slots = measureSlots();
  say('calls and cost');
  const costs = await measureCosts(folder);
  const notices = await measureNotices(folder);
  say('places');
  const verbs = await measureVerbs(folder);
  const densities = await measureDensity(folder, say);
  const customers = await measureNames(folder);
  const liveForm = await measureLiveForm(folder);
  const throughput = await measureRates(folder);
  const desk = await measureFirstView(folder);
  const statistics = await measureFigures(folder);
  say('growth');
  const growth = await measureGrowth(folder, say);
  return [
    INTRODUCTION,
    circumstances(),
    reportColdStarts(bundles, coldStarts),
    reportWarmPath(figures),
    reportSlots(slots),
    reportCosts(costs, cpuOfReference),
    notices,
    reportVerbs(verbs),
    reportDensity(densities),
    customers,
    liveForm,
    throughput,
    desk,
    statistics,
    reportGrowth(growth),
    ...formerSection(readFileSync(BENCHMARK, 'utf8'), '## A campaign'),
  ].join('\n\n');
}

async function main(): Promise<void> {
  const options = new Command('npm run bench --')
    .addOption(new Option('--only <section>', 'measure this alone').choices(['cost', ...Object.keys(SECTIONS)]))
    .option('--invitations <number>', 'how many a campaign invites', wholeNumber, 20_000)
    .option('--per-second <number>', 'how many of them are sent a second', wholeNumber, 10)
    .option('--minutes <number>', 'how long a campaign may take at most', wholeNumber, 60)
    .parse()
    .opts<Options>();
  const { only } = options;
  const folder = mkdtempSync(path.join(tmpdir(), 'appointment-flow-bench-'));
  // What else the bench started ends when it does.
  process.once('SIGINT', () => process.exit(130));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  say('bundling');
  const bundles = await buildAll(folder);
  if (only === undefined) writePage(BENCHMARK, await measureAll(folder, bundles));
  else if (only !== 'cost')
    writePage(
      BENCHMARK,
      withSection(readFileSync(BENCHMARK, 'utf8'), `${await SECTIONS[only](folder, options)}\n\n${circumstances()}`),
    );
  if (only === undefined || only === 'cost') await writeBill(folder);
}

await main();
