import { CHANNEL_TROUBLES } from '../../../functions/shared/domain/channel/channel-health.ts';
import { DUE_METRICS, FACT_METRICS, FACT_METRICS_BY_REASON } from '../../../functions/shared/domain/metrics.ts';
import { memoryOf } from '../../../infra/constructs/memory.ts';
import { synthesize } from '../../infra/synthesized.ts';
import {
  BOOKINGS,
  billedMs,
  FRESH_SECONDS,
  MONTH_SECONDS,
  REQUESTS_OF_AN_EVENT,
  type Share,
  secretsOf,
  sum,
  TABLE_CALL_MS,
} from '../cost-model.ts';
import type { Urls } from '../one-booking.ts';
import { INVITATIONS } from '../statistics/measure.ts';
import { AT_ONCE, readsOfInvitation } from '../statistics/report.ts';
import type { Business } from './businesses.ts';
import { type Line, linesOfShares, METRIC_LINES, OWN_LINES, TOLD_DESKS } from './lines.ts';
import { type BillCosts, HAPPENINGS } from './measure.ts';
import { type StandingParts, standingPartsOf } from './standing-parts.ts';
import { NOTHING, plus } from './weight.ts';

/**
 * Lambda keeps five requests open at a queue in which nothing is, each for twenty seconds: CloudWatch shows fifteen empty
 * answers a minute, as others report it (github.com/getlift/lift/issues/132).
 */
const POLLS_A_MINUTE = 15;
const HOURS = 720;
const FRESH_A_MONTH = MONTH_SECONDS / FRESH_SECONDS;
/** `reconcile` looks at the invitation, at the notice, at the reminder that is due, and at the one that it sent. */
const LOOKS = 4;
const GIGABYTE = 1e9;
/** An open desk asks once a second (web/console/follow-changes.ts), and reads again at most as often. */
const ASKS_A_SECOND = 1;

/** What each run of `reconcile` and `watch-channel` counts, also where it is nothing. */
const metricsOfClocks = ({ emitsMetrics }: StandingParts): number =>
  emitsMetrics ? DUE_METRICS.length + CHANNEL_TROUBLES.length : 0;

/** What is paid for while nobody books: by time alone. */
function standingLines(parts: StandingParts): Line[] {
  return [
    { item: 'alarms', meter: 'alarmMetricMonth', quantity: parts.alarmMetrics },
    { item: 'alarms', meter: 'compositeAlarmMonth', quantity: parts.compositeAlarms },
    { item: 'dashboard', meter: 'dashboardMonth', quantity: parts.dashboards },
    { item: 'secrets', meter: 'secretMonth', quantity: parts.secrets },
    { item: 'queues: polling', meter: 'queueRequest', quantity: parts.polledQueues * POLLS_A_MINUTE * 60 * HOURS },
    { item: 'metrics', meter: 'customMetricMonth', quantity: parts.steadyMetrics + metricsOfClocks(parts) },
  ];
}

/** The runs that schedules start and that find nothing. */
function clockLines(parts: StandingParts, { idle }: BillCosts): Line[] {
  const shares = parts.runs.flatMap(({ name, event, runsAMonth }): Share[] => {
    const found = idle.find(({ run }) => run.name === name && JSON.stringify(run.event) === JSON.stringify(event));
    if (!found) throw new Error(`A run of ${name} was not measured.`);
    return [{ step: found.step, part: runsAMonth }];
  });
  return linesOfShares(shares, [], 1);
}

/** What schedules start reads secrets if it needs any: `reconcile` only where something is due. */
function idleSecretReads(parts: StandingParts, { idle }: BillCosts): Line[] {
  return parts.runs.map(({ name, runsAMonth }) => {
    const secrets = idle.find(({ run }) => run.name === name)?.secrets ?? 0;
    return { item: 'secrets', meter: 'secretRead', quantity: secrets * Math.min(runsAMonth, FRESH_A_MONTH) };
  });
}

/** What the functions around bookings read: each process at most every five minutes. */
function secretReads(shares: readonly Share[], bookings: number): Line[] {
  const own = Map.groupBy(
    shares.filter(({ step }) => step.by !== 'stream'),
    ({ step }) => step.name,
  );
  return [...own].map(([name, steps]) => {
    const { secrets, processes } = secretsOf(name);
    const fresh = processes * Math.max(1, bookings / BOOKINGS) * FRESH_A_MONTH;
    const runs = name === 'reconcile' ? LOOKS : sum(steps.map(({ part }) => part));
    return { item: 'secrets', meter: 'secretRead', quantity: secrets * Math.min(runs * bookings, fresh) };
  });
}

/**
 * What is counted of facts, and of troubles as if there were one of each kind in every hour: a metric is paid for in each
 * hour in which it is written.
 */
function factMetrics({ busyHours }: Business, { emitsMetrics, troubleMetrics }: StandingParts): Line {
  const facts = emitsMetrics ? FACT_METRICS.length + FACT_METRICS_BY_REASON.length : 0;
  return { item: 'metrics', meter: 'customMetricMonth', quantity: (facts + troubleMetrics) * (busyHours / HOURS) };
}

/** One booking of a business, with its parts of all that happens, and of the minutes of `reconcile`. */
function sharesOf(business: Business, costs: BillCosts, urls: Urls): Share[] {
  const { full, empty, bookings } = costs.minute;
  return [
    ...HAPPENINGS.flatMap((happening) =>
      costs.happenings[urls][happening].map((step) => ({ step, part: business.happens[happening] })),
    ),
    // What a minute takes without bookings runs anyway.
    ...full.map((step) => ({ step, part: 1 / bookings })),
    ...empty.map((step) => ({ step, part: -1 / bookings })),
  ];
}

/** What happens is measured with an open desk. */
function whileDesksAreOpen({ desks: { open, hours } }: Business, lines: readonly Line[]): Line[] {
  const part = open > 0 ? hours / HOURS : 0;
  return lines.map((line) => (line.item === TOLD_DESKS ? { ...line, quantity: line.quantity * part } : line));
}

function deskLines(business: Business, costs: BillCosts): Line[] {
  const { open, hours } = business.desks;
  const { question, day, bookings, others } = costs.desk;
  const asked = open * hours * 3_600 * ASKS_A_SECOND;
  const changes = sum(HAPPENINGS.map((happening) => business.happens[happening])) * business.bookings;
  const read = Math.min(asked, open * changes * (hours / HOURS));
  const aDay = business.bookings / 30;
  // A longer day is read in as many more parts.
  const share = (step: Share['step']) => ({ step, part: read * Math.max(1, aDay / bookings) });
  const rest = others.map((step): Share => ({ step, part: read }));
  return linesOfShares([{ step: question, part: asked }, ...day.map(share), ...rest], [], 1);
}

function figureLines({ figures: { full, empty } }: BillCosts, invitations: number): Line[] {
  const reads = (readsOfInvitation() * invitations) / INVITATIONS;
  const memoryMb = memoryOf('count-figures');
  const msOf = ({ cpuMs, tableCalls }: typeof full) =>
    billedMs(cpuMs, (sum(Object.values(tableCalls)) / AT_ONCE) * TABLE_CALL_MS, memoryMb);
  const gbSeconds = ((msOf(full) - msOf(empty)) / 1000) * (memoryMb / 1024);
  return [
    { item: 'reads: count-figures', meter: 'readUnit', quantity: (full.readUnits - empty.readUnits) * reads },
    { item: 'Lambda: count-figures', meter: 'lambdaGbSecond', quantity: gbSeconds * reads },
  ];
}

/** In the state in which as much expires as comes. */
function storageLines({ weights }: BillCosts, { bookings, happens, customers }: Business): Line[] {
  const weight = HAPPENINGS.reduce(
    (sum, happening) => plus(sum, weights[happening], happens[happening]),
    plus(NOTHING, weights.names, customers),
  );
  const [items, indexes] = [(weight.items * bookings) / GIGABYTE, (weight.indexes * bookings) / GIGABYTE];
  return [
    { item: 'storage', meter: 'storedGigabyteMonth', quantity: items + indexes },
    { item: 'backup', meter: 'backedUpGigabyteMonth', quantity: items },
  ];
}

/** The lines of what the stack logs, and of keeping it. */
const withKeptLogs = (all: readonly Line[], { logsEachRun, emitsMetrics }: StandingParts): Line[] => {
  const unwritten = [...(logsEachRun ? [] : [OWN_LINES]), ...(emitsMetrics ? [] : [METRIC_LINES])];
  const lines = all.filter(({ item }) => !unwritten.includes(item));
  const logged = lines.filter(({ meter }) => meter === 'loggedGigabyte');
  return [...lines, ...logged.map((line): Line => ({ ...line, meter: 'keptLogGigabyteMonth' }))];
};

/** A month of a stack of this contract in which nobody books. */
export function idleLines(contract: Business['contract'], costs: BillCosts): Line[] {
  const parts = standingPartsOf(synthesize(contract));
  const lines = [...standingLines(parts), ...clockLines(parts, costs), ...idleSecretReads(parts, costs)];
  return withKeptLogs(lines, parts);
}

/** A month of a business, by the number of its webhook URLs. */
export function linesOf(business: Business, costs: BillCosts, urls: Urls): Line[] {
  const { bookings, contract, newCustomers, mails, crmCalls } = business;
  const parts = standingPartsOf(synthesize(contract));
  const shares = sharesOf(business, costs, urls);
  const lines: Line[] = [
    ...standingLines(parts),
    factMetrics(business, parts),
    ...clockLines(parts, costs),
    ...idleSecretReads(parts, costs),
    ...secretReads(shares, bookings),
    ...whileDesksAreOpen(business, linesOfShares(shares, costs.readers, bookings)),
    { item: 'writes: names', meter: 'writeUnit', quantity: costs.newNameUnits * newCustomers * bookings },
    ...deskLines(business, costs),
    ...figureLines(costs, bookings),
    ...storageLines(costs, business),
    { item: 'e-mails to the staff', meter: 'mail', quantity: mails * bookings },
    { item: 'queues: events', meter: 'queueRequest', quantity: mails * bookings * REQUESTS_OF_AN_EVENT },
    { item: 'calls of the CRM', meter: 'apiDestinationCall', quantity: crmCalls * bookings },
  ];
  return withKeptLogs(lines, parts);
}
