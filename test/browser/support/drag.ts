import type { Locator, Page } from 'playwright-core';

/** A consultation lasts half an hour, and is drawn two pixels lower than that. */
const CONSULTATION = { minutes: 30, gapPx: 2 };

/** The middle of an element; throws if it is not shown. */
export async function middleOf(element: Locator): Promise<{ x: number; y: number; height: number }> {
  const box = await element.boundingBox();
  if (!box) throw new Error('It is not shown.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, height: box.height };
}

/** Drags a consultation by so many minutes, into a column of the same hours; `over` sees it before it is let go. */
export async function drag(
  page: Page,
  consultation: Locator,
  column: Locator,
  minutes: number,
  over?: () => Promise<void>,
): Promise<void> {
  const from = await middleOf(consultation);
  const target = await middleOf(column);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 8, from.y + 8);
  const minutePx = (from.height + CONSULTATION.gapPx) / CONSULTATION.minutes;
  await page.mouse.move(target.x, from.y + minutePx * minutes, { steps: 4 });
  await over?.();
  await page.mouse.up();
}
