import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApiDestinations } from '../../../../local/aws/eventbridge/api-destination-poster.ts';
import { createEvent } from '../../../../local/aws/eventbridge/bus.ts';
import { type Journal, NO_JOURNAL, openJournal } from '../../../../local/aws/sqs/journal.ts';
import { createQueue } from '../../../../local/aws/sqs/queue.ts';
import type { Queue as QueueDefinition } from '../../../../local/aws/template/stack-model.ts';
import { createClock } from '../../../../local/clock.ts';
import { startReceiver } from '../../../../local/crm/receiver.ts';
import { createTimers } from '../../../../local/timers.ts';
import { eventually } from '../../support/eventually.ts';

const HOUR_S = 3600;
const SURROUNDINGS = { accountId: '000000000000', region: 'eu-west-1', stackName: 'test' };
const TARGET = {
  kind: 'destination' as const,
  id: 'rule-target',
  destination: 'crm',
  maximumRetries: 185,
  maximumAgeMs: 24 * HOUR_S * 1000,
  deadLetters: 'dead-letters',
};

const definition = (name: string): QueueDefinition => ({
  id: name,
  name,
  arn: '',
  url: '',
  visibilityTimeoutMs: 30 * 24 * HOUR_S * 1000,
  delayMs: 0,
  retentionMs: Number.POSITIVE_INFINITY,
  maximumMessageBytes: 1_048_576,
});

const anEvent = (eventId: string) =>
  createEvent(
    {
      'detail-type': 'Appointment Booked',
      source: 'appointment-flow',
      resources: [],
      detail: { eventId, invitationId: `invitation-of-${eventId}` },
      time: new Date(),
    },
    SURROUNDINGS,
  );

/** A receiver, and a destination that posts to it; `hold` holds what waits to be posted. */
async function startPosting({ hold = NO_JOURNAL }: { hold?: Journal } = {}) {
  const clock = createClock();
  const timers = createTimers(clock);
  const came: string[] = [];
  const reported: string[] = [];
  let key: string | undefined = 'the-key';
  const receiver = await startReceiver({
    header: 'x-api-key',
    key: () => 'the-key',
    clock,
    report: (line) => void came.push(line),
  });
  onTestFinished(receiver.close);

  const queue = (name: string, journal: Journal) =>
    createQueue({ definition: definition(name), journal, clock, timers, deadLetters: () => undefined });
  const [waiting, deadLetters] = [queue('waiting', hold), queue('dead-letters', NO_JOURNAL)];
  const destinations = createApiDestinations({
    targets: [TARGET],
    destinations: [
      {
        id: 'crm',
        url: 'https://crm.example',
        perSecond: 300,
        authorization: { header: 'x-api-key', key: { secret: 'given', field: 'crmKey' } },
      },
    ],
    url: receiver.url,
    waitingFor: () => waiting,
    queueOf: () => deadLetters,
    keyOf: () => key,
    clock,
    timers,
    report: (line) => void reported.push(line),
  });
  const stopping = new AbortController();
  destinations.start(stopping.signal);
  let stopped: Promise<void> | undefined;
  function stop(): Promise<void> {
    stopping.abort();
    stopped ??= destinations.stopped().then(waiting.close);
    return stopped;
  }
  onTestFinished(stop);

  return {
    clock,
    came,
    reported,
    deadLetters,
    stop,
    behave: (fields: object) =>
      fetch(`${receiver.address}/behaviour`, { method: 'PUT', body: JSON.stringify(fields) }).then(({ ok }) => ok),
    setKey(value: string | undefined) {
      key = value;
    },
    hand: (eventId: string) => {
      const event = anEvent(eventId);
      const body = JSON.stringify({ type: event['detail-type'], detail: event.detail });
      return destinations.accept(TARGET, event, body).then(() => event);
    },
  };
}

const isTaken = (came: string[], eventId: string) =>
  came.some((line) => line.startsWith(`CRM  Appointment Booked  invitation-of-${eventId}  200`));

describe('an event for an API destination', () => {
  it('is tried again with the key that is stored meanwhile', async () => {
    const { hand, setKey, came, clock, reported } = await startPosting();
    setKey('a-wrong-key');
    await hand('one');
    await eventually(() => came.some((line) => line.includes('401')));
    setKey('the-key');
    clock.advance(60);
    await eventually(() => isTaken(came, 'one'));
    expect(reported).toEqual([]);
  });

  it('that is answered late holds up no other', async () => {
    const { hand, behave, came } = await startPosting();
    await behave({ latencyMs: 500 });
    const startedAt = performance.now();
    const events = Array.from({ length: 40 }, (_, index) => `event-${index}`);
    await Promise.all(events.map(hand));
    await eventually(() => events.every((event) => isTaken(came, event)));
    // One after the other they would take twenty seconds.
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  it('that nobody took for a day ends as a dead letter, as it was on the bus', async () => {
    const { hand, behave, came, clock, deadLetters, reported } = await startPosting();
    await behave({ status: 503 });
    const event = await hand('old');
    await eventually(() => came.length > 0);
    clock.advance(25 * HOUR_S);
    await eventually(() => deadLetters.depth().visible === 1);
    const [letter] = await deadLetters.receive(1);
    expect(JSON.parse(letter?.body ?? '')).toEqual(event);
    expect(reported).toEqual([
      expect.stringMatching(/^crm did not take the event "Appointment Booked" .*waits in the queue dead-letters\.$/),
    ]);
  });

  it('is still posted after a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'api-destinations-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'waiting.jsonl');

    const before = await startPosting({ hold: await openJournal(path) });
    await before.behave({ down: true });
    await before.hand('kept');
    await eventually(() => before.came.length > 0);
    await before.stop();

    const { came } = await startPosting({ hold: await openJournal(path) });
    await eventually(() => isTaken(came, 'kept'));
  });
});
