import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import cdkJson from '../../cdk.json' with { type: 'json' };
import { synthesizedStack } from '../support/synthesized-stack.ts';

const PROJECT_FOLDER = path.join(import.meta.dirname, '..', '..');
const work = mkdtempSync(path.join(tmpdir(), 'appointment-flow-app-'));
afterAll(() => rmSync(work, { recursive: true }));

/** Runs the app as the CDK's command line does, without any of this machine's AWS settings. */
function runApp(context: Record<string, unknown>, outdir: string) {
  return spawnSync(process.execPath, ['infra/app.ts'], {
    cwd: PROJECT_FOLDER,
    env: {
      HOME: work,
      PATH: process.env['PATH'],
      CDK_OUTDIR: outdir,
      CDK_CONTEXT_JSON: JSON.stringify(context),
      CDK_VALIDATION: process.env['CDK_VALIDATION'],
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
    },
    encoding: 'utf8',
  });
}

describe('the app', () => {
  it('makes the stack of its contract, with no account at hand', async () => {
    expect(readdirSync(await synthesizedStack())).toContain(`${cdkJson.context.contract.name}.template.json`);
  });

  it('ends with the faults, exit code 1 and nothing else when the contract cannot be used', () => {
    const { status, stdout, stderr } = runApp({ ...cdkJson.context, purpose: 'deploy' }, path.join(work, 'refused'));
    expect({ status, stdout, lines: stderr.trim().split('\n') }).toEqual({
      status: 1,
      stdout: '',
      lines: [
        'The contract (cdk.json, context.contract) has 5 faults:',
        expect.stringContaining('  flow.id: is the example'),
        expect.stringContaining('languages.es.flow.id: is the example'),
        expect.stringContaining('channel.id: is the example'),
        expect.stringContaining('languages.en.templates.reminder.namespace: is the example'),
        expect.stringContaining('  alarms: is missing, so nobody would be told when bookings fail'),
      ],
    });
    expect(readdirSync(path.join(work, 'refused'))).toEqual([]);
  });

  it('refuses a switch that is neither on nor off', () => {
    const { status, stderr } = runApp({ ...cdkJson.context, plainSdk: 'yes' }, path.join(work, 'switched'));
    expect({ status, stderr }).toEqual({ status: 1, stderr: '--context plainSdk is true or false.\n' });
  });
});
