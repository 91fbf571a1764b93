/**
 * How a business lowers an item of the bill, by the item's name or the beginning of it. What would take something away
 * says what.
 */
const ADVICE: readonly [item: string, advice: string][] = [
  [
    'reads: exchange-flow-data',
    'A look at the times reads each day of four weeks of the first person who may be chosen, and those of others on days that are full. A `horizonDays` below 28 reads less.',
  ],
  [
    'reads: count-figures',
    'Figures are counted some fifteen times. A `retention.messageDays` below 90 ends that sooner.',
  ],
  ['reads: what tells open desks', 'Close desks that nobody looks at: a hidden one does not ask.'],
  ['reads: query-', 'An open desk reads its day again after each change: fewer open desks, or the CRM instead.'],
  [
    'reads: tell-customer',
    'Leave out `confirmation` where the form says it already. Then nobody is told of what staff change.',
  ],
  ['reads: reconcile', 'Fewer `reminders`: each is planned, read again when it is due, and followed.'],
  ['reads', 'Nothing to set: the item follows the bookings.'],
  [
    'requests: webhooks',
    'One webhook URL instead of three (`npm run channel -- register`): each event then comes once.',
  ],
  ['requests: the live form', 'The static form asks nothing; it shows no live times.'],
  ['requests: desks', 'A desk asks once a second while it is visible. Close those that nobody looks at.'],
  ['requests', 'Nothing to set: each invitation is one request.'],
  ['Lambda: exchange-flow-data', 'As its reads: what takes time is to find the free times in all those days.'],
  [
    'Lambda: tell-customer',
    'Most of it is waiting for the provider. Its memory has the least that it needs (`infra/constructs/memory.ts`).',
  ],
  ['Lambda: reconcile', 'Fewer `reminders`. Its runs of the minute that find nothing are within what is free.'],
  ['Lambda: query-', 'Fewer open desks.'],
  ['Lambda: receive-webhook', 'Nothing to set: one run for each event, in the least time.'],
  ['Lambda: send-', 'Most of it is waiting for the provider.'],
  ['Lambda', 'Nothing to set: the item follows the bookings.'],
  [
    'writes: names',
    'A name of one word takes a third. Whoever never looks for customers by name can leave `fields.name` out of the form.',
  ],
  ["writes: resources' days", 'The static form holds nothing before it books: one write of a day instead of two.'],
  ['writes: what tells open desks', 'Close desks that nobody looks at: nothing is written while none is open.'],
  ['writes: messages', 'Fewer messages: each status that the phone reports is a write.'],
  ['writes: notices', 'Fewer messages, as above.'],
  ['writes: reminders', 'Fewer `reminders`.'],
  ['writes', 'A shorter form: notes are stored as they were sent and as they were read.'],
  [
    'storage',
    'A shorter `retention.invitationDays`: 180 instead of 400 days keeps about half. Messages leave before (`messageDays`).',
  ],
  ['backup', 'As the storage. The backup itself is what brings a table back to any second of 35 days.'],
  ['events on the bus', 'Nothing to set: each fact is announced once.'],
  ['queues: polling', 'Leave out what the contract does not need: `staff.emails` has a queue, `staff.phones` two.'],
  ['queues: events', 'Nothing to set: three requests for each event.'],
  ['secrets', 'Nothing to set: two secrets, and each process reads them every five minutes.'],
  [
    "logs: Lambda's own lines",
    '`monitoring: "basic"` leaves them out, with the used memory and the start-up time of runs that succeed.',
  ],
  [
    "logs: the functions' lines",
    'Nothing to set: a line for each thing that happened, by which `trace` tells of a booking.',
  ],
  ['logs: lines that carry metrics', '`monitoring: "basic"` writes only what its alarms look for.'],
  ['logs', 'Nothing to set: a line of five fields for each request, on which alarms rest.'],
  ['alarms', 'Fewer alarms: see the decision on monitoring in `docs/decisions/`.'],
  ['dashboard', 'A dashboard of at most 50 metrics is free.'],
  ['metrics', 'Nothing to set: a metric is paid for in the hours in which it is written.'],
  ['e-mails to the staff', 'One address that forwards, instead of several.'],
  ['calls of the CRM', 'Nothing to set: one for each booking, change and cancellation.'],
  ['traffic', 'Nothing to set. Requests to the provider are most of it.'],
];

/** Throws if there is none. */
export function adviceFor(item: string): string {
  const [, advice] = ADVICE.find(([beginning]) => item.startsWith(beginning)) ?? [];
  if (advice === undefined) throw new Error(`Nothing is said about how to lower "${item}".`);
  return advice;
}
