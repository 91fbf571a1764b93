import {
  BOOKINGS_PER_RUN,
  type Cost,
  costOf,
  OURS,
  PROVIDER_CALL_MS,
  SERVICES,
  type Share,
  sum,
  TURN_MS,
} from '../cost-model.ts';
import { tableOf } from '../figures.ts';
import type { Step, Urls } from '../one-booking.ts';
import { callsOf } from '../places/report.ts';
import { type TellingCosts, TOLD, type Told } from './measure.ts';

/** The full cost of one booking: its own steps, and its share of the minute's look. */
function costsOf({ costs, readers }: TellingCosts, told: Told, urls: Urls): Cost {
  const { steps, minute } = costs[told];
  const shares: Share[] = [
    ...steps[urls].map((step) => ({ step, part: 1 })),
    ...minute.map((step) => ({ step, part: 1 / BOOKINGS_PER_RUN })),
  ];
  return costOf(shares, readers, OURS);
}

const dollars = (cost: number) => (cost * 1e6).toFixed(2);
const totalOf = (cost: Cost) => sum(Object.values(cost));

/** The table of the costs of one kind of booking after the other, and what each adds to the one before. */
function costRows(costing: TellingCosts): string[][] {
  const all = (['three', 'one'] as const).map((urls) => TOLD.map((told) => costsOf(costing, told, urls)));
  const cells = (pick: (cost: Cost) => number): string[] =>
    all.flatMap((costs) => {
      const [nothing = 0, notice = 0, reminder = 0] = costs.map(pick);
      return [nothing, notice - nothing, reminder - notice, reminder].map(dollars);
    });
  return [
    ...SERVICES.map((service) => [service, ...cells((cost) => cost[service])]),
    ['**all**', ...cells(totalOf).map((cell, index) => (index % 4 === 3 ? `**${cell}**` : cell))],
  ];
}

const units = (steps: readonly Step[], of: (step: Step) => number) => sum(steps.map(of));

/** What one booking takes with one URL, and its share of the minute. */
function unitsRow({ costs }: TellingCosts, told: Told): string[] {
  const { steps, minute } = costs[told];
  const own = steps.one;
  const shared = (of: (step: Step) => number) => units(own, of) + units(minute, of) / BOOKINGS_PER_RUN;
  return [
    { nothing: 'a booking', notice: 'with a notice', reminder: 'with a notice and a reminder' }[told],
    shared(({ writeUnits }) => writeUnits).toFixed(1),
    shared(({ readUnits }) => readUnits).toFixed(1),
    shared(({ providerCalls }) => providerCalls).toFixed(0),
    shared(({ announced }) => announced).toFixed(0),
    String(own.length),
  ];
}

/** The section of the report. */
export function reportTelling(costing: TellingCosts): string {
  const total = (urls: Urls) => dollars(totalOf(costsOf(costing, 'reminder', urls)));
  const telling = costing.costs.reminder.steps.one.filter(({ name }) => name === 'tell-customer');
  return [
    '## A notice and a reminder',
    '',
    'A booking as in "Calls and cost", then its confirmation as a text (the form has opened the session window), and a reminder on the',
    'evening before as a template. The provider reports each of the three messages as sent, delivered and read. With one webhook URL,',
    'all functions and `reconcile`’s share of a minute counted:',
    '',
    tableOf(
      ['', 'write units', 'read units', 'provider calls', 'bus events', 'runs before they are shared'],
      TOLD.map((told) => unitsRow(costing, told)),
    ),
    '',
    `One run of \`tell-customer\` sends the notice and plans the reminder: ${callsOf(telling)}. \`reconcile\` sends the reminder when it is due.`,
    '',
    `A million bookings in a month, each with one notice and one reminder, cost **$${total('three')}** with three webhook URLs and **$${total('one')}** with one,`,
    'in US dollars at list prices of us-east-1, without free tiers, and without what Meta charges for the template:',
    '',
    tableOf(
      [
        'service',
        ...['three URLs', 'one URL'].flatMap((urls) => [`${urls}: booking`, '+ notice', '+ reminder', 'all']),
      ],
      costRows(costing),
    ),
    '',
    `Reckoned as above. An event in a queue is three requests of SQS. A send by \`tell-customer\` waits ${PROVIDER_CALL_MS} ms for the provider; what`,
    `a shard of \`reconcile\` sends has its turn every ${TURN_MS} ms. Not counted besides: the polling of an empty queue, which does not follow the bookings.`,
  ].join('\n');
}
