import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { scanOutput } from './kept-output.ts';

const SHOWN = 20;

/**
 * Keeps what functions print in the whole run, in this process's workers and in processes of their own; at its end
 * the run fails if a line of that says anything personal or a secret.
 */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'appointment-flow-printed-'));
  project.provide('printed', folder);
  return () => {
    const { leaks } = scanOutput(folder);
    rmSync(folder, { recursive: true, force: true });
    if (leaks.length === 0) return;
    throw new Error(`${leaks.length} lines of log must not be printed:\n${leaks.slice(0, SHOWN).join('\n')}`);
  };
}
