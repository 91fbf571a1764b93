import { LocalDate } from '../../../functions/shared/domain/places/day.ts';
import { addDays } from '../../../functions/shared/domain/places/local-days.ts';
import type { Connection, Query } from '../../ui/connection.ts';

/** The lists that can be had as files. */
export const MONTH_LISTS = ['bookings', 'customers', 'invitations'] as const;
export type MonthList = (typeof MONTH_LISTS)[number];

/** The days of a month (`2031-05`), in their order. */
export function daysOfMonth(month: string): LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = LocalDate.parse(`${month}-01`); day.startsWith(month); day = addDays(day, 1)) days.push(day);
  return days;
}

/** Spreadsheets take a file without it for one in the letters of their own country, and spoil every accent. */
const BYTE_ORDER_MARK = '\ufeff';

async function readParts(api: Connection, list: MonthList, query: Query): Promise<string> {
  const texts: string[] = [];
  let cursor: string | undefined;
  do {
    const part = await api.getCsv(`/${list}`, { ...query, cursor });
    texts.push(part.text);
    cursor = part.cursor;
  } while (cursor !== undefined);
  return texts.join('');
}

/** Without the names of the columns, which have no line ends. */
const linesOf = (csv: string): string => csv.slice(csv.indexOf('\r\n') + 2);

/**
 * A list of a month as CSV: the bookings on its days, the customers who have them, or the invitations that were made on
 * them. Invitations are listed by the day: those of a day that is still to come are not asked for.
 * @param today a day of the business
 */
export async function readMonthFile(api: Connection, list: MonthList, month: string, today: string): Promise<string> {
  const days = daysOfMonth(month);
  if (list !== 'invitations') return BYTE_ORDER_MARK + (await readParts(api, list, { from: days[0], to: days.at(-1) }));
  const [first = '', ...others] = await readDays(
    api,
    days.filter((day, index) => index === 0 || day <= today),
  );
  return BYTE_ORDER_MARK + first + others.map(linesOf).join('');
}

/** One day after the other: a month asked for at once would meet the API's limit of requests. */
async function readDays(api: Connection, days: readonly LocalDate[]): Promise<string[]> {
  const texts: string[] = [];
  for (const day of days) texts.push(await readParts(api, 'invitations', { day }));
  return texts;
}
