import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import packed from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/** What a headless page needs; the sandbox cannot be had in every container, and only our own page is opened. */
const FLAGS = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'];

const FONT_FILE = 'fonts-of-the-tests.conf';

/** The page's font everywhere is the one that came along: pictures look the same on every machine. */
const fontsIn = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}</dir>
  <cachedir>${folder}/cache</cachedir>
  <alias binding="same"><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`;

/** Starts the Chromium that comes inside an npm package: no download, no system package. */
export async function launchChromium(): Promise<Browser> {
  const folder = await unpacked();
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: FLAGS,
    // The fonts that come with it, so that a machine without any shows the same.
    env: { ...process.env, FONTCONFIG_FILE: join(folder, 'fonts', FONT_FILE) },
  });
}

/** Where it lies unpacked: once for all test files and runs, in the folder for temporary files. */
async function unpacked(): Promise<string> {
  const target = join(tmpdir(), `appointment-flow-chromium-${await packedVersion()}`);
  if (existsSync(target)) return target;
  const unfinished = `${target}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  await unpackInto(unfinished);
  await writeFile(join(unfinished, 'fonts', FONT_FILE), fontsIn(join(target, 'fonts')));
  // Another process may have been faster.
  await rename(unfinished, target).catch(() => rm(unfinished, { recursive: true, force: true }));
  return target;
}

/** The package unpacks into the folder for temporary files, wherever that is. */
async function unpackInto(folder: string): Promise<void> {
  const usual = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    await packed.executablePath();
  } finally {
    if (usual === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = usual;
  }
}

async function packedVersion(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const description = await readFile(join(dirname(entry), '..', '..', 'package.json'), 'utf8');
  return String(JSON.parse(description).version);
}
