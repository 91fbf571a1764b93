import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadAssembly } from '../../../../local/aws/template/assembly.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'assembly-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function writeStacks(...names: string[]) {
  const artifacts = Object.fromEntries(names.map((name) => [name, { type: 'aws:cloudformation:stack' }]));
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify({ artifacts }));
}

it('refuses a directory without a synthesized app', async () => {
  await expect(loadAssembly(directory)).rejects.toThrow(
    /The synthesized app is incomplete: .*manifest\.json cannot be read/,
  );
});

it('refuses an app of several stacks', async () => {
  writeStacks('one', 'two');
  await expect(loadAssembly(directory)).rejects.toThrow('The app has 2 stacks: the local runner runs exactly one.');
});

it('refuses a template with a section it does not know', async () => {
  writeStacks('one');
  writeFileSync(join(directory, 'one.template.json'), JSON.stringify({ Resources: {}, Transform: 'AWS::Serverless' }));
  await expect(loadAssembly(directory)).rejects.toThrow(
    /does not understand .*one\.template\.json: Transform is not known/,
  );
});
