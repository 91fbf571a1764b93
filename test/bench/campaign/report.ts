import { cpus } from 'node:os';
import { against, tableOf } from '../figures.ts';
import { type CampaignReport, WARMED_UP } from './measure.ts';

/** After a campaign a webhook may take so many times what it took before: what is measured on a shared machine varies as much. */
const SLOWER = 1.5;

const whole = (number: number) => number.toLocaleString('en');
const exactly = (value: number, target: number) =>
  value === target ? `${whole(value)} = ${whole(target)}` : `**${whole(value)} ≠ ${whole(target)}**`;

function answers({ answers: { before, during, after } }: CampaignReport): string {
  const row = (when: string, { p50, p95, p99 }: typeof before) => [
    when,
    ...[p50, p95, p99].map((time) => time.toFixed(1)),
    (p50 / before.p50).toFixed(2),
  ];
  return tableOf(
    ['', 'p50, ms', 'p95, ms', 'p99, ms', 'ratio of p50'],
    [row('before', before), row('while it ran', during), row('after it', after)],
  );
}

/** The section of the report. */
export function reportCampaign(report: CampaignReport): string {
  const {
    invitations,
    perSecond,
    minutes,
    seconds,
    restSeconds,
    counts,
    surplus,
    givenUp,
    answers: times,
    load,
  } = report;
  const all = invitations + WARMED_UP;
  return [
    '## A campaign',
    '',
    `${whole(invitations)} invitations asked for at once on the local stack, with the deployed bundles, one webhook URL and \`sending.perSecond\` ${perSecond}.`,
    'The provider tells that each was sent, delivered and read, and each customer sends the form. Nothing leaves the machine.',
    `It took ${whole(Math.round(seconds / 60))} minutes of ${minutes} allowed, ${(invitations / seconds).toFixed(1)} invitations a second. ${cpus().length} processors ran the`,
    `table, the provider and all functions, at a load of ${load.toFixed(0)}. It says nothing of AWS.`,
    '',
    `Nothing was lost, with the ${WARMED_UP} of the warm-up:`,
    '',
    tableOf(
      ['invitations', 'sent', 'delivered', 'read', 'booked', 'times claimed', 'messages beside these', 'given up'],
      [
        [
          ...[counts.invitations, counts.sent, counts.delivered, counts.read, counts.booked, counts.claimed].map(
            (count) => exactly(count, all),
          ),
          exactly(surplus, 0),
          exactly(givenUp, 0),
        ],
      ],
    ),
    '',
    `No backlog: ${restSeconds.toFixed(0)} s after the last form all bookings were announced and settled, all queues were empty, and of what is due`,
    `${whole(counts.late)} items were late.`,
    '',
    `Webhooks of other customers, one after the other; the ratio after it is to be at most ${SLOWER}: ${against(times.after.p50 / times.before.p50, SLOWER)}.`,
    '',
    answers(report),
  ].join('\n');
}
