import { setTimeout as wait } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Behaviour, Refusal } from '../behaviour/behaviour.ts';
import type { BehaviourSwitch } from '../behaviour/behaviour-switch.ts';
import { errorObject, failureOf } from '../behaviour/known-failures.ts';
import { retryAfter } from './method-answers.ts';

type Env = { Bindings: HttpBindings };

/** An outage of the whole provider, before it looks at the call. */
export function outage(behaviour: BehaviourSwitch): MiddlewareHandler<Env> {
  return async (c, next) => {
    const { down } = behaviour.current;
    if (down === 'reset') return cut(c);
    if (down === 'unavailable') return c.text('Service Unavailable', 503);
    return next();
  };
}

/** All faults of single calls: refusals, hanging connections, unreadable and late answers. */
export function callFaults(behaviour: BehaviourSwitch): MiddlewareHandler<Env> {
  return async (c, next) => {
    const inForce = behaviour.current;
    const isFaulty = inForce.faultMethods.some((method) => method === methodOf(c.req.path));
    const refusal = isFaulty ? behaviour.takeRefusal() : undefined;
    if (!isFaulty || takesEffect(inForce, refusal)) await next();
    if (inForce.latencyMs > 0) await wait(inForce.latencyMs, undefined, { ref: false });
    const answer = isFaulty ? await faultyAnswer(c, inForce, refusal) : undefined;
    if (answer) replaceAnswer(c, answer);
  };
}

function takesEffect({ timeout, unreadable }: Readonly<Behaviour>, refusal: Refusal | undefined): boolean {
  const isLost = timeout === 'before' || unreadable === 'before';
  return !isLost && (refusal === undefined || refusal.accepted === true);
}

async function faultyAnswer(
  c: Context<Env>,
  { timeout, timeoutMs, unreadable }: Readonly<Behaviour>,
  refusal: Refusal | undefined,
): Promise<Response | undefined> {
  if (timeout !== 'none') return hang(c, timeoutMs);
  if (unreadable !== 'none') return new Response('<html><body>Bad gateway');
  return refusal && refuse(c, refusal);
}

/** The method in `/{channelId}/{method}/…`. */
function methodOf(path: string): string {
  return path.split('/')[2] ?? '';
}

/** Replaces the answer that the call may already have made, headers included. */
function replaceAnswer(c: Context, answer: Response) {
  c.res = undefined;
  c.res = answer;
}

async function hang(c: Context<Env>, timeoutMs: number): Promise<Response> {
  const gone = new AbortController();
  c.env.outgoing.once('close', () => gone.abort());
  await wait(timeoutMs, undefined, { signal: gone.signal }).catch(() => undefined);
  return cut(c);
}

function cut(c: Context<Env>): Response {
  c.env.outgoing.destroy();
  return RESPONSE_ALREADY_SENT;
}

function refuse(c: Context, refusal: Refusal): Response {
  // The schema allows 200 to 599, without the statuses that have no body.
  const status = (refusal.status ?? 200) as ContentfulStatusCode;
  const text = refusal.text ?? 'Refused by the simulator';
  const shape = refusal.shape ?? defaultShape(refusal, status);
  const headers = retryAfter(refusal.retryAfterSeconds);
  if (shape === 'plain') return c.text(text, status, headers);
  return c.json(refusalBody(shape, refusal, text), status, headers);
}

function refusalBody(shape: 'sent' | 'error' | 'message' | 'object', { code, text: given }: Refusal, text: string) {
  switch (shape) {
    case 'sent':
      return { sent: false, message: code === undefined ? text : `(#${code}) ${text}` };
    case 'error':
      return { error: text };
    case 'message':
      return { message: text };
    case 'object':
      return errorObject({ ...failureOf(code ?? 1), ...(given !== undefined && { title: given, details: given }) });
  }
}

function defaultShape(refusal: Refusal, status: number) {
  if (status < 300) return 'sent';
  return refusal.code === undefined ? 'error' : 'object';
}
