import type { Page } from 'playwright-core';
import * as z from 'zod/mini';
import { FIRST, SMALL_LIVE_FLOW, timesOf } from '../../support/small-live-flow.ts';

/** The second screen with these times on a day. */
export const timesScreen = (day: string, times: readonly string[], more: object = {}) => ({
  kind: 'screen',
  screen: 'TIMES',
  data: timesOf(day, times),
  ...more,
});

export const whoScreen = (summary: string) => ({ kind: 'screen', screen: 'WHO', data: { summary } });

const Asked = z.looseObject({ action: z.string() });
type Asked = z.infer<typeof Asked>;

const Messages = z.array(z.looseObject({ flow: z.optional(z.looseObject({})) }));

/**
 * Makes every form on the page a live one, whose endpoint answers with what the test gives, in that order.
 * `opensByInit` leaves the first screen to the endpoint.
 */
export async function standInForEndpoint(page: Page, { opensByInit = false } = {}) {
  const asked: Asked[] = [];
  const answers: Promise<object>[] = [];
  let isOver = false;
  const button = { isLive: true, ...(opensByInit ? { screen: undefined } : { screen: 'FIRST', data: FIRST }) };

  await page.route('**/_sim/flows/*', (route) => route.fulfill({ json: SMALL_LIVE_FLOW }));
  await page.route(/\/_sim\/customers\/[^/]+\/messages$/, async (route) => {
    if (route.request().method() !== 'GET') return route.continue();
    const response = await route.fetch();
    const messages = Messages.parse(await response.json());
    const patched = messages.map(({ flow, ...message }) => ({
      ...message,
      ...(flow && { flow: { ...flow, ...button, ...(isOver && { isOver }) } }),
    }));
    return route.fulfill({ response, json: patched });
  });
  await page.route('**/_sim/customers/*/messages/*/exchange', async (route) => {
    asked.push(Asked.parse(route.request().postDataJSON()));
    const answer = await answers.shift();
    isOver ||= answer !== undefined && 'kind' in answer && answer.kind === 'over';
    // The page may be closed before a late answer.
    await route.fulfill({ json: answer ?? { kind: 'failed', reason: 'no answer given' } }).catch(() => undefined);
  });

  return {
    /** What the phone asked, in order. */
    asked,
    /** The answers to the next questions. */
    answer: (...next: object[]) => answers.push(...next.map((one) => Promise.resolve(one))),
    /** The answer to the next question, which comes when the returned function is called. */
    answerLater(answer: object): () => void {
      const { promise, resolve } = Promise.withResolvers<object>();
      answers.push(promise);
      return () => resolve(answer);
    },
  };
}
