import { BOOKINGS, type Cost, costOf, OURS, sum } from '../cost-model.ts';
import { tableOf } from '../figures.ts';
import type { Step } from '../one-booking.ts';
import { callsOf } from '../places/report.ts';
import { CUSTOMERS, type CustomerCosts, SEARCHES, type Search } from './measure.ts';

/** Without the secrets, which cost by the month. */
const dollarsOf = ({ 'Secrets Manager': _, ...cost }: Cost) => (sum(Object.values(cost)) * BOOKINGS).toFixed(2);

const isOfNames = (type: string): boolean => type === 'name' || type === 'chat';

/** The write units by which customers are found by name. */
export const namesUnits = (steps: readonly Step[]) =>
  sum(
    steps.flatMap(({ written }) =>
      written.filter(({ type }) => isOfNames(type)).map((item) => item.table + item.indexes),
    ),
  );

/** The section of the report. */
export function reportCustomers({ bookings, searches, readers }: CustomerCosts): string {
  const bookingRow = (what: string, steps: readonly Step[]) => [
    what,
    String(sum(steps.map(({ writeUnits }) => writeUnits))),
    String(namesUnits(steps)),
    String(sum(steps.map(({ readUnits }) => readUnits))),
    sum(steps.map(({ cpuMs }) => cpuMs)).toFixed(1),
    dollarsOf(
      costOf(
        steps.map((step) => ({ step, part: 1 })),
        readers,
        OURS,
      ),
    ),
  ];
  const searchRow = (name: Search) => {
    const step = searches[name];
    return [
      `${name}: \`${SEARCHES[name]}\``,
      String(step.found),
      callsOf([step]),
      String(step.readUnits),
      step.cpuMs.toFixed(1),
      step.wallMs.toFixed(0),
    ];
  };
  return [
    '## Customers by name',
    '',
    'A form, with all that follows from it by the stream, of a customer whose name has three words, the first time and once more',
    'under the same name:',
    '',
    tableOf(
      ['', 'write units', 'of these for the name', 'read units', 'CPU ms', '$ a million'],
      [bookingRow('a new customer', bookings.new), bookingRow('a known one', bookings.known)],
    ),
    '',
    'A customer is found by the name of the booking and by what they call themselves, here one word more. An entry of a word is',
    'written in a transaction, which counts it twice, and stands once in an index. A word of four letters or more has two entries.',
    '',
    `One page of \`GET /customers?q=\` among ${CUSTOMERS.toLocaleString('en')} customers of 20 first names and 30 last names, so that all begin like many others:`,
    '',
    tableOf(
      ['what is typed', 'found', 'table calls', 'read units', 'CPU ms', 'ms'],
      (Object.keys(SEARCHES) as Search[]).map(searchRow),
    ),
    '',
    'Each customer who is shown is read with all their addresses. 1 MB of the index, some 5,000 entries, is 128 read units, and one',
    'search reads little more than 3 MB.',
  ].join('\n');
}
