import type { Contract } from '../../functions/shared/contract/contract.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Report } from '../report.ts';
import type { RouteFigures } from './answer-times.ts';
import { THROTTLED } from './ask.ts';
import type { LoadReport } from './run-load.ts';

/** The stack looks at due items every minute. */
const LATE_S = 3 * 60;

const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);
const errorsOf = ({ errors }: RouteFigures): number => sum(Object.values(errors));

/** The errors of all routes by what happened, with the routes where it did. */
function errorsByKind(routes: readonly RouteFigures[]): { kind: string; count: number }[] {
  const kinds = new Set(routes.flatMap(({ errors }) => Object.keys(errors)));
  return [...kinds].sort().map((kind) => ({ kind, count: sum(routes.map(({ errors }) => errors[kind] ?? 0)) }));
}

const ms = (time: number): string => time.toFixed(1);

function tableOf(routes: readonly RouteFigures[]): string[] {
  const rows = [
    ['route', 'requests', 'p50 ms', 'p95 ms', 'p99 ms', 'errors'],
    ...routes.map((one) => [
      ...[one.route, String(one.requests), ms(one.p50), ms(one.p95), ms(one.p99)],
      String(errorsOf(one)),
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
}

function backlogLine({ before, after }: LoadReport): string {
  const more = after.setAside - before.setAside;
  const aside = more > 0 ? `${more} messages were set aside while it ran` : 'nothing was set aside';
  const due = after.dueSinceSeconds > 0 ? `the oldest item is due for ${after.dueSinceSeconds} s` : 'nothing is late';
  return `Backlog at the end: ${due}, and ${aside}.`;
}

function leftLine({ notErased }: LoadReport, chats: number, { foreignStatusHours }: Contract['retention']): string {
  const [first] = notErased;
  const erased = first
    ? `${notErased.length} of the ${chats} made-up customers could not be erased: repeat DELETE /customers?chatId=${encodeURIComponent(first.chatId)} and so on.`
    : `The ${chats} made-up customers were erased.`;
  return `${erased} Statuses of messages that nobody sent go by age, within ${foreignStatusHours} hours.`;
}

function exitCodeOf({ interrupted, leftOut, before, after, notErased, routes }: LoadReport): ExitCode {
  if (interrupted) return EXIT.interrupted;
  const isWell =
    leftOut.length + notErased.length + sum(routes.map(errorsOf)) === 0 &&
    after.setAside <= before.setAside &&
    after.dueSinceSeconds < LATE_S;
  return isWell ? EXIT.fine : EXIT.attention;
}

/** What a person, and a script, reads of a load. */
export function loadReport(
  label: string,
  report: LoadReport,
  chats: number,
  { retention }: Pick<Contract, 'retention'>,
): Report {
  const { asked, requests, seconds, routes, leftOut, interrupted } = report;
  const perSecond = requests / Math.max(seconds, Number.EPSILON);
  const errors = errorsByKind(routes);
  const throttled = errors.find(({ kind }) => kind === THROTTLED)?.count ?? 0;
  return {
    exitCode: exitCodeOf(report),
    lines: [
      ...(interrupted ? ['Interrupted: this is what came of it until then.'] : []),
      `Load on ${label}: ${requests} requests in ${seconds.toFixed(0)} s, ${perSecond.toFixed(1)} a second of ${asked.perSecond} asked for.`,
      '',
      ...tableOf(routes),
      '',
      `Errors: ${errors.length === 0 ? 'none' : errors.map(({ kind, count }) => `${count} × ${kind}`).join(', ')}. Throttled: ${throttled}.`,
      ...leftOut.map(({ route, because }) => `Left out: ${route}, which answered "${because}" before the load began.`),
      backlogLine(report),
      leftLine(report, chats, retention),
    ],
    json: { ...report, perSecond, throttled, notErased: report.notErased.map(({ chatId }) => chatId) },
  };
}
