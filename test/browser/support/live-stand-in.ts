// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the expressions of a Flow JSON look like this
import type { Page } from 'playwright-core';
import * as z from 'zod/mini';

const ask = (payload: Record<string, string>) => ({ name: 'data_exchange', payload });
const footer = (label: string, payload: Record<string, string>) => ({
  type: 'Footer',
  label,
  'on-click-action': ask(payload),
});

/** A form of three screens that asks an endpoint for its days and times, and for every step. */
const FLOW = {
  version: '7.3',
  data_api_version: '4.0',
  routing_model: { FIRST: ['TIMES'], TIMES: ['WHO'], WHO: [] },
  screens: [
    {
      id: 'FIRST',
      title: 'Appointment',
      layout: {
        children: [
          {
            type: 'RadioButtonsGroup',
            name: 'service',
            label: 'Service',
            required: true,
            'data-source': '${data.services}',
          },
          footer('See times', { service: '${form.service}' }),
        ],
      },
    },
    {
      id: 'TIMES',
      title: 'When',
      refresh_on_back: true,
      layout: {
        children: [
          {
            type: 'CalendarPicker',
            name: 'day',
            label: 'Day',
            required: true,
            'init-value': '${data.day}',
            'min-date': '${data.min_date}',
            'unavailable-dates': '${data.closed}',
            'on-select-action': ask({ step: 'look', day: '${form.day}' }),
          },
          {
            type: 'Dropdown',
            name: 'time',
            label: 'Time',
            required: '${data.has_times}',
            visible: '${data.has_times}',
            'data-source': '${data.times}',
          },
          { type: 'EmbeddedLink', text: 'None suits me', 'on-click-action': ask({ step: 'none' }) },
          footer('Hold', { step: 'hold', day: '${form.day}', time: '${form.time}' }),
        ],
      },
    },
    {
      id: 'WHO',
      title: 'Who',
      terminal: true,
      refresh_on_back: true,
      layout: {
        children: [
          { type: 'TextHeading', text: '${data.summary}' },
          { type: 'TextInput', name: 'name', label: 'Name', required: true },
          footer('Confirm', { name: '${form.name}' }),
        ],
      },
    },
  ],
};

export const FIRST = { services: [{ id: 'cut', title: 'Cut' }] };

const options = (times: readonly string[]) => times.map((id) => ({ id, title: id }));

/** The second screen with these times on a day. */
export const timesScreen = (day: string, times: readonly string[], more: object = {}) => ({
  kind: 'screen',
  screen: 'TIMES',
  data: { day, min_date: '2031-05-01', closed: ['2031-05-01'], times: options(times), has_times: times.length > 0 },
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

  await page.route('**/_sim/flows/*', (route) => route.fulfill({ json: FLOW }));
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
