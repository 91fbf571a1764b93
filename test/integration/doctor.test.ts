import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeEndpoints } from '../../local/endpoints.ts';
import { layCdkJson, runIn } from '../cli/support/channel-world.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';
import { shareStack } from './support/running-stack.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
const stack = await shareStack('three');

/** A project folder that says where the stack is. */
function projectFolder(): string {
  const folder = temporaryFolder();
  layCdkJson(folder);
  mkdirSync(join(folder, 'infra'));
  cpSync(join(PROJECT, 'infra', 'flow'), join(folder, 'infra', 'flow'), { recursive: true });
  writeEndpoints(join(folder, '.local', 'endpoints.json'), stack.endpoints);
  return folder;
}

describe('claims rebuild', () => {
  it('has a running stack put its claims in order, and check them', async () => {
    const folder = projectFolder();
    expect((await runIn(folder, ['claims', 'rebuild', '--local'])).exitCode).not.toBe(1);
    const checked = await runIn(folder, ['claims', 'rebuild', '--check', '--local', '--json']);
    expect(checked.json()).toMatchObject({ check: true, interrupted: false });
  });
});

describe('doctor', () => {
  it('looks a running stack over and finds it well', async () => {
    const folder = projectFolder();
    const { stdout } = await runIn(folder, ['doctor', '--local']);
    for (const line of ['API', 'Clocks', 'Token', 'Channel', 'Webhooks', 'Deliveries', 'Set aside', 'Due', 'E-mail']) {
      expect(stdout).toMatch(new RegExp(`^${line} +ok  `, 'm'));
    }
    const { findings } = (await runIn(folder, ['doctor', '--local', '--json'])).json();
    expect(findings).toContainEqual({ check: 'Set aside', verdict: 'ok', says: 'Nothing waits for a person.' });
  });
});
