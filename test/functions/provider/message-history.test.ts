import { afterEach, expect, it, vi } from 'vitest';
import { epochMs, HOUR_MS, later, now } from '../../../functions/shared/domain/time/instant.ts';
import { readHistory } from '../../../functions/shared/provider/message-history.ts';
import { textMessage } from '../../support/webhooks.ts';

const ACCESS = { baseUrl: 'http://provider', channelId: 'VID1', token: 'token', withinMs: 1_000 };
const AT = now();
const FROM = later(AT, -HOUR_MS);
const LAST = Math.floor(epochMs(AT) / 1000);

afterEach(() => {
  vi.restoreAllMocks();
});

/** A channel on which a customer wrote every second, so many times, and how its provider tells a page of that. */
function provider({ count, most, obeys }: { count: number; most: number; obeys: string[] }) {
  const times = Array.from({ length: count }, (_, index) => LAST - index);
  const asked = vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const query = new URL(String(input)).searchParams;
    const bound = (name: string, none: number) =>
      obeys.includes(name) && query.has(name) ? Number(query.get(name)) : none;
    const page = times
      .filter((time) => time >= bound('min_time', 0) && time <= bound('max_time', Number.POSITIVE_INFINITY))
      .slice(0, Math.min(most, bound('limit', most)));
    return Response.json({ messages: page.map((at) => textMessage({ id: `wamid.${at}`, at })) });
  });
  return asked;
}

const BOUNDS = ['min_time', 'max_time'];

it.each([
  ['a page of the largest kind and more', { count: 2_500, most: 1_000, obeys: [...BOUNDS, 'limit'] }, 2_500],
  ['where no limit is obeyed', { count: 350, most: 100, obeys: BOUNDS }, 350],
  ['exactly one page', { count: 100, most: 100, obeys: BOUNDS }, 100],
  ['nothing', { count: 0, most: 100, obeys: BOUNDS }, 0],
  ['back to the time asked for, and no further', { count: 10_000, most: 1_000, obeys: ['max_time'] }, 3_600],
])('tells everything since a time: %s', async (_, channel, count) => {
  provider(channel);
  const { elements, isWhole } = await readHistory(ACCESS, FROM, AT);
  expect({ count: elements.length, isWhole }).toEqual({ count, isWhole: true });
});

it('says that something may be missing where the provider tells its newest page only', async () => {
  const asked = provider({ count: 350, most: 100, obeys: [] });
  const { elements, isWhole } = await readHistory(ACCESS, FROM, AT);
  expect({ count: elements.length, isWhole }).toEqual({ count: 100, isWhole: false });
  expect(asked).toHaveBeenCalledTimes(2);
});
