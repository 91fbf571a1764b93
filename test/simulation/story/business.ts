import type { Invocation } from '../engine/invocation.ts';
import type { HttpAnswer } from '../model/http.ts';
import type { World } from '../model/world.ts';
import type { Act } from './story.ts';

/** An answer, and the start and end of its run. */
export type HeardAnswer = HttpAnswer & { startedAt: number; at: number };

/** One request of the business, with all its repeats. */
export type BusinessRequest = {
  key: string;
  kind: 'invitation' | 'change' | 'move' | 'cancellation';
  idempotencyKey?: string;
  /** Every answer, in order. A crashed run answers 500. */
  answers: HeardAnswer[];
  /** The invited customer. */
  customerId?: string;
  /** The invitation it concerns, if known beforehand. */
  invitationId?: string;
  notes?: string;
};

/** A customer to be erased: since when, and when the stack reported completion. */
export type Erasing = { customerId: string; askedAt: number; doneAt?: number };

const REPEATS_MS = [2_000, 20_000, 120_000, 20 * 60_000];
/** How often and after how long staff look again for a booking to decide on. */
const PATIENCE = 12;
const WAIT_MS = 5 * 60_000;

/** The requested start of a move, and its meaning in the business's zones, Madrid and New York. */
export const MOVED = {
  date: '2031-06-02',
  time: '12:00',
  startsAt: ['2031-06-02T10:00:00.000Z', '2031-06-02T16:00:00.000Z'],
} as const;

/** Whether a repeat makes sense: not stored, or the first request is still running. */
const isWorthRepeating = ({ status }: HttpAnswer) => (status >= 500 && status !== 502) || status === 409;

/** The business and its programs: their API requests, with repeats. */
export function createBusiness(world: World) {
  const requests: BusinessRequest[] = [];
  const erasures: Erasing[] = [];

  function ask(
    made: BusinessRequest,
    call: { fn: 'send-flow' | 'change-booking'; route: string; path?: Record<string, string>; body: object },
    mayRepeat: boolean,
    tries = 0,
  ): void {
    const { fn, route, path, body } = call;
    const headers = {
      authorization: `Bearer ${world.secrets.key('apiKey')}`,
      'content-type': 'application/json',
      ...(made.idempotencyKey !== undefined && { 'idempotency-key': made.idempotencyKey }),
    };
    const http = { route, headers, body: JSON.stringify(body), ...(path && { path }) };
    world.request(fn, http, `${made.key} ${tries}`, (answer: HttpAnswer, { startedAt }: Invocation) => {
      made.answers.push(Object.assign(answer, { startedAt, at: world.scheduler.now() }));
      const again = REPEATS_MS[tries];
      const wantsMore = isWorthRepeating(answer) || (mayRepeat && tries === 0);
      if (made.idempotencyKey === undefined || again === undefined || !wantsMore) return;
      world.scheduler.after(again, `${made.key} again`, () => ask(made, call, mayRepeat, tries + 1));
    });
  }

  function note(made: Omit<BusinessRequest, 'answers'>): BusinessRequest {
    const request = { ...made, answers: [] };
    requests.push(request);
    return request;
  }

  /** An invitation with a booking, as staff find it in a list. */
  function someBooking(key: string): string | undefined {
    const booked = [...world.table.items.values()].filter(({ type, booking }) => type === 'invitation' && booking);
    return booked.length > 0 ? String(world.diceFor(`choice ${key}`).pick(booked)['invitationId']) : undefined;
  }

  function decide(act: Extract<Act, { kind: 'changes' | 'moves' | 'cancels' }>, waited = 0): void {
    const { key, kind, idempotencyKey } = act;
    const invitationId = someBooking(act.about);
    if (!invitationId) {
      if (waited < PATIENCE) world.scheduler.after(WAIT_MS, `${key} waits`, () => decide(act, waited + 1));
      return;
    }
    const common = { key, invitationId, ...(idempotencyKey !== undefined && { idempotencyKey }) };
    const path = { invitationId };
    const route = 'PATCH /bookings/{invitationId}';
    if (kind === 'cancels') {
      const made = note({ ...common, kind: 'cancellation' });
      const body = { reason: 'Mnbvc reason' };
      ask(made, { fn: 'change-booking', route: 'POST /bookings/{invitationId}/cancel', path, body }, true);
    } else if (kind === 'moves') {
      const body = { date: MOVED.date, time: MOVED.time };
      ask(note({ ...common, kind: 'move' }), { fn: 'change-booking', route, path, body }, true);
    } else {
      const made = note({ ...common, kind: 'change', notes: act.notes });
      ask(made, { fn: 'change-booking', route, path, body: { notes: act.notes } }, true);
    }
  }

  /** Repeats until the erasure is done, as the law requires. */
  function askToErase(key: string, phone: string, erasing: Erasing, tries = 0): void {
    const headers = { authorization: `Bearer ${world.secrets.key('apiKey')}` };
    const call = { route: 'DELETE /customers', query: { phone }, headers };
    world.request('erase-customer', call, `${key} ${tries}`, ({ status, body }) => {
      if (status === 200 && body['complete'] === true) erasing.doneAt = world.scheduler.now();
      else if (tries < 20)
        world.scheduler.after(30_000, `${key} again`, () => askToErase(key, phone, erasing, tries + 1));
    });
  }

  return {
    erasures: erasures as readonly Erasing[],
    erase({ key, customer }: Extract<Act, { kind: 'erases' }>): void {
      const person = world.whatsapp.customers[customer];
      if (!person?.phone) return;
      const erasing: Erasing = { customerId: person.id, askedAt: world.scheduler.now() };
      erasures.push(erasing);
      askToErase(key, person.phone, erasing);
    },
    requests: requests as readonly BusinessRequest[],
    decide,
    invite({ key, customer, language, idempotencyKey, repeats }: Extract<Act, { kind: 'invites' }>): void {
      const person = world.whatsapp.customers[customer];
      if (!person) return;
      const made = note({
        key,
        kind: 'invitation',
        customerId: person.id,
        ...(idempotencyKey !== undefined && { idempotencyKey }),
      });
      const body = { phone: person.phone, language, customerName: person.name };
      ask(made, { fn: 'send-flow', route: 'POST /invitations', body }, repeats);
    },
    askOverBus({ customer, idempotencyKey }: Extract<Act, { kind: 'asks-over-bus' }>): void {
      const phone = world.whatsapp.customers[customer]?.phone;
      const detail = { phone, ...(idempotencyKey !== undefined && { idempotencyKey }) };
      world.bus.take({ source: 'crm', 'detail-type': 'Flow Invitation Requested', detail });
    },
  };
}
export type Business = ReturnType<typeof createBusiness>;
