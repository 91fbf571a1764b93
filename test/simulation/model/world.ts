import type { DynamoDBRecord, SQSEvent } from 'aws-lambda';
import { compilePattern } from '../../../local/aws/eventbridge/event-pattern.ts';
import { type HttpRequest, httpEvent } from '../../support/lambda-events.ts';
import { type Invocation, MOST_AHEAD_MS } from '../engine/invocation.ts';
import { createLambda, type Outcome } from '../engine/lambda.ts';
import { deployLanguages, deployReminders, deployTerms, type Functions, startCold } from '../engine/load-functions.ts';
import { createNetwork } from '../engine/network.ts';
import { enter, restartStopwatch } from '../engine/runtime-fakes.ts';
import { createScheduler } from '../engine/scheduler.ts';
import { languagesOf, TERMS, type Terms } from '../story/contract.ts';
import { REMINDERS, type Reminders } from '../story/reminders-contract.ts';
import type { Story } from '../story/story.ts';
import { createBus } from './bus-model.ts';
import { createChance } from './chance.ts';
import { hireStaff } from './desk-people.ts';
import { type HttpAnswer, httpAnswerOf, NO_ANSWER } from './http.ts';
import { createProvider } from './provider-model.ts';
import { createQueue } from './queue-model.ts';
import { type Delivered, DOORS, type Reported } from './reported.ts';
import { createSchedule } from './schedule-model.ts';
import { createSecrets } from './secrets-model.ts';
import { surroundingsOf } from './services.ts';
import { createRecorder, createStreamReader } from './stream-model.ts';
import { type Change, createTableModel } from './table-model.ts';
import { createWebhooks } from './webhooks.ts';
import { createWhatsApp } from './whatsapp.ts';
import {
  type FunctionName,
  QUEUE,
  QUEUE_RULES,
  STREAM_READERS,
  STREAM_TRIES,
  TOLD_QUEUE,
  TOLD_RULE,
  WISH_RULE,
} from './wiring.ts';
import { asWritten } from './written-items.ts';

const ROOT = 'the-root-of-all-keys-in-this-world-0123456789';
const LINE = { channelId: 'VID000000001', businessPhone: '34910000000', businessName: 'Clinic' };
const MINUTE = 60_000;
const MOST_STEPS_IN_YEARS = 600_000;
/** By then a calm run has sent what was due. */
const RACES_WITHIN_MS = 80;

const rules = QUEUE_RULES.map((pattern, index) => compilePattern(pattern, `rule ${index}`));
const toldRules = [compilePattern(TOLD_RULE, 'what is told')];
const wishRules = [compilePattern(WISH_RULE, 'what is answered')];
const filters = Object.fromEntries(
  Object.entries(STREAM_READERS).map(([name, patterns]) => {
    const compiled = patterns.map((pattern) => compilePattern(pattern, name));
    return [name, (record: unknown) => compiled.some((matches) => matches(record))];
  }),
);

/** Observes a world, to check it against the promises. */
export type Observer = {
  onStep(at: number, label: string): void;
  onChange(change: Change, by: Invocation | undefined): void;
  onAcknowledged(delivered: Delivered[], at: number): void;
  onRunEnded(run: Invocation, outcome: Outcome): void;
  onLog(line: string): void;
  /** The table or another model received a request that the real one would reject as malformed. */
  onImpossible(error: unknown): void;
};

export type WorldOptions = {
  suppressed: ReadonlySet<string>;
  observer: Observer;
  /** For a story that runs twice: which of the two runs this is. */
  telling: 1 | 2;
};

export type World = ReturnType<typeof createWorld>;

/** Everything around the functions, of one story. Makes its clock, chance and network those of the process. */
export function createWorld(story: Story, functions: Functions, { suppressed, observer, telling }: WorldOptions) {
  const scheduler = createScheduler(
    story.startsAt,
    observer.onStep,
    story.spansYears ? MOST_STEPS_IN_YEARS : undefined,
  );
  const chance = createChance(story, scheduler, { suppressed, telling });
  const { diceFor, orderDiceFor, noise, isNoisy, faultRates, mayHappen, goesWrong, opensAt } = chance;

  const lambda = createLambda<FunctionName>({
    functions,
    scheduler,
    diceFor: orderDiceFor,
    clockOf: (key) => (story.clocksDiffer ? diceFor(`clock of ${key}`).between(-MOST_AHEAD_MS, MOST_AHEAD_MS) : 0),
    onDeath: startCold,
    onEnd: observer.onRunEnded,
  });
  const network = createNetwork({ scheduler, faultRates, mayHappen });
  /** For how long neither the schedule nor a queue starts a function. */
  function downForMs(): number {
    const now = scheduler.now() - story.startsAt;
    const outage = story.outages.find(({ fromMs, toMs }) => fromMs <= now && now < toMs);
    return outage ? outage.toMs - now : 0;
  }
  const secrets = createSecrets(ROOT);

  const recordOf = createRecorder();
  const table = createTableModel({
    onChange(change) {
      const record = recordOf(change, scheduler.now());
      for (const reader of Object.values(readers)) reader.add(record);
      const { dueAt, expiresAt } = (change.after ?? {}) as { dueAt?: string; expiresAt?: number };
      if (dueAt) schedule.remindAt(dueAt);
      if (expiresAt) expireLater(change.pk, expiresAt);
      const { before, after } = change;
      observer.onChange(
        { ...change, before: before && asWritten(before), after: after && asWritten(after) },
        currentWriter,
      );
    },
    lag: (index, pk, show) => {
      const most = noise.chance(0.05) ? 1_400 : noise.chance(0.3) ? 300 : 20;
      scheduler.after(noise.between(0, most), `${index} shows ${pk}`, show);
    },
    readsStale: () => noise.chance(isNoisy() ? 0.3 : 0),
    readsStaleInBatch: (pk) => isNoisy() && diceFor(`copy of ${pk} at ${scheduler.now()}`).chance(0.3),
    handsOut: (count) => (noise.chance(isNoisy() ? 0.2 : 0) ? Math.max(1, count - 1) : count),
    now: scheduler.now,
    meetsAnother: () => goesWrong(0.05, 'a transaction meets another write'),
  });
  let currentWriter: Invocation | undefined;

  /** When a run read an invitation, by the key of the run and that of the item. */
  const reads = new Map<string, number[]>();
  function noteRead(input: unknown, by: Invocation | undefined): void {
    const { pk = '' } = (input as { Key?: { pk?: string } }).Key ?? {};
    if (!by || !pk.startsWith('invitation#')) return;
    const name = `${by.key} ${pk}`;
    reads.set(name, [...(reads.get(name) ?? []), scheduler.now()]);
  }

  function expireLater(pk: string, expiresAt: number): void {
    const ms = expiresAt * 1000 - scheduler.now() + noise.between(0, 40 * 60 * MINUTE);
    scheduler.afterInBackground(ms, `${pk} grows old`, () => {
      if (Number(table.items.get(pk)?.['expiresAt'] ?? Number.POSITIVE_INFINITY) * 1000 > scheduler.now()) return;
      currentWriter = undefined;
      table.expire(pk);
    });
  }

  const bus = createBus({
    scheduler,
    targets: [
      { dice: orderDiceFor('bus'), rules, enqueue: (body) => queue.enqueue(body) },
      // A business without texts for its customers has no such queue.
      {
        dice: orderDiceFor('bus to those told'),
        rules: story.notices === 'off' ? [] : toldRules,
        enqueue: (body) => toldQueue.enqueue(body),
      },
      {
        dice: orderDiceFor('bus to those answered'),
        rules: story.answersChats ? wishRules : [],
        enqueue: (body) => wishQueue.enqueue(body),
      },
    ],
    refusesEntry: () => goesWrong(0.02, 'the bus refuses an entry'),
    deliversTwice: () => goesWrong(0.1, 'the bus delivers twice'),
  });

  let runs = 0;
  const nextRun = (name: FunctionName) => {
    runs += 1;
    return `${name} ${runs}`;
  };
  const queue = createQueue({
    scheduler,
    dice: orderDiceFor('queue'),
    policy: QUEUE,
    downForMs,
    comesAgain: () => goesWrong(0.05, 'the queue delivers again'),
    invoke: (event: SQSEvent, done) =>
      lambda.invoke('send-requested-flow', event, nextRun('send-requested-flow'), done),
  });
  /** A queue of what concerns customers, one message at a time. */
  function customerQueue(name: 'tell-customer' | 'answer-customer') {
    let made = 0;
    return createQueue({
      scheduler,
      dice: orderDiceFor(`queue of ${name}`),
      policy: TOLD_QUEUE,
      downForMs,
      comesAgain: () => goesWrong(0.05, 'the queue delivers again'),
      invoke(event: SQSEvent, done) {
        made += 1;
        lambda.invoke(name, event, `${name} ${made}`, done);
      },
    });
  }
  const toldQueue = customerQueue('tell-customer');
  const wishQueue = customerQueue('answer-customer');

  const setAside: DynamoDBRecord[] = [];
  const readerOf = (name: 'publish-events' | 'settle-bookings') =>
    createStreamReader({
      scheduler,
      dice: orderDiceFor(name),
      tries: STREAM_TRIES,
      matches: filters[name] ?? (() => false),
      comesAgain: () => goesWrong(0.05, `the stream gives ${name} a batch again`),
      setAside: (records) => setAside.push(...records),
      invoke: (Records, done) => lambda.invoke(name, { Records }, nextRun(name), done),
    });
  const readers = { 'publish-events': readerOf('publish-events'), 'settle-bookings': readerOf('settle-bookings') };

  function request(
    fn: FunctionName,
    call: HttpRequest,
    key: string,
    done: (answer: HttpAnswer, run: Invocation) => void,
  ) {
    scheduler.after(noise.between(1, 60), key, () => {
      lambda.invoke(fn, httpEvent(call, scheduler.now()), key, (outcome, run) => {
        done(outcome.kind === 'answered' ? httpAnswerOf(outcome.answer) : NO_ANSWER, run);
      });
    });
  }

  const webhooks = createWebhooks({
    scheduler,
    diceFor,
    // No webhook arrives before the two runs diverge.
    orderDiceFor: (key) => diceFor(telling === 2 ? `second telling ${key}` : key),
    opensAt,
    mayHappen,
    registration: story.registration,
    mayLose: () => isNoisy() && !story.isPlayedTwice,
    line: LINE,
    post: (door, body, key, done) =>
      request(
        DOORS[door].fn,
        { route: `POST /webhooks/{secret}${door}`, path: { secret: secrets.key('webhook') }, body },
        key,
        done,
      ),
    onAcknowledged: (delivered) => observer.onAcknowledged(delivered, scheduler.now()),
  });
  const reported: Reported[] = [];
  const whatsapp = createWhatsApp(story.customers, {
    scheduler,
    diceFor,
    mayHappen,
    isSwift: story.isPlayedTwice,
    machine: story.machine === undefined ? undefined : story.customers[story.machine]?.id,
    channelId: LINE.channelId,
    wishes: story.wishes,
    tellRaw(key, body, one) {
      reported.push(one);
      webhooks.tellRaw(key, body, one);
    },
    tell(key, event, one) {
      reported.push(one);
      webhooks.tell(key, event, one);
    },
  });
  const provider = createProvider({
    scheduler,
    diceFor,
    mayHappen,
    isNoisy,
    trouble: story.trouble,
    slowAnswers: story.slowAnswers,
    whatsapp,
    line: LINE,
    token: secrets.token,
    // An answer to a question is an input, too: in a story played twice, none may hang on whether the question was put.
    offersLookup: () => !story.isPlayedTwice || scheduler.now() < opensAt,
  });

  /** What happens when the next run of reconcile begins. */
  const racers: (() => void)[] = [];
  const schedule = createSchedule({
    scheduler,
    dice: noise,
    waiting: () => table.waiting.values(),
    downForMs,
    startsTwo: () => goesWrong(0.1, 'the schedule starts two runs'),
    start(shard, done) {
      for (const meet of racers.splice(0)) scheduler.after(noise.between(0, RACES_WITHIN_MS), 'a race', meet);
      lambda.invoke('reconcile', { shards: [shard] }, nextRun('reconcile'), done);
    },
  });

  const termsInForce: { at: number; terms: Terms }[] = [];
  function redeploy(terms: Terms): void {
    termsInForce.push({ at: scheduler.now(), terms });
    deployTerms({ ...TERMS[terms], approval: story.approval });
  }
  redeploy(story.terms);
  deployLanguages(languagesOf(story));
  /** The hourly schedule after another contract. The runs that would find nothing to do are left out. */
  function planWithinAnHour(): void {
    scheduler.after(downForMs() + noise.between(MINUTE, 60 * MINUTE), 'every hour', () => {
      if (downForMs() > 0) planWithinAnHour();
      else
        lambda.invoke('plan-reminders', {}, nextRun('plan-reminders'), ({ kind }) => {
          if (kind !== 'answered') planWithinAnHour();
        });
    });
  }
  const remindersInForce: { at: number; reminders: Reminders }[] = [];
  function changeReminders(reminders: Reminders): void {
    remindersInForce.push({ at: scheduler.now(), reminders });
    deployReminders(REMINDERS[reminders]);
    if (reminders !== 'none') planWithinAnHour();
  }

  changeReminders(story.reminders);

  hireStaff(table, LINE.channelId, new Date(story.startsAt).toISOString());

  startCold();
  restartStopwatch(story.startsAt);
  enter(
    surroundingsOf({
      scheduler,
      network,
      dice: noise,
      bus,
      secrets,
      provider,
      executeOnTable(command, input, by) {
        currentWriter = by;
        if (command === 'GetCommand') noteRead(input, by);
        return table.execute(command, input);
      },
      onImpossible: observer.onImpossible,
      onLog: observer.onLog,
    }),
  );

  return {
    scheduler,
    incidents: chance.incidents,
    diceFor,
    mayHappen,
    goesWrong,
    table,
    bus,
    queue,
    toldQueue,
    wishQueue,
    setAside: setAside as readonly DynamoDBRecord[],
    secrets,
    webhooks,
    /** Every event on the channel, reported or not. */
    reported: reported as readonly Reported[],
    whatsapp,
    provider,
    request,
    reconcile: schedule.reconcile,
    /** Has something happen just after the next run of reconcile begins, while it works. */
    atNextRun: (then: () => void) => void racers.push(then),
    redeploy,
    /** When a run read an invitation, in order. */
    readsOf: (run: string, invitationId: string): readonly number[] =>
      reads.get(`${run} invitation#${invitationId}`) ?? [],
    changeReminders,
    /** Of what the business reminds, over time. */
    remindersInForce: remindersInForce as readonly { at: number; reminders: Reminders }[],
    /** The booking terms over time, each with its start. */
    termsInForce: termsInForce as readonly { at: number; terms: Terms }[],
  };
}
