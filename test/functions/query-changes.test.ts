import type { DynamoDBRecord } from 'aws-lambda';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DAY_MS } from '../../functions/shared/domain/time/instant.ts';
import { createBookings } from '../support/bookings.ts';
import { aClinicContract } from '../support/clinic.ts';
import { createCountedLine } from '../support/counted-line.ts';
import { statusesBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const line = createCountedLine();
const world = await startWorld(aClinicContract(), line);
const { aBooking, patch } = createBookings(world);
const authorization = `Bearer ${world.keys.apiKey.current}`;

const changes = (known?: string) =>
  world.call({ route: 'GET /changes', headers: { authorization, ...(known && { 'if-none-match': known }) } });
const tag = async () => String((await changes()).headers['etag']);

const dayAhead = new Date(Date.now() + 14 * DAY_MS).toISOString().slice(0, 10);

let settledUpTo: string | undefined;

/** Hands the stream's new records to the reader that does not wait for others. Returns what it could not take. */
async function settle(): Promise<unknown> {
  const { handler } = await import('../../functions/settle-bookings/handler.ts');
  const Records: DynamoDBRecord[] = await world.engine.stream.read(settledUpTo, 10_000);
  settledUpTo = Records.at(-1)?.dynamodb?.SequenceNumber ?? settledUpTo;
  return handler({ Records }, {} as never);
}

beforeEach(async () => {
  await settle();
});

describe('GET /changes', () => {
  it('answers 304 without a body to who has the tag, as long as nothing changes', async () => {
    const first = await changes();
    expect(first).toMatchObject({ status: 200, text: '{}', headers: { 'content-type': 'application/json' } });
    const known = String(first.headers['etag']);
    for (const named of [known, `W/${known}`, `"other", ${known}`]) {
      expect(await changes(named)).toMatchObject({ status: 304, text: '', headers: { etag: known } });
    }
  });

  it('has another tag once a booking changed, and names nothing of it', async () => {
    const { id } = await aBooking({ service: 'Consultation', date: dayAhead, time: '10:00' });
    await settle();
    const known = await tag();
    await patch(id, { notes: 'By the window' });
    await settle();
    const answer = await changes(known);
    expect(answer).toMatchObject({ status: 200, text: '{}' });
    expect(answer.headers['etag']).not.toBe(known);
  });

  it('has another tag once facts are announced, so that a list that lagged behind is read again', async () => {
    await world.anInvitation();
    const known = await tag();
    await world.announce();
    expect((await changes(known)).status).toBe(200);
  });

  it('keeps its tag when a message is delivered: a campaign would have every desk read all the time', async () => {
    const { messageId } = await world.anInvitation();
    await world.announce();
    const known = await tag();
    await world.webhook(statusesBody('hooks', { id: messageId, status: 'delivered' }));
    expect(await world.announce()).toMatchObject([{ type: 'Delivery Status Changed' }]);
    expect((await changes(known)).status).toBe(304);
  });

  it('has another tag once something was closed', async () => {
    const known = await tag();
    const body = { resource: 'ana', from: `${dayAhead}T00:00`, to: `${dayAhead}T23:00` };
    await world.call({ route: 'POST /closures', headers: { authorization }, body });
    expect(await settle()).toEqual({ batchItemFailures: [] });
    expect((await changes(known)).status).toBe(200);
  });

  it('reads one small item', async () => {
    await changes();
    line.take();
    await changes();
    expect(line.take()).toEqual({ GetItem: 1 });
  });

  it('has another tag for who comes back after a minute in which nobody asked and nothing was noted', async () => {
    const known = await tag();
    vi.useFakeTimers({ now: Date.now() + 61_000, toFake: ['Date'] });
    try {
      await world.anInvitation();
      line.take();
      await world.announce();
      expect(line.take()).toEqual({ GetItem: 1 });
      expect((await changes(known)).status).toBe(200);
    } finally {
      vi.useRealTimers();
    }
  });

  it('keeps its tag for as long as somebody asks and nothing changes', async () => {
    const known = await tag();
    vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] });
    try {
      for (let asked = 0; asked < 10; asked++) {
        vi.setSystemTime(Date.now() + 20_000);
        expect((await changes(known)).status).toBe(304);
      }
    } finally {
      vi.useRealTimers();
    }
  });
});
