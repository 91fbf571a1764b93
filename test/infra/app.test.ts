import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import cdkJson from '../../cdk.json' with { type: 'json' };

const PROJECT_FOLDER = path.join(import.meta.dirname, '..', '..');
const outdir = mkdtempSync(path.join(tmpdir(), 'appointment-flow-app-'));
afterAll(() => rmSync(outdir, { recursive: true }));

/** Runs the app as the CDK's command line does. */
function runApp(context: Record<string, unknown>) {
  return spawnSync(process.execPath, ['infra/app.ts'], {
    cwd: PROJECT_FOLDER,
    env: { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) },
    encoding: 'utf8',
  });
}

describe('the app', () => {
  it('ends with the faults, exit code 1 and nothing else when the contract cannot be used', () => {
    const { status, stdout, stderr } = runApp({ ...cdkJson.context, purpose: 'deploy' });
    expect({ status, stdout, lines: stderr.trim().split('\n') }).toEqual({
      status: 1,
      stdout: '',
      lines: [
        'The contract (cdk.json, context.contract) has 2 faults:',
        expect.stringContaining('flow.id: is the example'),
        expect.stringContaining('channel.id: is the example'),
      ],
    });
    expect(readdirSync(outdir)).toEqual([]);
  });
});
