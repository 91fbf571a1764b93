import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { overflowsSideways, type RunningBrowser } from '../../../support/browser.ts';
import { createDesk } from '../../support/desk.ts';
import { keyboardOf, pointerOf } from '../../support/hands.ts';
import { TASKS, type Worker } from './table.ts';
import { aWorkingDay } from './working-day.ts';

const WIDE = { width: 1280, height: 860 };
const PHONE = { width: 360, height: 760, hasTouch: true };

/** How somebody works, and the surname of a customer of theirs. */
const WAYS = [
  { way: 'a mouse, 1280 px wide', look: WIDE, hasPointer: true, surname: 'Valdes' },
  { way: 'a finger, 360 px wide', look: PHONE, hasPointer: true, surname: 'Verdi' },
  { way: 'a keyboard alone, 1280 px wide', look: WIDE, hasPointer: false, surname: 'Vives' },
  { way: 'a keyboard alone, 360 px wide', look: PHONE, hasPointer: false, surname: 'Vogel' },
];

/** A walk through several views, on a machine that may be busy. */
const LONG_MS = 60_000;

/** The tasks of a day at the desk, by the presses that they take. */
export function describeTasks(browser: RunningBrowser): void {
  const desk = createDesk(browser);

  describe.each(WAYS)('whoever works with $way', ({ look, hasPointer, surname }) => {
    const isNarrow = look === PHONE;
    const ends: (() => Promise<void>)[] = [];
    let worker: Worker;

    beforeAll(async () => {
      const day = await aWorkingDay(
        browser,
        WAYS.findIndex((way) => way.surname === surname),
        surname,
      );
      const page = await desk.open(look, '#/today', undefined, (close) => ends.push(close));
      const hands = hasPointer ? pointerOf(page, isNarrow) : keyboardOf(page);
      worker = { browser, page, hands, day, isNarrow };
    }, LONG_MS);
    afterAll(async () => {
      for (const end of ends) await end();
    });

    it.each(TASKS.map((task) => [task.name, task] as const))('%s', { timeout: LONG_MS }, async (_, task) => {
      const { presses, on, run } = task;
      const { page, day } = worker;
      await desk.goOn(page, on === 'the day' ? `#/day/${day.date}` : '#/today');
      await run(worker);
      expect(await desk.clicks(page)).toBeLessThanOrEqual(hasPointer ? presses : 0);
      expect(await overflowsSideways(page)).toBe(false);
    });

    it.runIf(hasPointer)("sees today's appointments without a press", { timeout: LONG_MS }, async () => {
      const { date, untold } = worker.day;
      const page = await desk.open(look, '#/today', Date.parse(`${date}T07:00:00Z`));
      const appointment = page.getByRole('button', { name: new RegExp(untold.name) }).first();
      await appointment.waitFor();
      const { y = look.height } = (await appointment.boundingBox()) ?? {};
      expect(y).toBeLessThan(look.height);
      expect(await desk.clicks(page)).toBe(0);
    });
  });
}
