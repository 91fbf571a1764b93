import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

/** Where functions print to in the tests of a mutant. Nothing scans it: a mutant may print what the product never does. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'appointment-flow-printed-'));
  project.provide('printed', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
