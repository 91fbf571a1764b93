import { describe } from 'vitest';
import { startStack } from '../integration/support/running-stack.ts';
import { startBrowser } from '../support/browser.ts';
import { describeContractForm } from './phone/contract-form.ts';

/** The stack of the shipped contract: the other browser tests have one without services. */
const browser = await startBrowser(startStack('single', 'clinic'));

describe('the phone of a clinic’s customer', () => {
  describeContractForm(browser);
});
