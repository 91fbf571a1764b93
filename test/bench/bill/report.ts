import { fullContract, liveContract, shippedContract } from '../../infra/synthesized.ts';
import { against, tableOf } from '../figures.ts';
import type { Urls } from '../one-booking.ts';
import { adviceFor } from './advice.ts';
import { idleLines, linesOf } from './bill.ts';
import { A_MILLION, BUSINESSES, type Business } from './businesses.ts';
import { itemsOf, type Line, totalsOf } from './lines.ts';
import type { BillCosts } from './measure.ts';

const INTRODUCTION = `\`npm run bench -- --only cost\` makes this file. It runs the deployed bundles on this machine and counts their calls, write and read
units, log bytes and events. What does not follow the bookings (alarms, secrets, queues, schedules) is counted in the synthesized
template. Prices are list prices of us-east-1 in US dollars (\`infra/prices.ts\`). Where "what AWS gives for nothing" is taken off,
no other stack of the account uses it. A target stands behind "≤"; one that is missed is **bold**.`;

const [IDLE_TARGET, MILLION_TARGET] = [2, 100];
const LARGEST = 10;
/** What is less than half a cent is left out. */
const LEAST = 0.005;

const money = (dollars: number): string =>
  dollars >= 1_000 ? `$${Math.round(dollars).toLocaleString('en')}` : `$${dollars.toFixed(2)}`;

const share = (part: number, whole: number): string => `${Math.round((100 * part) / whole)} %`;

function idleTable(costs: BillCosts): string {
  const bills = [shippedContract, liveContract, fullContract].map((contract) => idleLines(contract, costs));
  const items = bills.map((lines) => new Map(itemsOf(lines)));
  const names = [...new Set(bills.flatMap((lines) => itemsOf(lines).map(([item]) => item)))];
  const cells = (item: string) => items.map((dollars) => dollars.get(item) ?? 0);
  const shown = names.filter((item) => cells(item).some((dollars) => dollars >= LEAST));
  const totals = bills.map(totalsOf);
  return tableOf(
    ['', 'as it is shipped', 'a live form, staff told', 'everything'],
    [
      ...shown.map((item) => [item, ...cells(item).map(money)]),
      ['at list prices', ...totals.map(({ full }) => money(full))],
      [
        '**with what AWS gives for nothing**',
        ...totals.map(({ withFree }, index) => (index === 0 ? against(withFree, IDLE_TARGET) : money(withFree))),
      ],
    ],
  );
}

/** What a million bookings add to the idle stack. */
function millionOf(costs: BillCosts, urls: Urls): { total: number; items: Map<string, number> } {
  const [busy, idle] = [linesOf(A_MILLION, costs, urls), idleLines(A_MILLION.contract, costs)];
  const before = new Map(itemsOf(idle));
  const items = itemsOf(busy).map(([item, dollars]) => [item, dollars - (before.get(item) ?? 0)] as const);
  return { total: totalsOf(busy).full - totalsOf(idle).full, items: new Map(items) };
}

/** Items under the service or the kind of work before their colon. */
function grouped(items: ReadonlyMap<string, number>): Map<string, number> {
  const groups = new Map<string, number>();
  for (const [item, dollars] of items) {
    const [group = item] = item.split(':');
    groups.set(group, (groups.get(group) ?? 0) + dollars);
  }
  return groups;
}

function millionTable(costs: BillCosts): string {
  const [one, three] = [millionOf(costs, 'one'), millionOf(costs, 'three')];
  const [ofOne, ofThree] = [grouped(one.items), grouped(three.items)];
  const names = [...ofOne].toSorted(([, a], [, b]) => b - a).map(([name]) => name);
  return tableOf(
    ['', 'one webhook URL', 'three'],
    [
      ...names
        .filter((name) => (ofOne.get(name) ?? 0) >= LEAST)
        .map((name) => [name, (ofOne.get(name) ?? 0).toFixed(2), (ofThree.get(name) ?? 0).toFixed(2)]),
      ['**all**', against(one.total, MILLION_TARGET), against(three.total, MILLION_TARGET)],
    ],
  );
}

function largestTable(lines: readonly Line[]): string {
  const { full } = totalsOf(lines);
  return tableOf(
    ['item', '$ a month', 'of all', 'how to lower it'],
    itemsOf(lines)
      .slice(0, LARGEST)
      .map(([item, dollars]) => [item, money(dollars), share(dollars, full), adviceFor(item)]),
  );
}

const uses = ({ bookings, desks, mails, crmCalls }: Business): string =>
  [
    `${bookings.toLocaleString('en')} bookings`,
    desks.open > 0 ? `${desks.open} desks open for ${desks.hours} hours` : 'no desk',
    ...(mails > 0 ? ['e-mails to the staff'] : []),
    ...(crmCalls > 0 ? ['a CRM'] : []),
  ].join(', ');

function businessSection(business: Business, costs: BillCosts): string {
  const lines = linesOf(business, costs, 'one');
  return [
    `### ${business.name[0]?.toUpperCase()}${business.name.slice(1)}`,
    `${uses(business)}.`,
    largestTable(lines),
  ].join('\n\n');
}

function businessTable(costs: BillCosts): string {
  return tableOf(
    ['', 'at list prices', 'with what AWS gives for nothing', 'a booking', 'with three webhook URLs'],
    BUSINESSES.map((business) => {
      const { full, withFree } = totalsOf(linesOf(business, costs, 'one'));
      const three = totalsOf(linesOf(business, costs, 'three')).full;
      return [
        business.name,
        money(full),
        money(withFree),
        `${((100 * full) / business.bookings).toFixed(3)} ¢`,
        money(three),
      ];
    }),
  );
}

const percent = (part: number): string => `${Math.round(part * 100)} %`;

/** What is assumed of a booking, by the numbers that the bill is reckoned with. */
function assumptions(): string[] {
  const [{ happens, newCustomers, customers } = A_MILLION] = BUSINESSES;
  return [
    "- A booking: the customer writes once, is invited by a message that brings the form's first screen along, looks at the times and at",
    `  another day, holds one, confirms and is told; ${percent(happens.reminder)} are reminded once, ${percent(happens.move)} are moved, ${percent(happens.cancellation)} cancelled, and the customers are`,
    `  told each time. The provider reports each message as sent, delivered and read. ${percent(newCustomers)} of the customers have a name of three`,
    '  words that was not known before.',
    '- The customer books later than a minute after they were invited: somebody has looked before whether the message arrived.',
    '- Five people can give the service, any of them will do, and each has ten appointments on each of 60 days.',
    '- Storage is what remains in the table once as much expires as comes, with the retention of `cdk.json` (400 days, and 90 for what',
    '  shows how messages travelled), and the backup of it. DynamoDB adds 100 bytes to each item and entry. What waits is in the index',
    `  of what is due until then. A customer has names in the table, once for ${(1 / customers).toFixed(1)} bookings.`,
    '- Lambda asks each queue 15 times a minute, also an empty one.',
    '- Logs are kept for a month, uncompressed. An answer takes 1 KB out of AWS, a call of the provider 4 KB.',
    '- A desk asks once a second, and reads its day and the worklist of a month again after each change while it is open.',
    "- Not on this bill: Meta's and the provider's prices, taxes, support, and what other stacks of the account use of what is free.",
  ];
}

/** docs/cost.md. `circumstances` says when and with what it was measured. */
export function reportBill(costs: BillCosts, circumstances: string): string {
  return [
    '# What it costs',
    INTRODUCTION,
    circumstances,
    '## A month in which nobody books',
    idleTable(costs),
    '## A million bookings in a month',
    'With live times, one notice and one reminder each, by customers who are known. Without the idle stack, and without what AWS gives for\nnothing.',
    millionTable(costs),
    '## Three businesses',
    'With one webhook URL, all in.',
    businessTable(costs),
    ...BUSINESSES.map((business) => businessSection(business, costs)),
    '## What it is reckoned with',
    assumptions().join('\n'),
  ].join('\n\n');
}
