import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import * as z from 'zod/mini';
import { parseJson } from '../../functions/shared/domain/text/json.ts';
import type { Clock } from '../clock.ts';
import { closeServer, listen } from '../http/listen.ts';
import { createBoundedLog } from '../one-msg/bounded-log.ts';
import { readObject } from '../one-msg/request-body.ts';
import { parseInput } from '../parse-input.ts';
import { ReceiverBehaviour, TAKES_ALL } from './receiver-behaviour.ts';

/** Replaces the CRM of a local stack. */
export type Receiver = {
  /** Its address, without a slash at the end. */
  address: string;
  /** The URL for bookings. */
  url: string;
  close(): Promise<void>;
};

export type ReceiverOptions = {
  /** The required header of every booking, and its key. */
  header: string;
  key(): string | undefined;
  clock: Clock;
  /** Receives one line for each request, without names and phones: `GET /deliveries` shows those. */
  report(line: string): void;
};

/** A request, and the answer to it. */
export type Delivery = {
  at: string;
  type: string;
  eventId: string;
  invitationId: string;
  /** The event's delivery number, from 1, as far as the log reaches. */
  attempt: number;
  /** 0: no answer, the connection was closed. */
  status: number;
  body: unknown;
};

/** The fields of a booking event that the receiver reads. */
const HandedOff = z.object({ type: z.string(), detail: z.object({ eventId: z.string(), invitationId: z.string() }) });
const UNREADABLE = { type: 'unreadable', detail: { eventId: '', invitationId: '' } };

const REMEMBERED = 500;
const PATH = '/bookings';

/**
 * Starts the receiver on a free port. `POST /bookings` takes a booking event; `GET /deliveries` lists the requests,
 * oldest first; `PUT /behaviour` makes it slow, unavailable or rejecting (omitted fields have their start values);
 * `DELETE /behaviour` restores the start values.
 */
export async function startReceiver({ header, key, clock, report }: ReceiverOptions): Promise<Receiver> {
  const deliveries = createBoundedLog<Delivery>(REMEMBERED);
  let behaviour = TAKES_ALL;

  function record(body: unknown, status: number): void {
    const { type, detail } = HandedOff.safeParse(body).data ?? UNREADABLE;
    const { eventId, invitationId } = detail;
    const attempt = 1 + deliveries.all().filter((delivery) => delivery.eventId === eventId).length;
    deliveries.add({ at: clock.now().toISOString(), type, eventId, invitationId, attempt, status, body });
    const again = attempt > 1 ? `, attempt ${attempt}` : '';
    report(`CRM  ${type}  ${invitationId}  ${status === 0 ? 'no answer' : status}${again}`);
  }

  function statusFor(body: unknown, given: string | undefined): number {
    if (given === undefined || given !== key()) return 401;
    const handedOff = HandedOff.safeParse(body).data;
    if (!handedOff || behaviour.refuse.includes(handedOff.detail.invitationId)) return 400;
    return behaviour.status;
  }

  async function receive(c: Context<{ Bindings: HttpBindings }>): Promise<Response> {
    const body = parseJson(await c.req.text());
    const { down, latencyMs, retryAfterSeconds } = behaviour;
    if (down) {
      record(body, 0);
      c.env.incoming.socket.destroy();
      return c.body(null);
    }
    await wait(latencyMs);
    const status = statusFor(body, c.req.header(header));
    record(body, status);
    const again = retryAfterSeconds !== undefined && status >= 300 ? { 'retry-after': `${retryAfterSeconds}` } : {};
    return new Response(null, { status, headers: again });
  }

  const app = new Hono<{ Bindings: HttpBindings }>();
  app.post(PATH, receive);
  app.get('/deliveries', (c) => c.json(deliveries.all()));
  app.get('/behaviour', (c) => c.json(behaviour));
  app.put('/behaviour', async (c) => {
    const parsed = parseInput(ReceiverBehaviour, await readObject(c));
    if (!parsed.ok) return c.json({ error: parsed.fault }, 400);
    behaviour = parsed.value;
    return c.json(behaviour);
  });
  app.delete('/behaviour', (c) => {
    behaviour = TAKES_ALL;
    return c.json(behaviour);
  });

  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  const address = await listen(server, 0);
  return { address, url: `${address}${PATH}`, close: () => closeServer(server, 0) };
}
