import { randomUUID } from 'node:crypto';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AttributeValue,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { writeEndpoints } from '../../../local/endpoints.ts';
import type { LocalStack } from '../../../local/start-local-stack.ts';
import { runIn } from '../../cli/support/channel-world.ts';
import { temporaryFolder } from '../../cli/support/temporary-folder.ts';
import { eventually } from '../../local/support/eventually.ts';
import { request } from './request.ts';
import { createSimulatorControl } from './simulator-control.ts';

const PROJECT = join(import.meta.dirname, '..', '..', '..');

/** A leap of the clock may outrun the look at what is due: the next one comes a minute later. */
const BOUND_MS = 90_000;

const NOT_READY = 'urn:appointment-flow:problem:not-ready';

const Listed = z.object({
  items: z.array(z.object({ invitationId: z.string(), booking: z.optional(z.looseObject({ state: z.string() })) })),
});
const Followed = z.object({
  notices: z.array(z.object({ state: z.string() })),
  reminders: z.array(z.object({ key: z.string(), state: z.string() })),
});
const Booked = z.object({ invitationId: z.string() });
const Invited = z.object({ invitationId: z.string(), messageId: z.string() });

export const ANYONE = { region: 'local', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

/** An item as `aws dynamodb get-item` gives it. */
export type Item = Record<string, AttributeValue>;

export type DrilledStack = ReturnType<typeof follow>;

/** What staff, customers and an operator do with one start of the stack, and see of it, on one day of the clinic. */
export function follow(local: LocalStack, day: string) {
  const { endpoints } = local;
  const simulator = createSimulatorControl(endpoints.provider, {});
  const headers = { authorization: `Bearer ${endpoints.apiKey}` };
  const { endpoint, name: TableName } = endpoints.inspection.table;
  const table = new DynamoDBClient({ ...ANYONE, endpoint });
  const setAside = new Set(endpoints.inspection.queues.deadLetters.map(({ url }) => url.split('/').at(-1)));
  /** Asks again, as callers do, if a function was too slow on a busy machine: with a key, a repeat has no further effect. */
  const api = (method: string, path: string, body?: unknown) => {
    const all = { ...headers, ...(method === 'POST' && { 'idempotency-key': randomUUID() }) };
    return eventually(async () => {
      const answer = await request(method, `${endpoints.api}${path}`, body, all);
      return (answer.status < 500 || answer.body['type'] === NOT_READY) && answer;
    }, BOUND_MS);
  };
  /** What the business sent to this phone, in order. */
  const toldTo = async (phone: string): Promise<string[]> =>
    (await simulator.messages(phone)).flatMap(({ from, text }) => (from === 'business' ? [text] : []));

  /** Whoever asks too often for a while is told so, and asks again. */
  const untilFollowed = (id: string, isSo: (followed: z.infer<typeof Followed>) => boolean) =>
    eventually(async () => {
      const { data } = Followed.safeParse((await api('GET', `/invitations/${id}`)).body);
      return data !== undefined && isSo(data);
    }, BOUND_MS);

  return {
    simulator,
    toldTo,
    events: local.events,
    now: local.clock.now,
    stop: local.stop,

    /** Staff book with Ana for half an hour. */
    book: (time: string, phone?: string) =>
      api('POST', '/bookings', {
        service: 'consultation',
        resource: 'ana',
        date: day,
        time,
        customerName: 'Sam',
        phone,
      }),
    async booked(time: string, phone?: string): Promise<string> {
      const { status, text, body } = await this.book(time, phone);
      if (status !== 201) throw new Error(`The booking at ${time} was answered with ${status}: ${text}`);
      return Booked.parse(body).invitationId;
    },
    cancel: (invitationId: string) => api('POST', `/bookings/${invitationId}/cancel`),
    move: (invitationId: string, time: string) => api('PATCH', `/bookings/${invitationId}`, { date: day, time }),
    erase: (phone: string) => api('DELETE', `/customers?phone=${phone}`),
    invitationTo: (phone: string) => api('POST', '/invitations', { phone }),
    async invite(phone: string) {
      await simulator.write(phone);
      const { status, body, text } = await this.invitationTo(phone);
      if (status !== 201) throw new Error(`The invitation was answered with ${status}: ${text}`);
      return Invited.parse(body);
    },
    /** The customer sends the form for the consultation with anybody. */
    complete: (phone: string, messageId: string, time: string) =>
      simulator.complete(phone, messageId, { service: 'consultation', date: day, time, name: 'Alex' }),
    /** The form that this customer was sent. */
    formOf: (phone: string) =>
      eventually(async () => (await simulator.messages(phone)).find(({ flow }) => flow !== undefined)?.id, BOUND_MS),
    invitation: (id: string) => api('GET', `/invitations/${id}`),
    /** The bookings of the day that stand. */
    async bookings(): Promise<string[]> {
      const { body } = await api('GET', `/bookings?from=${day}&to=${day}`);
      const { items } = Listed.parse(body);
      return items.flatMap(({ invitationId, booking }) => (booking?.state === 'booked' ? [invitationId] : []));
    },
    /** Those in the calendar feed that it does not call cancelled. */
    async calendar(): Promise<string[]> {
      const { text } = await request('GET', endpoints.calendar);
      const events = text.replace(/\r\n /g, '').split('BEGIN:VEVENT').slice(1);
      return events.flatMap((event) => {
        const [, uid = ''] = /^UID:([0-9a-f-]{36})/m.exec(event) ?? [];
        return event.includes('STATUS:CANCELLED') ? [] : [uid];
      });
    },
    /** Waits until it is decided what the customer was told of so many versions: on a busy machine that may be "unknown". */
    untilTold: (id: string, versions = 1) =>
      untilFollowed(
        id,
        ({ notices }) => notices.length >= versions && notices.every(({ state }) => state !== 'pending'),
      ),
    /** The same of the reminder that goes out days before. */
    untilReminded: (id: string) =>
      untilFollowed(id, ({ reminders }) =>
        reminders.some(({ key, state }) => key === 'day-before' && state !== 'planned'),
      ),
    /** Waits for the invitation of this customer. */
    async untilInvited(phone: string): Promise<string> {
      const { items } = await eventually(async () => {
        const found = Listed.safeParse((await api('GET', `/invitations?phone=${phone}`)).body).data;
        return found && found.items.length > 0 && found;
      }, BOUND_MS);
      return items[0]?.invitationId ?? '';
    },

    /** `aws dynamodb scan` */
    async scan(): Promise<Item[]> {
      const items: Item[] = [];
      for await (const page of paginateScan({ client: table }, { TableName, ConsistentRead: true })) {
        items.push(...(page.Items ?? []));
      }
      return items;
    },
    /** `aws dynamodb get-item` */
    getItem: async (pk: string): Promise<Item | undefined> =>
      (await table.send(new GetItemCommand({ TableName, Key: { pk: { S: pk } }, ConsistentRead: true }))).Item,
    /** `aws dynamodb put-item` */
    putItem: (item: Item) => table.send(new PutItemCommand({ TableName, Item: item })),

    /** `npm run channel -- … --local` */
    channel(...argv: string[]) {
      const folder = temporaryFolder();
      cpSync(join(PROJECT, 'cdk.json'), join(folder, 'cdk.json'));
      writeEndpoints(join(folder, '.local', 'endpoints.json'), endpoints);
      return runIn(folder, [...argv, '--local']);
    },
    /** Moves the clock by an hour, and waits for the look at the channel that follows. */
    async watchChannel() {
      const runs = () => local.log('watch-channel')?.match(/^REPORT RequestId/gm)?.length ?? 0;
      const past = runs();
      await simulator.advance(3600);
      await eventually(() => runs() > past, BOUND_MS);
    },
    /** Waits until a function has failed, and then lets more than the twelve hours go by for which a record is tried again. */
    async untilGivenUp(label: string) {
      await eventually(() => local.log(label)?.includes('Error: '), BOUND_MS);
      await simulator.advance(13 * 3600);
      await eventually(() => local.failures().length > 0, BOUND_MS);
    },
    /** All that was posted and queued has been worked off. A look at what is due that a leap of the clock outran lies set aside. */
    untilQuiet: () =>
      eventually(async () => {
        const worked = local.queues().filter(({ name }) => !setAside.has(name));
        return worked.every(({ visible, hidden }) => visible + hidden === 0) && (await simulator.hasPostedAll());
      }, BOUND_MS),
  };
}
