/** `npm run fuzz:exchange`: posts bodies of every kind to the endpoint of live forms. Ends with 1 if one was not dealt with as it should be. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { bundleFunctions } from '../../infra/bundling.ts';
import { aClinicContract } from '../support/clinic.ts';
import { type Findings, fuzzExchange } from './fuzz-exchange.ts';
import { startEndpoint } from './lambda-endpoint.ts';

const LOOK_EVERY = 100_000;
/** Faults that are told one by one. */
const TOLD = 20;

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  throw new InvalidArgumentError('Give a whole number from 1.');
}

const { bodies, seed, from } = new Command('npm run fuzz:exchange --')
  .description('Posts bodies of every kind to the bundled endpoint of live forms, in a process like that of Lambda.')
  .option('--bodies <number>', 'how many', wholeNumber, 100_000)
  .option('--seed <number>', 'draws the bodies: the same seed gives the same', wholeNumber, 1)
  .option('--from <number>', 'the number of the first body', wholeNumber, 1)
  .parse()
  .opts<{ bodies: number; seed: number; from: number }>();

const say = (line: string) => process.stdout.write(`${new Date().toISOString().slice(11, 19)}  ${line}\n`);
const inWords = (number: number) => number.toLocaleString('en');

function tell({ answers, faults, tableCalls }: Findings): void {
  for (const [kind, statuses] of [...answers].sort()) {
    const counts = [...statuses].sort().map(([status, count]) => `${inWords(count)} × ${status}`);
    say(`${kind}: ${counts.join(', ')}`);
  }
  for (const { number, what } of faults.slice(0, TOLD)) say(`body ${number}: ${what}`);
  say(`${inWords(tableCalls)} calls of the table, ${faults.length} bodies not dealt with as they should be`);
}

const folder = mkdtempSync(path.join(tmpdir(), 'appointment-flow-fuzz-'));
process.once('SIGINT', () => process.exit(130));
process.once('exit', () => rmSync(folder, { recursive: true }));
const contract = aClinicContract({ horizonDays: 60, leadMinutes: 60 });
await bundleFunctions({ contract, outputFolder: folder });
const { endpoint, known, memory, stop } = await startEndpoint(folder);
const began = performance.now();
try {
  const findings = await fuzzExchange(endpoint, known, { seed, from, bodies }, async (done) => {
    if (done % LOOK_EVERY !== 0 && done !== bodies) return;
    const { heapMb, heldMb, cpuSeconds } = await memory();
    const seconds = (performance.now() - began) / 1000;
    say(
      `${inWords(done)} bodies in ${seconds.toFixed(0)} s, of which the function took ${cpuSeconds.toFixed(0)} s of the processor; ` +
        `its heap has ${heapMb.toFixed(1)} MB, its process held ${heldMb.toFixed(0)} MB at most`,
    );
  });
  tell(findings);
  if (findings.faults.length > 0) process.exitCode = 1;
} finally {
  await stop();
}
