import { against, spread, tableOf } from '../figures.ts';
import { A_DAY } from './many-bookings.ts';
import type { FirstView } from './measure.ts';

/** The first view of Today takes at most so long. */
const TARGET_MS = 1_000;

/** The section of the report. */
export function reportDesk(views: readonly FirstView[]): string {
  const [alone, many] = [views.at(0), views.at(-1)];
  if (!alone || !many) throw new Error('Nothing was measured.');
  const rows = views.map(({ bookings, drawnMs, ofWhichScriptMs, requests, kilobytes }) => [
    bookings.toLocaleString('en'),
    spread(drawnMs, 0),
    spread(ofWhichScriptMs, 0),
    String(requests),
    kilobytes.toFixed(0),
  ]);
  return [
    '## The desk',
    '',
    `The first view of Today in a browser, from the moment at which somebody who is signed in asks for the page until all ${A_DAY}`,
    'appointments of the day are drawn: eight people, each booked every half hour. The whole stack runs on this machine, so its',
    'functions and the browser share the processor; they are warm. The functions behind the stream are left out.',
    '',
    tableOf(
      ['bookings in the table', 'drawn after ms', 'of which after the last answer', 'requests to the API', 'KB'],
      rows,
    ),
    '',
    `With ${many.bookings.toLocaleString('en')} bookings it takes ${against(many.drawnMs.median, TARGET_MS, 0)} ms, ${(many.drawnMs.median / alone.drawnMs.median).toFixed(2)} times as long as with those of the day alone.`,
  ].join('\n');
}
