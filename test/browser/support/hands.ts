import type { Locator, Page } from 'playwright-core';
import { drag } from './drag.ts';

/** What somebody does with what a page shows. */
export type Hands = {
  /** Presses a button, or follows a link. */
  press(what: Locator): Promise<void>;
  /** Chooses one of several. */
  choose(radio: Locator): Promise<void>;
  write(field: Locator, text: string): Promise<void>;
  /** Moves a consultation to later in its column, up to what asks before it is done. */
  move(consultation: Locator, column: Locator, minutes: number): Promise<void>;
};

/** More stops than any view of the desk has. */
const MOST_STOPS = 150;

/** More than any group has choices. */
const MOST_CHOICES = 60;

/** The minutes between two starts of the contract. */
const STEP_MINUTES = 15;

/** A mouse, or a finger where the page is touched. Fields are filled as by whoever goes from one to the next. */
export function pointerOf(page: Page, isTouched: boolean): Hands {
  const press = async (what: Locator) => (isTouched ? what.tap() : what.click());
  return {
    press,
    choose: press,
    write: async (field, text) => field.fill(text),
    move: (consultation, column, minutes) => drag(page, consultation, column, minutes),
  };
}

/** A keyboard alone: what Tab and the arrow keys do not reach, is not reached. */
export function keyboardOf(page: Page): Hands {
  const hasFocus = async (what: Locator) => (await what.and(page.locator(':focus')).count()) > 0;

  /** Whether any radio button has the focus of those from which one is chosen. */
  async function isGroupReached(radio: Locator): Promise<boolean> {
    const name = await radio.getAttribute('name');
    return (await page.locator(`input[type="radio"][name="${name}"]:focus`).count()) > 0;
  }

  /** Presses a key until something holds; throws if it never does. */
  async function pressUntil(key: string, most: number, holds: () => Promise<boolean>): Promise<void> {
    for (let count = 0; count < most; count++) {
      if (await holds()) return;
      await page.keyboard.press(key);
    }
    throw new Error(`The key ${key} does not lead there.`);
  }
  async function reach(what: Locator): Promise<void> {
    await what.waitFor();
    await pressUntil('Tab', MOST_STOPS, () => hasFocus(what));
  }

  return {
    async press(what) {
      await reach(what);
      await page.keyboard.press('Enter');
    },
    async choose(radio) {
      await radio.waitFor();
      await pressUntil('Tab', MOST_STOPS, () => isGroupReached(radio));
      await pressUntil('ArrowDown', MOST_CHOICES, () => hasFocus(radio));
      await page.keyboard.press('Space');
    },
    async write(field, text) {
      await reach(field);
      await field.fill(text);
    },
    async move(consultation, _, minutes) {
      await reach(consultation);
      for (let step = 0; step < minutes / STEP_MINUTES; step++) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
    },
  };
}
