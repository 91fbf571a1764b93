import { createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import { withNames } from '../../../functions/shared/domain/customer/known-names.ts';
import { ChatId } from '../../../functions/shared/domain/customer/recipient.ts';
import { DAY_MS, instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { deriveKeys } from '../../../functions/shared/secrets/derived-keys.ts';
import { writeNamesOfChat } from '../../../functions/shared/store/customer/name-index.ts';
import type { CustomerTable } from '../../../functions/shared/store/table/table.ts';
import { contractWithoutServices } from '../../support/contract.ts';
import { aPhone, completionBody, secondsAgo } from '../../support/webhooks.ts';
import { apiEvent, rootSecret, webhookEvent } from '../http-events.ts';
import { middleSteps } from '../middle-steps.ts';
import { type Booking, type Step, startBooking } from '../one-booking.ts';
import type { StreamReader } from '../stream-readers.ts';

const WARM_UP = 3;
const ROUNDS = 5;
/** Customers in the index while it is searched. */
export const CUSTOMERS = 3_000;

const FIRST_NAMES =
  'María Carmen Ana Laura Marta Cristina Lucía Elena Paula Sara Antonio Manuel José Francisco David Juan Javier Daniel Carlos Mario'.split(
    ' ',
  );
const LAST_NAMES =
  'García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz Moreno Muñoz Álvarez Romero Alonso Gutiérrez Navarro Torres Domínguez Vázquez Ramos Gil Ramírez Serrano Blanco Molina'.split(
    ' ',
  );

/** A name of three words, each combination once. */
function nameOf(index: number): string {
  const [first, one, other] = [index, Math.floor(index / 20), Math.floor(index / 7)];
  return [FIRST_NAMES[first % 20], LAST_NAMES[one % 30], LAST_NAMES[(other + 11) % 30]].join(' ');
}

/** What staff type, and the name for it in the report. */
export const SEARCHES = {
  'two letters': 'ma',
  'three letters': 'mar',
  'four letters': 'mart',
  'a first name': 'marta',
  'two words': 'marta gil',
  'a name that nobody has': 'marisol',
} as const;
export type Search = keyof typeof SEARCHES;

/** What a booking takes of a customer who is new, and of one who is known under the name. */
export type CustomerCosts = {
  bookings: Record<'new' | 'known', Step[]>;
  searches: Record<Search, Step & { found: number }>;
  readers: StreamReader[];
};

const Found = z.object({ body: z.string() });
const CustomerPage = z.object({ items: z.array(z.unknown()) });

/** The table as the functions open it. */
function customerTable({ database, tableName }: Booking): CustomerTable {
  const { pseudonym } = deriveKeys(rootSecret);
  const channelId = contractWithoutServices().channel.id;
  return {
    name: tableName,
    channelId,
    client: database,
    pseudonym: async (address) =>
      createHmac('sha256', pseudonym).update(`${channelId}\n${address}`).digest('base64url'),
  };
}

async function fill(stack: Booking): Promise<void> {
  const table = customerTable(stack);
  for (let index = 0; index < CUSTOMERS; index++) {
    const at = instantAt(Date.now() - DAY_MS + index);
    const names = withNames(undefined, { names: [nameOf(index)], at, until: instantAt(Date.now() + 400 * DAY_MS) });
    if (!names) throw new Error('The name has no words.');
    const chatId = ChatId.parse(`${34_600_000_000 + index}@c.us`);
    await writeNamesOfChat(table, chatId, { seen: undefined, names }, { heardAt: at, now: at });
  }
  await stack.passOver();
}

let booked = 0;

/** A form of a customer with a name of three words, for a service of its own. */
async function book(stack: Booking, { phone, token }: { phone: string; token: string }): Promise<Step[]> {
  const steps: Step[] = [];
  const day = new Date(Date.now() + 3 * DAY_MS).toISOString().slice(0, 10);
  const fields = { service: `Visit ${booked++}`, date: day, time: '10:00', name: 'Ana García López' };
  const event = webhookEvent(completionBody('raw', { phone, token, fields, at: secondsAgo(0) }));
  await stack.run(steps, 'record-flow-completion', event);
  return steps;
}

async function measureBookings(stack: Booking): Promise<CustomerCosts['bookings']> {
  const [rounds, again]: [Step[][], Step[][]] = [[], []];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const phone = aPhone();
    const isWarm = round >= WARM_UP;
    const first = await book(stack, await stack.inviteUnheard(phone));
    const second = await book(stack, await stack.inviteUnheard(phone));
    if (isWarm) rounds.push(first);
    if (isWarm) again.push(second);
  }
  return { new: middleSteps(rounds, 'a new customer'), known: middleSteps(again, 'a known customer') };
}

/** What a booking takes of a customer who is new, and of one who is known under the name. */
export async function measureNamedBookings(bundles: string): Promise<CustomerCosts['bookings']> {
  const stack = await startBooking(bundles);
  try {
    return await measureBookings(stack);
  } finally {
    await stack.stop();
  }
}

async function measureSearch(stack: Booking, q: string): Promise<Step & { found: number }> {
  const rounds: Step[][] = [];
  let found = 0;
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const steps: Step[] = [];
    const answer = await stack.run(steps, 'query-customers', apiEvent('GET /customers', { query: { q } }));
    found = CustomerPage.parse(JSON.parse(Found.parse(answer).body)).items.length;
    if (round >= WARM_UP) rounds.push(steps);
  }
  const [step] = middleSteps(rounds, q);
  if (!step) throw new Error('The search was not measured.');
  return { ...step, found };
}

/** Books and searches with the deployed functions until they are warm, then counts and measures. */
export async function measureCustomers(bundles: string): Promise<CustomerCosts> {
  const stack = await startBooking(bundles);
  try {
    const bookings = await measureBookings(stack);
    await fill(stack);
    const searches = {} as CustomerCosts['searches'];
    for (const [name, q] of Object.entries(SEARCHES) as [Search, string][])
      searches[name] = await measureSearch(stack, q);
    return { bookings, searches, readers: stack.readers };
  } finally {
    await stack.stop();
  }
}
