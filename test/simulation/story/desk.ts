import type { Item } from '../model/expressions.ts';
import type { World } from '../model/world.ts';
import { CLINIC_SERVICES } from './clinic-terms.ts';
import type { DeskAct, Start, Subject } from './desk-acts.ts';
import { createRequests, type DeskRequest, keptIn, type Try, type Wished } from './desk-requests.ts';
import { createLiveForms } from './live-forms.ts';
import type { Act } from './story.ts';

/** How often and after how long staff look again for a booking to decide on. */
const PATIENCE = 5;
const WAIT_MS = 1_500;

/** The desk of a clinic and the customers who ask it: their requests about places, with repeats. */
export function createDesk(world: World) {
  const made = createRequests(world);
  const { note, ask } = made;
  const forms = createLiveForms(world, made);

  const nameOf = (key: string) => `Yxcvb ${key}`;

  /** Whether it is known what was booked, or asked for by a form. */
  const isForAService = (booking: unknown) => CLINIC_SERVICES.has((booking as { service?: string })?.service ?? '');

  const isWaiting = (booking: unknown) =>
    isForAService(booking) && (booking as { state?: string }).state === 'to-approve';

  const isMeant = (about: Subject, booking: unknown) =>
    typeof about === 'string' || (booking as { customerName?: string }).customerName === nameOf(about.madeBy);

  type Chosen = { key: string; about: Subject; isFitting?: (booking: unknown, invitation: Item) => boolean };

  /** Has something done with a booking once there is one; staff wait for it a while. */
  function withBooking(chosen: Chosen, act: (invitation: Item) => void, waited = 0): void {
    const { key, about, isFitting = isForAService } = chosen;
    const booked = [...world.table.items.values()].filter((item) => {
      const { type, booking, erasedAt } = item;
      return type === 'invitation' && !erasedAt && isFitting(booking, item) && isMeant(about, booking);
    });
    const choice = typeof about === 'string' ? about : about.madeBy;
    if (booked.length > 0) act(world.diceFor(`choice ${choice}`).pick(booked));
    else if (waited < PATIENCE) {
      world.scheduler.after(WAIT_MS, `${key} waits`, () => withBooking(chosen, act, waited + 1));
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
    const said = { customerName: nameOf(key), notes: `Lkjhg notes of ${key}` };
    const address = person?.phone === undefined ? {} : { phone: person.phone };
    const places = { service, date, time, ...(resource !== undefined && { resource }), ...(override && { override }) };
    ask(request, { fn: 'create-booking', route: 'POST /bookings', body: { ...places, ...said, ...address } }, repeats);
  }

  function move(
    key: string,
    invitation: Item,
    { start, override }: Pick<Wished, 'start' | 'override'>,
    rest: Pick<DeskRequest, 'idempotencyKey'>,
  ): void {
    const invitationId = String(invitation['invitationId']);
    const wished = { ...keptIn(invitation), start, override };
    const request = note({ key, kind: 'move', invitationId, wished, ...rest });
    const body = { ...start, ...(override && { override }) };
    const path = { invitationId };
    ask(request, { fn: 'change-booking', route: 'PATCH /bookings/{invitationId}', path, body }, true);
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
    requests: made.requests,
    book,
    move: ({ key, about, start, override, ...rest }: Act & Extract<DeskAct, { kind: 'moves-booking' }>) =>
      withBooking({ key, about }, (invitation) => move(key, invitation, { start, override }, keyIn(rest))),
    cancel({ key, about, ...rest }: Act & Extract<DeskAct, { kind: 'cancels-booking' }>): void {
      withBooking({ key, about }, (invitation) => {
        const invitationId = String(invitation['invitationId']);
        const request = note({ key, kind: 'cancellation', invitationId, ...keyIn(rest) });
        const route = 'POST /bookings/{invitationId}/cancel';
        const body = { reason: 'Mnbvc reason' };
        ask(request, { fn: 'change-booking', route, path: { invitationId }, body }, true);
      });
    },
    correct({ key, about, ...rest }: Act & Extract<DeskAct, { kind: 'corrects-notes' }>): void {
      withBooking({ key, about }, (invitation) => {
        const invitationId = String(invitation['invitationId']);
        const request = note({ key, kind: 'correction', invitationId, ...keyIn(rest) });
        const body = { notes: `Lkjhg other notes of ${key}` };
        const route = 'PATCH /bookings/{invitationId}';
        ask(request, { fn: 'change-booking', route, path: { invitationId }, body }, true);
      });
    },
    decide({ key, kind, about, ...rest }: Act & Extract<DeskAct, { kind: 'approves' | 'declines' }>): void {
      withBooking({ key, about, isFitting: isWaiting }, (invitation) => {
        const invitationId = String(invitation['invitationId']);
        const [asked, verb] =
          kind === 'approves' ? (['approval', 'approve'] as const) : (['refusal', 'refuse'] as const);
        const request = note({ key, kind: asked, invitationId, ...keyIn(rest) });
        const route = `POST /bookings/{invitationId}/${verb}`;
        const body = kind === 'approves' ? {} : { reason: 'Mnbvc reason' };
        ask(request, { fn: 'change-booking', route, path: { invitationId }, body }, true);
      });
    },
    noteAttendance({ key, about, value }: Act & Extract<DeskAct, { kind: 'notes-attendance' }>): void {
      withBooking({ key, about }, (invitation) => {
        const invitationId = String(invitation['invitationId']);
        const request = note({ key, kind: 'attendance', invitationId, attendance: value });
        const route = 'POST /bookings/{invitationId}/attendance';
        const body = { attendance: value };
        ask(request, { fn: 'note-attendance', route, path: { invitationId }, body }, true);
      });
    },
    sendAgain({ key, about, isUntold, idempotencyKey }: Act & Extract<DeskAct, { kind: 'sends-again' }>): void {
      const isFitting = (_: unknown, { booking, notTold }: Item) =>
        isUntold ? notTold !== undefined : booking !== undefined;
      withBooking({ key, about, isFitting }, (invitation) => {
        const invitationId = String(invitation['invitationId']);
        const request = note({ key, kind: 'resend', invitationId, idempotencyKey });
        const route = 'POST /bookings/{invitationId}/notices';
        ask(request, { fn: 'resend-notice', route, path: { invitationId } }, true);
      });
    },
    hold: (act: Act & Extract<DeskAct, { kind: 'holds' }>) =>
      withBooking(act, (invitation) => forms.move(act, invitation)),
    fillIn: forms.fillIn,
    look,
    close,
  };
}
export type Desk = ReturnType<typeof createDesk>;
