import type { Statistics } from '../../../functions/shared/http/answers/statistics.ts';
import { STAGES } from './stages.ts';

const COLUMNS = ['date', 'countedAt', ...STAGES, 'cancelled', 'noShow', 'bookedByHand'] as const;

/** The days as CSV (RFC 4180), with the names of the API. It has dates and numbers only, so that nothing is to be quoted. */
export function figuresCsv({ days }: Pick<Statistics, 'days'>): string {
  const lines = days.map(({ date, countedAt, figures }) => [
    date,
    countedAt,
    ...STAGES.map((stage) => figures?.[stage]),
    figures?.cancelled,
    figures?.noShow,
    figures?.byHand.booked,
  ]);
  return [COLUMNS, ...lines].map((cells) => `${cells.map((cell) => cell ?? '').join(',')}\r\n`).join('');
}
