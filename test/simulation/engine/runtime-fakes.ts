import crypto, { type UUID } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import timersPromises from 'node:timers/promises';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { forgetWorld, rememberAnswers } from './remembered-answers.ts';
import type { Cancel } from './scheduler.ts';

/** All external dependencies of the functions, in a simulated world. */
export type Surroundings = {
  now(): number;
  sleep(ms: number): Promise<void>;
  /** A timer of the running function. */
  timer(ms: number, run: () => void): Cancel;
  bytes(count: number): Uint8Array;
  float(): number;
  callTable(command: string, input: unknown): Promise<object>;
  callBus(command: string, input: unknown): Promise<object>;
  callSecrets(command: string, input: unknown): Promise<object>;
  fetch(url: string, request: FetchRequest): Promise<FetchResponse>;
  log(line: string): void;
};

/** A call to the provider, with the caller's time limit. */
export type FetchRequest = { method: string; authorization: string; body: string; withinMs: number };
export type FetchResponse = { status: number; ok: boolean; headers: Pick<Headers, 'get'>; text(): Promise<string> };

type Command = { constructor: { name: string }; input: unknown };

let inForce: Surroundings | undefined;

const real = {
  now: Date.now,
  performanceNow: performance.now.bind(performance),
  write: process.stdout.write.bind(process.stdout),
};

/** Real time in milliseconds, for measuring the simulation's speed. */
export const realTime = (): number => real.performanceNow();

/** Writes for people, bypassing the functions' log lines. */
export const print = (text: string): void => {
  real.write(text);
};

/** Sets the functions' current world. */
export function enter(surroundings: Surroundings): void {
  forgetWorld();
  inForce = surroundings;
}

const now = (): number => (inForce ? inForce.now() : real.now());

function world(): Surroundings {
  if (!inForce) throw new Error('A function ran outside of every simulated world.');
  return inForce;
}

/** Increases over all worlds: cached times are past in each new world, as they are in a new process. */
let performanceBase = 0;
let lastSeen = 0;

/** Starts a new world, in which no time has passed since the last one. */
export function restartStopwatch(startsAt: number): void {
  performanceBase += lastSeen;
  lastSeen = 0;
  stopwatchFrom = startsAt;
}
let stopwatchFrom = 0;

function stopwatch(): number {
  lastSeen = Math.max(lastSeen, now() - stopwatchFrom);
  return performanceBase + now() - stopwatchFrom;
}

function patchClock(): void {
  const RealDate = globalThis.Date;
  RealDate.now = now;
  // No code here calls `Date` as a function or with local time parts. With `new`, the fake returns a real `Date`, which
  // is faster than a subclass.
  function SimulatedDate(...given: [] | [number | string | Date]): Date {
    return new RealDate(given.length === 0 ? now() : given[0]);
  }
  SimulatedDate.prototype = RealDate.prototype;
  Object.assign(globalThis, { Date: Object.assign(SimulatedDate, { parse: RealDate.parse, UTC: RealDate.UTC, now }) });
  performance.now = stopwatch;
}

const delays = new WeakMap<AbortSignal, number>();

function patchTimers(): void {
  // These functions' types have overloads that this product does not use.
  Object.assign(timersPromises, {
    setTimeout: (ms = 0, value?: unknown) =>
      world()
        .sleep(ms)
        .then(() => value),
  });
  Object.assign(timers, {
    setTimeout: (run: () => void, ms = 0) => world().timer(ms, run),
    clearTimeout: (cancel: Cancel | undefined) => cancel?.(),
  });
  AbortSignal.timeout = (ms) => {
    // Only the simulated network reads it, and a real one is slow to create.
    const signal = Object.create(AbortSignal.prototype) as AbortSignal;
    delays.set(signal, ms);
    return signal;
  };
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

function seededUuid(): UUID {
  const [a, b, c, d, e] = [4, 2, 2, 2, 6].map((count) => hex(world().bytes(count)));
  return `${a}-${b}-4${c?.slice(1)}-8${d?.slice(1)}-${e}` as UUID;
}

function patchChance(): void {
  crypto.randomUUID = seededUuid;
  // Nobody here passes a callback, which the second of its overloads has.
  Object.assign(crypto, { randomBytes: (count: number) => Buffer.from(world().bytes(count)) });
  globalThis.crypto.getRandomValues = (array) => {
    if (array instanceof Uint8Array) array.set(world().bytes(array.length));
    return array;
  };
  Math.random = () => world().float();
}

type Send = (this: unknown, command: Command) => Promise<object>;

/** Every SDK client sends through this method; its callback overloads are unused here. */
function replaceSend(client: { prototype: object }, send: Send): void {
  Object.defineProperty(client.prototype, 'send', { value: send });
}

function patchNetwork(): void {
  replaceSend(DynamoDBDocumentClient, (command) => world().callTable(command.constructor.name, command.input));
  replaceSend(EventBridgeClient, (command) => world().callBus(command.constructor.name, command.input));
  replaceSend(SecretsManagerClient, (command) => world().callSecrets(command.constructor.name, command.input));
  const fetch = (url: string, { method = 'GET', headers = {}, body = '', signal }: RequestInit = {}) =>
    world().fetch(url, {
      method,
      // The functions always pass headers as a plain object.
      authorization: (headers as Record<string, string>)['authorization'] ?? '',
      body: String(body),
      withinMs: (signal && delays.get(signal)) ?? Number.POSITIVE_INFINITY,
    });
  Object.assign(globalThis, { fetch });
}

function patchLog(): void {
  const capture = (chunk: unknown): boolean => {
    if (inForce) inForce.log(String(chunk));
    else real.write(String(chunk));
    return true;
  };
  Object.assign(process.stdout, { write: capture });
  Object.assign(process.stderr, { write: capture });
}

/**
 * Replaces the clock, the random numbers, the network and the log by simulated ones, once per process and before any
 * function is loaded. The product's code stays unchanged.
 */
export function replaceSurroundings(): void {
  patchClock();
  patchTimers();
  patchChance();
  rememberAnswers();
  // Each read of the real one is a call out of JavaScript.
  process.env = { ...process.env };
  patchNetwork();
  patchLog();
  syncBuiltinESMExports();
}
