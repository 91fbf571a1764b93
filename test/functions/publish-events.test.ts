import { inspect } from 'node:util';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { beforeEach, describe, expect, it } from 'vitest';
import { EVENT_DETAILS } from '../../functions/shared/domain/events/event-details.ts';
import { FORM_DAY, instantOf, secondsAgo } from '../support/clock.ts';
import { aForm, aMessageId, aPhone, completionBody, statusesBody, textBody } from '../support/webhooks.ts';
import { type AnnouncedEvent, startWorld } from '../support/world.ts';

const world = await startWorld();
const { anInvitation } = world;

const typesOf = (events: AnnouncedEvent[]) => events.map(({ type }) => type);

beforeEach(async () => {
  await world.announce();
});

describe('the stream’s announcements', () => {
  it('tell a booking’s whole story, each with facts its schema describes', async () => {
    const { id, phone, messageId, token } = await anInvitation();
    const changedAt = secondsAgo(200);
    await world.webhook(statusesBody('hooks', { id: messageId, status: 'sent' }));
    await world.webhook(statusesBody('hooks', { id: messageId, status: 'delivered' }));
    await world.webhook(completionBody('raw', { phone, token, at: secondsAgo(280) }));
    await world.webhook(completionBody('raw', { phone, token, at: changedAt, fields: { ...aForm, time: '12:00' } }));

    const events = await world.announce();
    expect(typesOf(events)).toEqual([
      'Flow Invitation Accepted',
      'Delivery Status Changed',
      'Delivery Status Changed',
      'Appointment Booked',
      'Appointment Changed',
    ]);
    for (const { type, detail } of events) {
      const schema = EVENT_DETAILS[type as keyof typeof EVENT_DETAILS];
      expect(schema.parse(detail)).toEqual(detail);
      expect(detail).toMatchObject({ invitationId: id, channelId: 'VID000000001', schemaVersion: '1' });
    }
    expect(events[3]?.detail).toMatchObject({ superseded: false, change: { kind: 'completion', form: aForm } });
    expect(events[4]?.detail).toMatchObject({
      booking: { startsAt: `${FORM_DAY}T11:00:00.000Z` },
      previous: { startsAt: `${FORM_DAY}T09:30:00.000Z` },
      occurredAt: instantOf(changedAt),
    });
    expect(new Set(events.map(({ detail }) => detail.eventId)).size).toBe(events.length);
  });

  it('carry the same event id however often the same fact is announced', async () => {
    const { phone, token } = await anInvitation();
    await world.webhook(completionBody('raw', { phone, token }));
    const { handler } = await import('../../functions/publish-events/handler.ts');
    const Records = (await world.engine.stream.read(undefined, 10_000)).slice(-1);
    const bus = world.bus.commandCalls(PutEventsCommand).length;
    await handler({ Records }, {} as never);
    await handler({ Records }, {} as never);
    const [first, second] = world.bus.commandCalls(PutEventsCommand).slice(bus);
    expect(first?.args[0].input.Entries?.[0]?.Detail).toBeTruthy();
    expect(second?.args[0].input.Entries).toEqual(first?.args[0].input.Entries);
  });

  it('mark a completion that arrives after a newer one as superseded', async () => {
    const { phone, token } = await anInvitation();
    await world.webhook(completionBody('raw', { phone, token, at: secondsAgo(200) }));
    await world.announce();
    await world.webhook(
      completionBody('raw', { phone, token, at: secondsAgo(280), fields: { ...aForm, time: '08:00' } }),
    );
    const [late] = await world.announce();
    expect(late).toMatchObject({ type: 'Appointment Changed', detail: { superseded: true } });
    expect(late?.detail['booking']).toEqual(late?.detail['previous']);
  });

  it('are silent about messages of others until one turns out to be ours, and then tell all', async () => {
    const messageId = aMessageId();
    await world.webhook(
      statusesBody('hooks', { id: messageId, status: 'sent' }, { id: messageId, status: 'delivered' }),
    );
    expect(await world.announce()).toEqual([]);
    world.provider.answerNext({ body: { sent: true, id: messageId } });
    await world.invite({ phone: aPhone() });
    const statuses = (await world.announce()).filter(({ type }) => type === 'Delivery Status Changed');
    expect(statuses.map(({ detail }) => [detail['status'], detail['current']])).toEqual([
      ['sent', 'delivered'],
      ['delivered', 'delivered'],
    ]);
  });

  it('say nothing for a duplicate, nor for a better time of a known fact, nor for a customer’s text', async () => {
    const { messageId } = await anInvitation();
    await world.webhook(statusesBody('normalised', { id: messageId, status: 'delivered' }));
    await world.announce();
    await world.webhook(statusesBody('normalised', { id: messageId, status: 'delivered' }));
    await world.webhook(statusesBody('hooks', { id: messageId, status: 'delivered' }));
    await world.webhook(textBody('raw', { phone: aPhone() }));
    expect(await world.announce()).toEqual([]);
  });

  it('tell why an invitation was refused', async () => {
    world.provider.answerNext({ status: 400, body: { error: 'flow is not published' } });
    await world.invite({ phone: aPhone() });
    expect(await world.announce()).toMatchObject([
      {
        type: 'Flow Invitation Rejected',
        detail: { failure: { reason: 'invalid-request' }, explanation: expect.any(String) },
      },
    ]);
  });

  it('point at what could not be matched without repeating it', async () => {
    await world.webhook('Alex 34600000001');
    const [event] = await world.announce();
    expect(event).toMatchObject({ type: 'Unmatched Webhook Received', detail: { reason: 'not-json', bytes: 16 } });
    expect(JSON.stringify(event)).not.toContain('Alex');
  });
});

describe('what the bus or a record refuses', () => {
  const invoke = async (Records: unknown[]) => {
    const { handler } = await import('../../functions/publish-events/handler.ts');
    return handler({ Records } as never, {} as never);
  };

  it('reports a record the bus did not take, and only that', async () => {
    await anInvitation();
    await anInvitation();
    const records = (await world.engine.stream.read(undefined, 10_000)).filter(
      ({ dynamodb }) =>
        dynamodb?.NewImage?.['type']?.S === 'invitation' && dynamodb.NewImage['attempts']?.M?.['1']?.M?.['outcome'],
    );
    const two = records.slice(-2);
    world.answerNextPutEvents(() => ({
      $metadata: {},
      FailedEntryCount: 1,
      Entries: [{ EventId: '1' }, { ErrorCode: 'ThrottlingException' }],
    }));
    expect(await invoke(two)).toEqual({ batchItemFailures: [{ itemIdentifier: two[1]?.dynamodb?.SequenceNumber }] });
  });

  it('isolates a record it cannot read and announces the others', async () => {
    await anInvitation();
    const good = (await world.engine.stream.read(undefined, 10_000)).slice(-2);
    const poison = { dynamodb: { SequenceNumber: 'poison', NewImage: { type: { S: 'invitation' } } } };
    const before = world.bus.commandCalls(PutEventsCommand).length;
    expect(await invoke([poison, ...good])).toEqual({ batchItemFailures: [{ itemIdentifier: 'poison' }] });
    expect(world.bus.commandCalls(PutEventsCommand).length).toBeGreaterThan(before);
  });

  it('fails as a whole when the bus cannot be reached, so that the stream repeats', async () => {
    await anInvitation();
    const good = (await world.engine.stream.read(undefined, 10_000)).slice(-2);
    world.answerNextPutEvents(() => {
      throw new Error('down');
    });
    await expect(invoke(good)).rejects.toThrow('down');
  });

  it('tells Lambda, which logs it, the name alone of an error that may quote what was read', async () => {
    await anInvitation();
    const good = (await world.engine.stream.read(undefined, 10_000)).slice(-2);
    world.answerNextPutEvents(() => {
      throw new SyntaxError('Unexpected token in "the whole form"');
    });
    const error: unknown = await invoke(good).catch((thrown: unknown) => thrown);
    if (!(error instanceof Error)) throw new Error('The run did not fail.');
    expect(error.name).toBe('SyntaxError');
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('form');
  });

  it('puts what does not fit into one call at the same time, and what is about one item in one row', async () => {
    const { messageId } = await anInvitation();
    for (const status of ['sent', 'delivered', 'read'] as const) {
      await world.webhook(statusesBody('hooks', { id: messageId, status }));
    }
    for (let count = 0; count < 20; count++) await world.webhook(`not json ${count}`);
    const records = await world.engine.stream.read(undefined, 10_000);
    const items = new Set(records.slice(-20).map(({ dynamodb }) => dynamodb?.Keys?.['pk']?.S));
    const statuses = records.filter(
      ({ dynamodb }) => dynamodb?.NewImage?.['messageId']?.S === messageId && dynamodb.NewImage['sentAt'],
    );
    expect([items.size, statuses.length]).toEqual([20, 3]);
    const before = world.bus.commandCalls(PutEventsCommand).length;
    // The statuses of one message are apart from each other in the stream.
    const [sent, delivered, read] = statuses;
    const [early, middle, late] = [records.slice(-20, -12), records.slice(-12, -6), records.slice(-6)];
    await invoke([sent, ...early, delivered, ...middle, read, ...late]);
    const calls = world.bus.commandCalls(PutEventsCommand).slice(before);
    const statusesIn = calls.map(({ args }) =>
      (args[0].input.Entries ?? []).flatMap(({ Detail = '' }) => JSON.parse(Detail).status ?? []),
    );
    expect(calls.map(({ args }) => args[0].input.Entries?.length)).toEqual([8, 8, 7]);
    expect(statusesIn).toEqual([['sent', 'delivered', 'read'], [], []]);
  });

  it('waits for all calls to end before it fails, so that Lambda cuts none off', async () => {
    for (let count = 0; count < 12; count++) await world.webhook(`no json either ${count}`);
    const records = (await world.engine.stream.read(undefined, 10_000)).slice(-12);
    world.answerNextPutEvents(() => {
      throw new Error('down');
    });
    const before = world.bus.commandCalls(PutEventsCommand).length;
    await expect(invoke(records)).rejects.toThrow('down');
    expect(world.bus.commandCalls(PutEventsCommand).length - before).toBe(2);
  });
});
