import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import * as z from 'zod/mini';
import { type LocalStack, startLocalStack } from '../../../local/start-local-stack.ts';
import { launchChromium } from '../../support/chromium.ts';
import { synthesizedStack } from '../../support/synthesized-stack.ts';
import { type Figure, figureOf } from '../figures.ts';
import { A_DAY, busyClinic, storeBookings } from './many-bookings.ts';

/** Bookings in the table: those of today alone, and as many as the target names. */
export const SIZES = [A_DAY, 10_000] as const;

const WARM_UP = 3;
const ROUNDS = 15;

/** The first view of Today, from the moment at which the page is asked for: in ms, requests to the API, and KB of them all. */
export type FirstView = {
  bookings: number;
  drawnMs: Figure;
  ofWhichScriptMs: Figure;
  requests: number;
  kilobytes: number;
};

/** The functions behind the stream would work for minutes on what is written here; a view does not wait for them. */
async function withoutStreamReaders(assembly: string, folder: string): Promise<string> {
  const copy = join(folder, 'desk-assembly');
  await cp(assembly, copy, { recursive: true });
  for (const file of (await readdir(copy)).filter((name) => name.endsWith('.template.json'))) {
    const template = z
      .looseObject({ Resources: z.record(z.string(), z.looseObject({ Type: z.string() })) })
      .parse(JSON.parse(await readFile(join(copy, file), 'utf8')));
    const kept = Object.entries(template.Resources).filter(
      ([, { Type }]) => Type !== 'AWS::Lambda::EventSourceMapping',
    );
    await writeFile(join(copy, file), JSON.stringify({ ...template, Resources: Object.fromEntries(kept) }));
  }
  return copy;
}

/** Notes when all appointments of the day are drawn. */
const NOTE_WHEN_DRAWN = `
  new MutationObserver((_, observer) => {
    if (document.querySelectorAll('.cal-grid[aria-busy="false"] .cal-block').length < ${A_DAY}) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => { document.documentElement.dataset.drawnAt = String(performance.now()); }));
  }).observe(document, { subtree: true, childList: true, attributes: true });
`;

const Drawn = z.object({
  drawnMs: z.number(),
  scriptMs: z.number(),
  requests: z.number(),
  bytes: z.number(),
});

const READ = `(() => {
  const all = performance.getEntriesByType('resource');
  const drawnMs = Number(document.documentElement.dataset.drawnAt);
  return {
    drawnMs,
    scriptMs: drawnMs - Math.max(...all.filter(({ name }) => /\\/(bookings|closures|session)\\b/.test(name)).map(({ responseEnd }) => responseEnd)),
    requests: all.filter(({ name }) => !/\\/console\\//.test(name)).length,
    bytes: all.reduce((sum, { transferSize }) => sum + transferSize, 0),
  };
})()`;

async function openOnce(page: Page, address: string) {
  await page.goto('about:blank');
  await page.goto(`${address}#/today`);
  await page.locator('html[data-drawn-at]').waitFor();
  return Drawn.parse(await page.evaluate(READ));
}

async function signIn(page: Page, address: string, key: string): Promise<void> {
  await page.goto(address);
  await page.locator('input[type=password]').fill(key);
  await page.locator('button[type=submit]').click();
  await page.locator('.cal-grid').waitFor();
}

async function firstView(page: Page, stack: LocalStack, bookings: number): Promise<FirstView> {
  const rounds: z.infer<typeof Drawn>[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const drawn = await openOnce(page, `${stack.endpoints.api}/console`);
    if (round >= WARM_UP) rounds.push(drawn);
  }
  return {
    bookings,
    drawnMs: figureOf(rounds.map(({ drawnMs }) => drawnMs)),
    ofWhichScriptMs: figureOf(rounds.map(({ scriptMs }) => scriptMs)),
    requests: figureOf(rounds.map(({ requests }) => requests)).median,
    kilobytes: figureOf(rounds.map(({ bytes }) => bytes / 1000)).median,
  };
}

/** Opens the desk in a browser again and again, signed in, on a stack of this machine whose table grows in between. */
export async function measureDesk(folder: string): Promise<FirstView[]> {
  const assembly = await withoutStreamReaders(await synthesizedStack(busyClinic()), folder);
  const stack = await startLocalStack({
    port: 0,
    providerPort: 0,
    assembly,
    logDirectory: join(folder, 'desk-logs'),
    mailDirectory: join(folder, 'desk-mail'),
    quiet: true,
  });
  const browser = await launchChromium();
  try {
    const page = await (
      await browser.newContext({ timezoneId: 'UTC', viewport: { width: 1280, height: 860 } })
    ).newPage();
    await page.addInitScript(NOTE_WHEN_DRAWN);
    await signIn(page, `${stack.endpoints.api}/console`, stack.endpoints.apiKey);
    const views: FirstView[] = [];
    let stored = 0;
    for (const size of SIZES) {
      await storeBookings(stack, stored, size);
      stored = size;
      views.push(await firstView(page, stack, size));
    }
    return views;
  } finally {
    await browser.close();
    await stack.stop();
  }
}
