import type { Invocation } from '../engine/invocation.ts';
import type { Item } from '../model/expressions.ts';
import type { HttpAnswer } from '../model/http.ts';
import type { FunctionName } from '../model/wiring.ts';
import type { World } from '../model/world.ts';
import { CLINIC_SERVICES } from './clinic-terms.ts';
import type { Terms } from './contract.ts';
import type { DeskAct, Start } from './desk-acts.ts';
import type { Act } from './story.ts';

/** What somebody wishes for. */
export type Wished = { service: string; resource?: string; start: Start; override: boolean };

/** What a move keeps of the booking that it moves: what it is for, and who it is with. */
export type Kept = { service: string; resource?: string };

/** What was to be seen at a moment: the days, the terms, and the booking that a move concerns. */
export type Sight = { at: number; days: readonly Item[]; terms: Terms; moved?: Kept };

/** One run for a request: what was to be seen when it was asked and when it answered. A crashed run answers 500. */
export type Try = {
  run: string;
  asked: Sight;
  answered: Sight;
  /** By how much the clock of the run is ahead, ms. */
  aheadMs: number;
  status: number;
  body: Record<string, unknown>;
};

/** One request about places, with all its repeats. */
export type DeskRequest = {
  key: string;
  kind: 'booking' | 'move' | 'cancellation' | 'hold' | 'look' | 'closure' | 'deletion';
  idempotencyKey?: string;
  customerId?: string;
  /** The invitation whose booking it concerns. */
  invitationId?: string;
  wished?: Wished;
  /** Of a look: which slots it asks for. */
  asks?: { service: string; resource?: string; date: string };
  /** The answered look that offered what is booked. */
  offeredBy?: Try;
  /** The answered hold that is confirmed. */
  confirms?: Try;
  tries: Try[];
};

type Call = {
  fn: FunctionName;
  route: string;
  path?: Record<string, string>;
  query?: Record<string, string>;
  body?: object;
};

/** Repeats come quickly, so that they race with others. */
const REPEATS_MS = [300, 2_000, 20_000, 120_000];
/** How often and after how long staff look again for a booking to decide on. */
const PATIENCE = 5;
const WAIT_MS = 1_500;

/** A move keeps the service, and whoever the booking is with. */
function keptIn({ booking }: Item): Kept {
  const { service, resource } = booking as Kept;
  return { service, ...(resource !== undefined && { resource }) };
}

const isUncertain = ({ status }: Try) => status >= 500;

/** The desk of a clinic and the customers who ask it: their requests about places, with repeats. */
export function createDesk(world: World) {
  const requests: DeskRequest[] = [];

  function see({ kind, invitationId }: DeskRequest): Sight {
    const invitation = kind === 'move' ? world.table.items.get(`invitation#${invitationId}`) : undefined;
    return {
      at: world.scheduler.now(),
      days: [...world.table.items.values()].filter(({ type }) => type === 'day'),
      terms: world.termsInForce.at(-1)?.terms ?? 'clinic',
      ...(invitation?.['booking'] ? { moved: keptIn(invitation) } : {}),
    };
  }

  function ask(
    request: DeskRequest,
    call: Call,
    mayRepeat: boolean,
    then: (answered: Try) => void = () => undefined,
  ): void {
    const { route, path, query, body, fn } = call;
    const run = `${request.key} ${request.kind} ${request.tries.length}`;
    const headers = {
      authorization: `Bearer ${world.secrets.key('apiKey')}`,
      'content-type': 'application/json',
      ...(request.idempotencyKey !== undefined && { 'idempotency-key': request.idempotencyKey }),
    };
    const http = { route, headers, ...(path && { path }), ...(query && { query }), ...(body && { body }) };
    const asked = see(request);
    world.request(fn, http, run, ({ status, body: answer }: HttpAnswer, { aheadMs }: Invocation) => {
      const answered: Try = { run, asked, answered: see(request), aheadMs, status, body: answer };
      request.tries.push(answered);
      const again = REPEATS_MS[request.tries.length - 1];
      const isAgain = isUncertain(answered) || (mayRepeat && request.tries.length === 1);
      const isSafe = request.idempotencyKey !== undefined || ['hold', 'deletion'].includes(request.kind);
      if (isSafe && again !== undefined && isAgain) {
        world.scheduler.after(again, `${run} again`, () => ask(request, call, mayRepeat, then));
      }
      if (status < 300) then(answered);
    });
  }

  function note(request: Omit<DeskRequest, 'tries'>): DeskRequest {
    const noted = { ...request, tries: [] };
    requests.push(noted);
    return noted;
  }

  /** Whether it is known what was booked, or asked for by a form. */
  const isForAService = (booking: unknown) => CLINIC_SERVICES.has((booking as { service?: string })?.service ?? '');

  /** Has something done with a booking once there is one; staff wait for it a while. */
  function withBooking(key: string, about: string, act: (invitation: Item) => void, waited = 0): void {
    const booked = [...world.table.items.values()].filter(
      ({ type, booking, erasedAt }) => type === 'invitation' && isForAService(booking) && !erasedAt,
    );
    if (booked.length > 0) act(world.diceFor(`choice ${about}`).pick(booked));
    else if (waited < PATIENCE) {
      world.scheduler.after(WAIT_MS, `${key} waits`, () => withBooking(key, about, act, waited + 1));
    }
  }

  const keyIn = ({ idempotencyKey }: { idempotencyKey?: string }) =>
    idempotencyKey === undefined ? {} : { idempotencyKey };

  function book(act: Pick<Act, 'key'> & Omit<Extract<DeskAct, { kind: 'books' }>, 'kind'>, offeredBy?: Try): void {
    const { key, service, resource, start, override, customer, repeats } = act;
    const wished = { service, start, override, ...(resource !== undefined && { resource }) };
    const person = customer === undefined ? undefined : world.whatsapp.customers[customer];
    const request = note({
      key,
      kind: 'booking',
      wished,
      ...keyIn(act),
      ...(person && { customerId: person.id }),
      ...(offeredBy && { offeredBy }),
    });
    const { date, time } = start;
    const said = { customerName: `Yxcvb ${key}`, notes: `Lkjhg notes of ${key}` };
    const address = person?.phone === undefined ? {} : { phone: person.phone };
    const places = { service, date, time, ...(resource !== undefined && { resource }), ...(override && { override }) };
    ask(request, { fn: 'create-booking', route: 'POST /bookings', body: { ...places, ...said, ...address } }, repeats);
  }

  function move(
    key: string,
    invitation: Item,
    { start, override }: Pick<Wished, 'start' | 'override'>,
    rest: Pick<DeskRequest, 'idempotencyKey' | 'confirms'>,
  ): void {
    const invitationId = String(invitation['invitationId']);
    const wished = { ...keptIn(invitation), start, override };
    const request = note({ key, kind: 'move', invitationId, wished, ...rest });
    const body = { ...start, ...(override && { override }) };
    const path = { invitationId };
    ask(request, { fn: 'change-booking', route: 'PATCH /bookings/{invitationId}', path, body }, true);
  }

  function hold({ key, about, start, again, confirmsAfterMs }: Act & Extract<DeskAct, { kind: 'holds' }>): void {
    withBooking(key, about, (invitation) => {
      const invitationId = String(invitation['invitationId']);
      const kept = keptIn(invitation);
      const request = note({ key, kind: 'hold', invitationId, wished: { ...kept, start, override: false } });
      const call = {
        fn: 'hold-place',
        route: 'POST /holds',
        path: { invitationId },
        body: { ...kept, start },
      } as const;
      let isConfirmed = false;
      ask(request, call, again, (held) => {
        if (isConfirmed) return;
        isConfirmed = true;
        const confirm = `${key} confirms`;
        world.scheduler.after(confirmsAfterMs, confirm, () =>
          move(
            confirm,
            invitation,
            { start, override: false },
            { idempotencyKey: `key-${key}-confirms`, confirms: held },
          ),
        );
      });
    });
  }

  function look({ key, service, resource, date, books }: Act & Extract<DeskAct, { kind: 'looks' }>): void {
    const asks = { service, date, ...(resource !== undefined && { resource }) };
    const request = note({ key, kind: 'look', asks });
    const query = { service, from: date, to: date, ...(resource !== undefined && { resource }) };
    ask(request, { fn: 'query-slots', route: 'GET /slots', query }, false, (seen) => {
      const offered = seen.body['items'] as (Start & { resources: string[] })[];
      if (!books || offered.length === 0) return;
      const dice = world.diceFor(`choice ${key}`);
      const { date, time, resources } = dice.pick(offered);
      const choice = resource ?? (dice.chance(0.5) ? dice.pick(resources) : undefined);
      const wish = { service, start: { date, time }, override: false, repeats: false };
      const idempotencyKey = `key-${key}-books`;
      book({ ...wish, key: `${key} books`, idempotencyKey, ...(choice && { resource: choice }) }, seen);
    });
  }

  function close({ key, from, to, resource, deletesAfterMs }: Act & Extract<DeskAct, { kind: 'closes' }>): void {
    const request = note({ key, kind: 'closure', idempotencyKey: `key-${key}` });
    const body = { from, to, ...(resource !== undefined && { resource }) };
    ask(request, { fn: 'change-closures', route: 'POST /closures', body }, false, ({ body: { closureId } }) => {
      if (deletesAfterMs === undefined) return;
      const deletion = note({ key, kind: 'deletion' });
      const call = { fn: 'change-closures', route: 'DELETE /closures/{closureId}' } as const;
      world.scheduler.after(deletesAfterMs, `${key} deletes`, () =>
        ask(deletion, { ...call, path: { closureId: String(closureId) } }, true),
      );
    });
  }

  return {
    requests: requests as readonly DeskRequest[],
    book,
    move: ({ key, about, start, override, ...rest }: Act & Extract<DeskAct, { kind: 'moves-booking' }>) =>
      withBooking(key, about, (invitation) => move(key, invitation, { start, override }, keyIn(rest))),
    cancel({ key, about, ...rest }: Act & Extract<DeskAct, { kind: 'cancels-booking' }>): void {
      withBooking(key, about, (invitation) => {
        const invitationId = String(invitation['invitationId']);
        const request = note({ key, kind: 'cancellation', invitationId, ...keyIn(rest) });
        const route = 'POST /bookings/{invitationId}/cancel';
        const body = { reason: 'Mnbvc reason' };
        ask(request, { fn: 'change-booking', route, path: { invitationId }, body }, true);
      });
    },
    hold,
    look,
    close,
  };
}
export type Desk = ReturnType<typeof createDesk>;
