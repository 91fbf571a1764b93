import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, onTestFinished } from 'vitest';
import * as z from 'zod/mini';
import { shiftDate } from '../../local/aws/lambda/shifted-date.ts';
import { shareStack } from '../integration/support/running-stack.ts';
import { launchChromium } from './chromium.ts';

const IMAGES = join(import.meta.dirname, '..', '..', 'docs', 'images');

/** Long enough for a busy machine; what is waited for takes milliseconds. */
const PATIENCE_MS = 10_000;

/** Below this it is not the clocks that differ. */
const CLOCKS_DIFFER_MS = 60_000;

/** Lets the page go by the clock of the test, which may run under another one than the browser. */
async function followClock(page: Page): Promise<void> {
  const behindMs = Date.now() - z.number().parse(await page.evaluate('Date.now()'));
  if (Math.abs(behindMs) > CLOCKS_DIFFER_MS) await page.addInitScript(`(${shiftDate})()(${behindMs})`);
}

/** What a page is opened with; by default a wide window in light colours, on a British machine in Madrid. */
export type Look = {
  width?: number;
  height?: number;
  colorScheme?: 'light' | 'dark';
  locale?: string;
  timezoneId?: string;
};

/** All rules, but nothing that only describes what is in order. */
const AXE_OPTIONS = JSON.stringify({ resultTypes: ['violations'], preload: false });

const AxeResult = z.object({
  violations: z.array(
    z.object({ id: z.string(), impact: z.nullable(z.string()), nodes: z.array(z.object({ html: z.string() })) }),
  ),
});

export type RunningBrowser = Awaited<ReturnType<typeof startBrowser>>;

/** A running stack and a browser beside it, for all tests of one file; the browser is stopped after them. */
export async function startBrowser() {
  const [stack, browser] = await Promise.all([shareStack('single'), launchChromium()]);
  afterAll(() => browser.close());
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

  return {
    ...stack,

    /**
     * Opens the page in a window of its own, closed when the test ends. A fault in the page's script or against its
     * content security policy fails the test.
     */
    async open(
      { width = 1280, height = 860, colorScheme = 'light', locale = 'en-GB', timezoneId = 'Europe/Madrid' }: Look = {},
      address = stack.endpoints.phone,
    ): Promise<Page> {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme,
        // What moves is not the same in two pictures.
        reducedMotion: 'reduce',
        locale,
        timezoneId,
      });
      context.setDefaultTimeout(PATIENCE_MS);
      const page = await context.newPage();
      const troubles: string[] = [];
      page.on('pageerror', (error) => troubles.push(error.message));
      page.on('console', (line) => {
        if (line.type() === 'error' && line.text().includes('Content Security Policy')) troubles.push(line.text());
      });
      onTestFinished(async () => {
        await context.close();
        if (troubles.length > 0) throw new Error(`The page had troubles: ${troubles.join('; ')}`);
      });
      await followClock(page);
      await page.goto(address);
      return page;
    },

    /** What axe finds serious or critical in a part of the page as it is now: one line each. */
    async seriousFindings(page: Page, part = 'body'): Promise<string[]> {
      if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe);
      const { violations } = AxeResult.parse(await page.evaluate(`axe.run(${JSON.stringify(part)}, ${AXE_OPTIONS})`));
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    },
  };
}

/** Takes a picture for docs/images, if `npm run screenshots` asks for it; a test run leaves the tree as it was. */
export async function picture(what: Page | Locator, name: string): Promise<void> {
  if (process.env['SCREENSHOTS'] === undefined) return;
  const page = 'mouse' in what ? what : what.page();
  // Nothing is to look as if it were pointed at.
  await page.mouse.move(0, 0);
  await what.screenshot({ path: join(IMAGES, name), animations: 'disabled' });
}

/** Whether something is wider than the window, so that one would have to scroll sideways. */
export async function overflowsSideways(page: Page): Promise<boolean> {
  const widths = await page.evaluate('[document.documentElement.scrollWidth, innerWidth]');
  const [content = 0, window = 0] = z.array(z.number()).parse(widths);
  return content > window;
}
