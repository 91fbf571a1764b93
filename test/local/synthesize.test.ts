import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { synthesize } from '../../local/synthesize.ts';
import { contractWithoutServices, shippedContract } from '../support/contract.ts';

let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'synthesize-'));
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

/** A project whose app is this program. */
function writeApp(program: string): void {
  writeFileSync(join(project, 'cdk.json'), JSON.stringify({ app: 'node app.mjs', context: { color: 'red' } }));
  writeFileSync(join(project, 'app.mjs'), program);
}

it('gives the app its output directory, its context and this Node', async () => {
  writeApp(`
    import { writeFileSync } from 'node:fs';
    const { color } = JSON.parse(process.env.CDK_CONTEXT_JSON);
    if (process.version !== '${process.version}') throw new Error('another Node');
    writeFileSync(process.env.CDK_OUTDIR + '-' + color, '');
  `);
  await synthesize(project, join(project, 'out'));
  expect(existsSync(join(project, 'out-red'))).toBe(true);
});

it('gives the app what context it is given instead of that of the project', async () => {
  writeApp(`
    import { writeFileSync } from 'node:fs';
    const { color } = JSON.parse(process.env.CDK_CONTEXT_JSON);
    writeFileSync(process.env.CDK_OUTDIR + '-' + color, '');
  `);
  await synthesize(project, join(project, 'out'), { color: 'green' });
  expect(existsSync(join(project, 'out-green'))).toBe(true);
});

/** The contract that the app gets when this one is in the project. */
async function contractGiven(contract: object, form: 'live' | 'static'): Promise<unknown> {
  writeApp("import { writeFileSync } from 'node:fs'; writeFileSync('context.json', process.env.CDK_CONTEXT_JSON);");
  writeFileSync(join(project, 'contract.json'), JSON.stringify(contract));
  await synthesize(project, join(project, 'out'), { contract: 'contract.json' }, form);
  return JSON.parse(readFileSync(join(project, 'context.json'), 'utf8')).contract;
}

it('gives the app a contract with the live form, if the contract has what that needs', async () => {
  expect(await contractGiven(shippedContract, 'live')).toMatchObject({ flow: { kind: 'live' } });
  expect(await contractGiven(shippedContract, 'static')).toMatchObject({ flow: { kind: 'static' } });
  const without = contractWithoutServices();
  expect(await contractGiven(without, 'live')).toMatchObject({ flow: without.flow, booking: without.booking });
});

it('gives the app a contract with faults as it is', async () => {
  const { defaultLanguage: _, ...faulty } = shippedContract;
  expect(await contractGiven(faulty, 'live')).toMatchObject(faulty);
});

it('fails with the words of an app that says what is wrong', async () => {
  writeApp("console.error('The contract has two faults:\\n  one\\n  two'); process.exitCode = 1;");
  await expect(synthesize(project, project)).rejects.toThrow(/^The contract has two faults:\n {2}one\n {2}two$/);
});

it('fails with the message of an uncaught error, without source line and stack', async () => {
  writeApp("throw new Error('Could not resolve a module');");
  await expect(synthesize(project, project)).rejects.toThrow(/^Error: Could not resolve a module$/);
});

it('names the file that is not JSON, or has no app', async () => {
  const path = join(project, 'cdk.json');
  writeFileSync(path, '{"app": "node app.mjs",}');
  await expect(synthesize(project, project)).rejects.toThrow(`${path} is not JSON (`);
  writeFileSync(path, '{}');
  await expect(synthesize(project, project)).rejects.toThrow(`${path} has no "app" to run: `);
});

it('says so when an app fails in silence', async () => {
  writeApp('process.exit(2);');
  await expect(synthesize(project, project)).rejects.toThrow('The app (node app.mjs) could not be synthesized.');
});
