import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventBus } from '../../functions/shared/bus/event-bus.ts';
import { ChatId } from '../../functions/shared/domain/customer/recipient.ts';
import { type Announcement, SCHEMA_VERSION } from '../../functions/shared/domain/events/event-details.ts';
import { Instant } from '../../functions/shared/domain/time/instant.ts';
import { mockedClient } from '../support/mocked-client.ts';

const anEvent = (eventId: string): Announcement => ({
  detailType: 'Customer Opted Out',
  detail: {
    eventId,
    schemaVersion: SCHEMA_VERSION,
    occurredAt: Instant.parse('2031-05-06T08:30:00.000Z'),
    channelId: 'channel',
    chatId: ChatId.parse('34600000001@c.us'),
  },
});

const bus = eventBus('bus');
const aws = mockedClient(EventBridgeClient);

/** A bus whose calls end in any order, and which refuses some entries. */
function answerIn(turns: number[], refuses: (eventId: string) => boolean) {
  const arrived: string[] = [];
  const underWay = { now: 0, most: 0 };
  let calls = 0;
  aws.on(PutEventsCommand).callsFake(async ({ Entries = [] }) => {
    const ids = Entries.map(({ Detail = '' }: { Detail?: string }) => String(JSON.parse(Detail).eventId));
    underWay.now += 1;
    underWay.most = Math.max(underWay.most, underWay.now);
    for (let turn = turns[calls++ % turns.length] ?? 0; turn > 0; turn -= 1) await undefined;
    underWay.now -= 1;
    arrived.push(...ids);
    return { Entries: ids.map((id: string) => (refuses(id) ? { ErrorCode: 'ThrottlingException' } : { EventId: id })) };
  });
  return { arrived, underWay };
}

describe('events on their way to the bus', () => {
  it('arrive in order for each item, each once and with its own answer, however long the calls take', async () => {
    const items = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 100 });
    const turns = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(items, turns, async (itemOf, takes) => {
        const events = itemOf.map((item, index) => ({ item: `${item}`, announcement: anEvent(`${item}/${index}`) }));
        const refuses = (eventId: string) => eventId.endsWith('7');
        const { arrived, underWay } = answerIn(takes, refuses);
        const taken = await bus.publish(events);
        const ids = events.map(({ announcement }) => announcement.detail.eventId);
        expect(taken).toEqual(ids.map((id) => !refuses(id)));
        const of = (item: number, list: string[]) => list.filter((id) => id.startsWith(`${item}/`));
        for (const item of new Set(itemOf)) expect(of(item, arrived)).toEqual(of(item, ids));
        expect(arrived).toHaveLength(ids.length);
        expect(underWay.most).toBeLessThanOrEqual(5);
      }),
    );
  });

  it('are put by five calls at the same time where there are so many', async () => {
    const { underWay } = answerIn([5], () => false);
    await bus.publish(
      Array.from({ length: 100 }, (_, index) => ({ item: `${index}`, announcement: anEvent(`${index}`) })),
    );
    expect(underWay.most).toBe(5);
    expect(await bus.publish([])).toEqual([]);
  });
});
