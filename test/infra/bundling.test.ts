import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleFunctions, FUNCTION_NAMES } from '../../infra/bundling.ts';
import { startHost } from '../bench/function-host.ts';
import { webhookEvent } from '../bench/http-events.ts';
import { startInstantAws } from '../bench/instant-aws.ts';
import { aMessageId, statusesBody } from '../support/webhooks.ts';
import { ownContract, shippedContract } from './synthesized.ts';

const work = mkdtempSync(path.join(tmpdir(), 'appointment-flow-bundling-'));
const functionsFolder = path.join(work, 'functions');

beforeAll(() => {
  mkdirSync(path.join(functionsFolder, 'shared'), { recursive: true });
  writeFileSync(
    path.join(functionsFolder, 'shared', 'answer.ts'),
    `export const answer: number = 42;
     export function whatFails() {
       return new RangeError();
     }
     export const isLetter = (text: string) => /^[\\p{L}]$/u.test(text);`,
  );
  for (const name of FUNCTION_NAMES) {
    mkdirSync(path.join(functionsFolder, name));
    writeFileSync(
      path.join(functionsFolder, name, 'handler.ts'),
      `import { answer } from '../shared/answer.ts';
       export { isLetter, whatFails } from '../shared/answer.ts';
       export const handler = async () => ({ name: '${name}', answer });`,
    );
  }
});
afterAll(() => rmSync(work, { recursive: true }));

async function bundle(into: string, contract = ownContract): Promise<string> {
  const outputFolder = path.join(work, into);
  await bundleFunctions({ contract, outputFolder, functionsFolder });
  return outputFolder;
}

/** Every file below a folder with its text. */
const contentsOf = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => [path.relative(folder, file), readFileSync(file, 'utf8')]),
  );

describe('the list of functions', () => {
  it('is the folders of functions/, which therefore show what there is', () => {
    const folders = readdirSync(path.join(import.meta.dirname, '..', '..', 'functions'));
    expect(folders.filter((folder) => folder !== 'shared').sort()).toEqual([...FUNCTION_NAMES].sort());
  });
});

describe('a bundle with the SDK as it is', () => {
  it('does its work too', async () => {
    const [oneFunction, outputFolder] = [path.join(work, 'one-function'), path.join(work, 'plain')];
    for (const name of FUNCTION_NAMES) {
      mkdirSync(path.join(oneFunction, name), { recursive: true });
      writeFileSync(path.join(oneFunction, name, 'handler.ts'), '');
    }
    const own = path.join(import.meta.dirname, '..', '..', 'functions', 'record-delivery-status', 'handler.ts');
    writeFileSync(
      path.join(oneFunction, 'record-delivery-status', 'handler.ts'),
      `export { handler } from ${JSON.stringify(own)};`,
    );
    await bundleFunctions({ contract: shippedContract, outputFolder, functionsFolder: oneFunction, plainSdk: true });
    // Only the whole SDK looks for credentials in files.
    expect(readFileSync(path.join(outputFolder, 'record-delivery-status', 'handler.mjs'), 'utf8')).toContain('.aws');
    const aws = await startInstantAws();
    const host = startHost(outputFolder, aws.endpoint);
    try {
      const event = webhookEvent(statusesBody('hooks', { id: aMessageId(), status: 'delivered' }));
      const { result } = await host.invoke('record-delivery-status', event);
      expect(result).toMatchObject({ statusCode: 200, body: expect.stringContaining('"recorded":1') });
    } finally {
      host.stop();
      aws.close();
    }
  });
});

describe('a bundle', () => {
  it('is one module that runs by itself, with the contract and its source map beside it', async () => {
    const folder = await bundle('alone', shippedContract);
    for (const name of FUNCTION_NAMES) {
      expect(readdirSync(path.join(folder, name)).sort()).toEqual(['contract.json', 'handler.mjs', 'handler.mjs.map']);
      const { handler } = await import(path.join(folder, name, 'handler.mjs'));
      expect(await handler()).toEqual({ name, answer: 42 });
    }
    expect(JSON.parse(readFileSync(path.join(folder, 'send-flow', 'contract.json'), 'utf8'))).toEqual(shippedContract);
  });

  it('has the page of the console beside it where the contract wants one, with nothing from elsewhere', async () => {
    const folder = path.join(await bundle('with-console'), 'serve-console');
    const page = ['console.html', 'console.css', 'console.js'].map((file) => readFileSync(path.join(folder, file)));
    // A link into a chat is followed by a person, and loads nothing into the page.
    expect(page.join('\n')).not.toMatch(/(src|href|import|fetch|url)\W{1,3}https?:(?!\/\/wa\.me\/)/);
    // The desk in two languages: a second and a half on a slow mobile line, once after each deploy.
    expect(page.reduce((bytes, file) => bytes + gzipSync(file).length, 0)).toBeLessThan(120_000);
  });

  it('is the same to the byte wherever it is made and whatever lay there, so that nothing is deployed in vain', async () => {
    const here = await bundle('here');
    mkdirSync(path.join(work, 'deeper', 'there', 'send-flow'), { recursive: true });
    writeFileSync(path.join(work, 'deeper', 'there', 'send-flow', 'left-over.mjs'), '');
    expect(contentsOf(await bundle('deeper/there'))).toEqual(contentsOf(here));
  });

  it('is another with another contract', async () => {
    const [one, two] = [contentsOf(await bundle('one')), contentsOf(await bundle('two', shippedContract))];
    expect(one['send-flow/contract.json']).not.toBe(two['send-flow/contract.json']);
    expect(one['send-flow/handler.mjs']).toBe(two['send-flow/handler.mjs']);
  });

  it('has the place in the source wherever an error is logged', async () => {
    const folder = await bundle('failing');
    // In a process of its own: vitest puts sources into stacks by itself.
    const script = `
      import { whatFails } from './send-flow/handler.mjs';
      import { describeError } from '${import.meta.resolve('../../functions/shared/runtime/logger.ts')}';
      console.log(JSON.stringify(describeError(whatFails())));`;
    const run = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(JSON.parse(run.stdout)).toMatchObject({ error: 'RangeError', at: expect.any(Array) });
    expect(JSON.parse(run.stdout).at[0]).toMatch(/^ +at \S+ \(\S*functions\/shared\/answer\.ts:3:15\)$/);
  });

  it('has no literal with Unicode classes, which Node would look up at each cold start', async () => {
    const file = path.join(await bundle('lettered'), 'send-flow', 'handler.mjs');
    expect(readFileSync(file, 'utf8')).not.toContain('[\\p{L}]$/u');
    const { isLetter } = await import(file);
    expect([isLetter('ß'), isLetter('1')]).toEqual([true, false]);
  });

  it('names its sources for stack traces without carrying them', async () => {
    const map = JSON.parse(readFileSync(path.join(await bundle('mapped'), 'send-flow', 'handler.mjs.map'), 'utf8'));
    expect(map.sources).toContainEqual(expect.stringMatching(/^\.\.\/.*functions\/send-flow\/handler\.ts$/));
    expect(map.sourcesContent).toBeUndefined();
  });
});
