import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, onTestFinished } from 'vitest';
import * as z from 'zod/mini';
import { shiftDate } from '../../local/aws/lambda/shifted-date.ts';
import { type RunningStack, shareStack } from '../integration/support/running-stack.ts';
import { launchChromium } from './chromium.ts';

const IMAGES = join(import.meta.dirname, '..', '..', 'docs', 'images');

/** Long enough for a busy machine; normally it takes milliseconds. */
const PATIENCE_MS = 10_000;

/** A smaller difference is no clock difference. */
const CLOCKS_DIFFER_MS = 60_000;

/** Sets the page's clock to a time: the test's may differ from the browser's. */
async function setClock(page: Page, at: number): Promise<void> {
  const behindMs = at - z.number().parse(await page.evaluate('Date.now()'));
  if (Math.abs(behindMs) > CLOCKS_DIFFER_MS) await page.addInitScript(`(${shiftDate})()(${behindMs})`);
}

/** The page's settings; by default a wide window, light colours, a British locale, Madrid's time zone and the test's clock. */
export type Look = {
  width?: number;
  height?: number;
  colorScheme?: 'light' | 'dark';
  locale?: string;
  timezoneId?: string;
  /** Whether it is touched, as a phone is. */
  hasTouch?: boolean;
  /** What its clock shows when it opens, in ms. */
  at?: number;
  /** The control room gets no answer, and asks no more: beside a phone it reads everything again after each change. */
  withoutRoom?: boolean;
};

/** When a page is no longer needed: the given function closes it. */
export type PageEnd = (close: () => Promise<void>) => void;

/** All rules, without purely informative results. */
const AXE_OPTIONS = JSON.stringify({ resultTypes: ['violations'], preload: false });

const AxeResult = z.object({
  violations: z.array(
    z.object({ id: z.string(), impact: z.nullable(z.string()), nodes: z.array(z.object({ html: z.string() })) }),
  ),
});

export type RunningBrowser = Awaited<ReturnType<typeof startBrowser>>;

/** A running stack and a browser for all tests of one file; the browser is stopped after them. */
export async function startBrowser(running: Promise<RunningStack> = shareStack('single')) {
  const [stack, browser] = await Promise.all([running, launchChromium()]);
  afterAll(() => browser.close());
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

  return {
    ...stack,

    /**
     * Opens the page in its own window, which closes when the test ends, unless told otherwise. A script error or a
     * violation of the content security policy fails the test.
     */
    async open(
      {
        width = 1280,
        height = 860,
        colorScheme = 'light',
        locale = 'en-GB',
        timezoneId = 'Europe/Madrid',
        hasTouch = false,
        at = Date.now(),
        withoutRoom = false,
      }: Look = {},
      address = stack.endpoints.phone,
      atEnd: PageEnd = onTestFinished,
    ): Promise<Page> {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme,
        // Animations would differ between two screenshots.
        reducedMotion: 'reduce',
        locale,
        timezoneId,
        hasTouch,
      });
      context.setDefaultTimeout(PATIENCE_MS);
      const page = await context.newPage();
      const troubles: string[] = [];
      page.on('pageerror', (error) => troubles.push(error.message));
      page.on('console', (line) => {
        if (line.type() === 'error' && line.text().includes('Content Security Policy')) troubles.push(line.text());
      });
      atEnd(async () => {
        await context.close();
        if (troubles.length > 0) throw new Error(`The page had troubles: ${troubles.join('; ')}`);
      });
      if (withoutRoom) await page.route('**/_room/**', (route) => route.abort());
      await setClock(page, at);
      await page.goto(address);
      return page;
    },

    /** Opens the phone alone, for what nothing but the phone shows. */
    openPhone(look: Look = {}): Promise<Page> {
      return this.open({ ...look, withoutRoom: true });
    },

    /** The serious and critical findings of axe in a part of the current page: one line each. */
    async seriousFindings(page: Page, part = 'body'): Promise<string[]> {
      if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe);
      const { violations } = AxeResult.parse(await page.evaluate(`axe.run(${JSON.stringify(part)}, ${AXE_OPTIONS})`));
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    },
  };
}

/** Takes a screenshot for docs/images, but only under `npm run screenshots`: a test run changes no files. */
export async function picture(what: Page | Locator, name: string): Promise<void> {
  if (process.env['SCREENSHOTS'] === undefined) return;
  const page = 'mouse' in what ? what : what.page();
  // The pointer must not highlight anything.
  await page.mouse.move(0, 0);
  await what.screenshot({ path: join(IMAGES, name), animations: 'disabled' });
}

/** Whether the page scrolls sideways because something is wider than the window. */
export async function overflowsSideways(page: Page): Promise<boolean> {
  const widths = await page.evaluate('[document.documentElement.scrollWidth, innerWidth]');
  const [content = 0, window = 0] = z.array(z.number()).parse(widths);
  return content > window;
}
