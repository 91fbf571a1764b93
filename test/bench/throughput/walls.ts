import type { DynamoDBRecord } from 'aws-lambda';
import { sum } from '../cost-model.ts';
import { figureOf } from '../figures.ts';
import { startTelling } from '../notices/told-booking.ts';
import { BATCH, type Booking, type Step, startBooking } from '../one-booking.ts';
import type { Taken } from './taken.ts';

/** Bookings of which the stream brings several full batches. */
const BOOKINGS = 60;
const WARM_UP = 20;
const TELLINGS = 8;

/** What one booking asks of the parts of the stack that all bookings share. */
export type Demand = {
  /** Records that publish-events gets, events on the bus, and the processor's time for a record in a full batch, in ms. */
  announced: { records: number; events: number; cpuMsOfRecord: number };
  /** What settle-bookings takes in full batches. */
  settled: Taken;
  /** What tell-customer takes, which works on one booking at a time. */
  told: Taken;
  /** Write units of the table, and of the two indexes of which few partitions take all. */
  units: { table: number; due: number; worklist: number };
  /** Webhooks, where one URL gets them all. */
  webhooks: number;
};

const batchesOf = (records: DynamoDBRecord[]): object[] =>
  Array.from({ length: Math.ceil(records.length / BATCH) }, (_, index) => ({
    Records: records.slice(index * BATCH, (index + 1) * BATCH),
  }));

/** So many bookings, and the records that their functions wrote. */
async function recordsOf(booking: Booking, bookings: number): Promise<DynamoDBRecord[]> {
  const records: DynamoDBRecord[] = [];
  for (let count = 0; count < bookings; count++) records.push(...(await booking.bookUnheard()));
  return records;
}

function hearing(booking: Booking, name: 'publish-events' | 'settle-bookings', records: DynamoDBRecord[]) {
  const reader = booking.readers.find((one) => one.name === name);
  return records.filter((record) => reader?.hears(record));
}

/** Settles bookings, and what their settling brings by the stream, until nothing is left; returns what it took and all it wrote. */
async function settle(booking: Booking, records: DynamoDBRecord[]) {
  const wrote: DynamoDBRecord[] = [];
  let cpuMs = 0;
  booking.takeTableCalls();
  for (let left = hearing(booking, 'settle-bookings', records); left.length > 0; ) {
    cpuMs += (await booking.hostOf('settle-bookings').invoke('settle-bookings', ...batchesOf(left))).cpuMs;
    const written = await booking.written();
    wrote.push(...written);
    left = hearing(booking, 'settle-bookings', written);
  }
  return { cpuMs, tableCalls: sum(Object.values(booking.takeTableCalls())), wrote };
}

async function measureStream(booking: Booking): Promise<Pick<Demand, 'announced' | 'settled'>> {
  await settle(booking, await recordsOf(booking, WARM_UP));
  const records = await recordsOf(booking, BOOKINGS);
  const { cpuMs, tableCalls, wrote } = await settle(booking, records);
  const announced = hearing(booking, 'publish-events', [...records, ...wrote]);
  const publish = () => booking.hostOf('publish-events').invoke('publish-events', ...batchesOf(announced));
  await publish();
  const before = booking.busEvents();
  const published = await publish();
  return {
    announced: {
      records: announced.length / BOOKINGS,
      events: (booking.busEvents() - before) / BOOKINGS,
      cpuMsOfRecord: published.cpuMs / announced.length,
    },
    settled: { cpuMs: cpuMs / BOOKINGS, tableCalls: tableCalls / BOOKINGS, providerCalls: 0 },
  };
}

/** Those that count changes for desks are left out: a batch of the stream writes one, however many bookings are in it. */
const unitsIn = (steps: Step[], index?: 'due' | 'worklist') =>
  sum(
    steps
      .flatMap(({ written }) => written.filter(({ type }) => type !== 'changes'))
      .map(({ table, byIndex }) => (index ? (byIndex[index] ?? 0) : table)),
  );

async function measureUnits(booking: Booking): Promise<Pick<Demand, 'units' | 'webhooks'>> {
  const steps = await booking.book('one');
  const checks = await booking.follow(BOOKINGS);
  const of = (index?: 'due' | 'worklist') => unitsIn(steps, index) + unitsIn(checks, index) / BOOKINGS;
  return {
    units: { table: of(), due: of('due'), worklist: of('worklist') },
    webhooks: steps.filter(({ name }) => name === 'receive-webhook').length,
  };
}

async function measureTold(bundles: string): Promise<Taken> {
  const telling = await startTelling(bundles, false);
  try {
    const told: Step[] = [];
    for (let count = 0; count < TELLINGS; count++) {
      told.push(...(await telling.tell('one')).filter(({ name }) => name === 'tell-customer'));
    }
    const middle = (of: (step: Step) => number) => figureOf(told.slice(TELLINGS / 2).map(of)).median;
    return {
      cpuMs: middle(({ cpuMs }) => cpuMs),
      tableCalls: middle(({ tableCalls }) => sum(Object.values(tableCalls))),
      providerCalls: middle(({ providerCalls }) => providerCalls),
    };
  } finally {
    await telling.stop();
  }
}

/** Books with the deployed functions, and measures what a booking takes of what all of them share. */
export async function measureDemand(bundles: string): Promise<Demand> {
  const booking = await startBooking(bundles);
  try {
    const stream = await measureStream(booking);
    return { ...stream, ...(await measureUnits(booking)), told: await measureTold(bundles) };
  } finally {
    await booking.stop();
  }
}
