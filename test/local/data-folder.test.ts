import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { restoreClock, takeDataFolder } from '../../local/data-folder.ts';
import { eventually } from './support/eventually.ts';

let path: string;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'data-folder-'));
});
afterEach(() => rmSync(path, { recursive: true, force: true }));

it('belongs to one running process', async () => {
  // The process that runs this one is alive, and is not this one.
  writeFileSync(join(path, 'running.pid'), String(process.ppid));
  await expect(takeDataFolder(path)).rejects.toThrow(
    `Another local stack (process ${process.ppid}) uses the folder ${path}: stop it or start with --ephemeral`,
  );
});

it('is taken over from a process that is gone', async () => {
  writeFileSync(join(path, 'running.pid'), '999999999');
  const folder = await takeDataFolder(path);
  await folder.giveBack();
  await expect(takeDataFolder(path)).resolves.toMatchObject({ path });
});

it('is refused with one sentence if it cannot be made', async () => {
  writeFileSync(join(path, 'file'), '');
  await expect(takeDataFolder(join(path, 'file'))).rejects.toThrow('cannot be written to: make it writable');
});

it('keeps how far the clock was moved', async () => {
  const folder = await takeDataFolder(path);
  const clock = await restoreClock(folder);
  clock.advance(90);
  await eventually(async () => (await restoreClock(folder)).offsetMs === 90_000);
});

it('is refused with one sentence if the clock’s file is damaged', async () => {
  const folder = await takeDataFolder(path);
  writeFileSync(join(path, 'clock.json'), '{"offsetMs":-1}');
  await expect(restoreClock(folder)).rejects.toThrow('clock.json is damaged: delete it');
});
