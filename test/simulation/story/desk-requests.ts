import type { Invocation } from '../engine/invocation.ts';
import { type Asker, askerBy, keyOf } from '../model/desk-people.ts';
import type { Item } from '../model/expressions.ts';
import type { HttpAnswer } from '../model/http.ts';
import type { FunctionName } from '../model/wiring.ts';
import type { World } from '../model/world.ts';
import type { Terms } from './contract.ts';
import type { Start } from './desk-acts.ts';

/** What somebody wishes for. */
export type Wished = { service: string; resource?: string; start: Start; override: boolean };

/** What a move keeps of the booking that it moves: what it is for, and who it is with. */
export type Kept = { service: string; resource?: string };

/** What was to be seen at a moment: the days, the terms, and the invitation that a request concerns. */
export type Sight = {
  at: number;
  days: readonly Item[];
  terms: Terms;
  /** How often terms were deployed until then. */
  deployments: number;
  invitation?: Item;
};

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
  kind:
    | 'booking'
    | 'move'
    | 'correction'
    | 'cancellation'
    | 'approval'
    | 'refusal'
    | 'attendance'
    | 'resend'
    | 'closure'
    | 'deletion'
    | 'look'
    | 'live-look'
    | 'hold'
    | 'confirmation';
  /** Who asks, with their own key; nobody looks at who fills in a live form. */
  asker: Asker;
  idempotencyKey?: string;
  customerId?: string;
  /** The invitation whose booking it concerns. */
  invitationId?: string;
  wished?: Wished;
  /** Of a look: which slots it asks for. */
  asks?: { service: string; resource?: string; date: string };
  /** The answered look that offered what is booked or held. */
  offeredBy?: Try;
  /** The answered hold that is confirmed, and what is noted with the confirmation. */
  confirms?: Try;
  notes?: string;
  /** What is noted of who came. */
  attendance?: 'came' | 'no-show';
  tries: Try[];
};

export type Call = {
  fn: FunctionName;
  route: string;
  path?: Record<string, string>;
  query?: Record<string, string>;
  body?: object;
  /** What an answer means whose body is no JSON. */
  understand?: (answer: HttpAnswer) => Pick<Try, 'status' | 'body'>;
};

/** Repeats come quickly, so that they race with others. */
const REPEATS_MS = [300, 2_000, 20_000, 120_000];
/** What may be asked again without a key: it changes nothing once it is done. */
const REPEATABLE: readonly DeskRequest['kind'][] = ['live-look', 'hold', 'confirmation', 'deletion', 'attendance'];

/** A move keeps the service, and whoever the booking is with. */
export function keptIn({ booking }: Item): Kept {
  const { service, resource } = booking as Kept;
  return { service, ...(resource !== undefined && { resource }) };
}

const isUncertain = ({ status }: Try) => status >= 500;

/** The requests about places, of staff and of customers in a live form, with their repeats. */
export function createRequests(world: World) {
  const requests: DeskRequest[] = [];

  function see({ invitationId }: DeskRequest): Sight {
    const invitation = world.table.items.get(`invitation#${invitationId}`);
    return {
      at: world.scheduler.now(),
      days: [...world.table.items.values()].filter(({ type }) => type === 'day'),
      terms: world.termsInForce.at(-1)?.terms ?? 'clinic',
      deployments: world.termsInForce.length,
      ...(invitation && { invitation }),
    };
  }

  function ask(
    request: DeskRequest,
    call: Call,
    mayRepeat: boolean,
    then: (answered: Try) => void = () => undefined,
  ): void {
    const { route, path, query, body, fn, understand } = call;
    const run = `${request.key} ${request.kind} ${request.tries.length}`;
    const headers = {
      authorization: `Bearer ${keyOf(request.asker, world.secrets.key('apiKey'))}`,
      'content-type': 'application/json',
      ...(request.idempotencyKey !== undefined && { 'idempotency-key': request.idempotencyKey }),
    };
    const http = { route, headers, ...(path && { path }), ...(query && { query }), ...(body && { body }) };
    const asked = see(request);
    world.request(fn, http, run, (answer: HttpAnswer, { aheadMs }: Invocation) => {
      const { status, body: said } = understand ? understand(answer) : answer;
      const answered: Try = { run, asked, answered: see(request), aheadMs, status, body: said };
      request.tries.push(answered);
      const again = REPEATS_MS[request.tries.length - 1];
      const isAgain = isUncertain(answered) || (mayRepeat && request.tries.length === 1);
      const isSafe = request.idempotencyKey !== undefined || REPEATABLE.includes(request.kind);
      if (isSafe && again !== undefined && isAgain) {
        world.scheduler.after(again, `${run} again`, () => ask(request, call, mayRepeat, then));
      }
      if (status < 300) then(answered);
    });
  }

  function note(request: Omit<DeskRequest, 'asker' | 'tries'>): DeskRequest {
    const asker = askerBy(world.diceFor(`who asks ${request.key} ${request.kind}`));
    const noted = { ...request, asker, tries: [] };
    requests.push(noted);
    return noted;
  }

  return { requests: requests as readonly DeskRequest[], note, ask };
}
export type Requests = ReturnType<typeof createRequests>;
