import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { DynamoDBRecord } from 'aws-lambda';
import { beforeEach, describe, expect, inject, it } from 'vitest';
import { createCountedLine, type TableCall, type TableCalls } from '../support/counted-line.ts';
import {
  aForm,
  aMessageId,
  aPhone,
  completionBody,
  type StatusOptions,
  secondsAgo,
  statusesBody,
  textBody,
} from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';
import { unitsOf } from '../support/write-units.ts';

const heard: TableCall[] = [];
const line = createCountedLine((call) => heard.push(call));
const world = await startWorld(undefined, line);
const { provider, secrets } = world;
// What a new process reads once is read by this: the secrets, and what the channel is known to do.
const warm = await world.anInvitation();
await world.webhook(statusesBody('hooks', { id: warm.messageId, status: 'sent' }), '/delivery');
await world.webhook(textBody('raw'), '/messages');
await world.webhook(completionBody('raw', { phone: warm.phone, token: warm.token }), '/flow-completion');
await world.webhook(statusesBody('hooks', { id: warm.messageId, status: 'sent' }));

/** What was written since the last look, as the stream tells it. */
let seenUpTo: string | undefined;
async function written(): Promise<DynamoDBRecord[]> {
  const records = await world.engine.stream.read(seenUpTo, 1_000);
  seenUpTo = records.at(-1)?.dynamodb?.SequenceNumber ?? seenUpTo;
  return records;
}

beforeEach(async () => {
  await written();
  line.take();
});

const status = (more: Omit<StatusOptions, 'status'> & { status?: string }) =>
  statusesBody('hooks', { status: 'delivered', ...more });

describe('the calls for one event', () => {
  it('an invitation: the claim, the outcome and the link, a look at the chat, and one call of the provider', async () => {
    const asked = provider.requests.length;
    await world.anInvitation();
    expect(line.take()).toEqual({ GetItem: 1, PutItem: 1, UpdateItem: 2 });
    expect(provider.requests.length - asked).toBe(1);
  });

  it.each(['', '/delivery'] as const)('a status at %s: one write, no read', async (kind) => {
    const { messageId } = await world.anInvitation();
    line.take();
    await world.webhook(status({ id: messageId }), kind);
    expect(line.take()).toEqual({ UpdateItem: 1 });
    await world.webhook(status({ id: messageId }), kind);
    expect(line.take()).toEqual({ refused: 1 });
    await world.webhook(status({ id: aMessageId() }), kind);
    expect(line.take()).toEqual({ UpdateItem: 1 });
  });

  it('a failure of an unknown message: one write; one more when it reports an opt-out', async () => {
    const failed = (code: number) => status({ id: aMessageId(), status: 'failed', error: { code, title: 'x' } });
    await world.webhook(failed(131026), '/delivery');
    expect(line.take()).toEqual({ UpdateItem: 1 });
    await world.webhook(failed(131050), '/delivery');
    expect(line.take()).toEqual({ UpdateItem: 2 });
  });

  it('a completion: one write; one read more when its token is missing', async () => {
    const [one, other] = [await world.anInvitation(), await world.anInvitation()];
    line.take();
    await world.webhook(completionBody('raw', { phone: one.phone, token: one.token }), '/flow-completion');
    expect(line.take()).toEqual({ UpdateItem: 1 });
    await world.webhook(completionBody('raw', { phone: other.phone, answers: other.messageId }), '/flow-completion');
    expect(line.take()).toEqual({ GetItem: 1, UpdateItem: 1 });
  });

  it.each([
    ['a message', '/delivery', textBody('raw')],
    ['a completion', '/delivery', completionBody('raw', {})],
    ['a message', '/flow-completion', textBody('raw')],
    ['a status', '/flow-completion', status({ id: aMessageId() })],
    ['a status', '/messages', status({ id: aMessageId() })],
  ] as const)('%s at %s, where it does not belong: none', async (_, kind, body) => {
    expect(await world.webhook(body, kind)).toMatchObject({ status: 200, body: { recorded: 0, ignored: 1 } });
    expect(line.take()).toEqual({});
  });

  it('a wrong secret: none', async () => {
    const route = 'POST /webhooks/{secret}/delivery';
    await world.call({ route, path: { secret: 'guessed' }, body: status({ id: aMessageId() }) });
    expect(line.take()).toEqual({});
  });

  it('of many, one write each', async () => {
    const many = Array.from({ length: 40 }, () => ({ id: aMessageId(), status: 'read' }));
    await world.webhook(statusesBody('hooks', ...many), '/delivery');
    expect(line.take()).toEqual({ UpdateItem: 40 });
  });

  it('none of Secrets Manager, once the keys are known', async () => {
    secrets.resetHistory();
    const { messageId } = await world.anInvitation();
    await world.webhook(status({ id: messageId }), '/delivery');
    expect(secrets.commandCalls(GetSecretValueCommand)).toHaveLength(0);
  });
});

describe('the calls for one page', () => {
  const pages = {
    "a customer's invitations": () => world.list('GET /invitations', { phone: warm.phone }),
    "a past day's invitations": () => world.list('GET /invitations', { day: '2026-01-10' }),
    'the bookings of a week': () => world.list('GET /bookings', { from: '2026-01-05', to: '2026-01-11' }),
    'the worklist of a day': () => world.list('GET /worklist', { day: '2026-01-10', kind: 'attention' }),
    'the calendar feed': () =>
      world.call({ route: 'GET /calendar/{secret}/bookings.ics', path: { secret: world.keys.calendar.current } }),
    'a run of reconcile': () => world.reconcile(),
  };

  async function callsOfEach(): Promise<Record<string, TableCalls>> {
    const calls: Record<string, TableCalls> = {};
    for (const [name, read] of Object.entries(pages)) {
      line.take();
      await read();
      calls[name] = line.take();
    }
    return calls;
  }

  it('follow what is asked about, not what else the table holds', async () => {
    const before = await callsOfEach();
    for (let other = 0; other < 15; other++) {
      const { phone, token } = await world.anInvitation();
      const fields = { ...aForm, date: `2029-0${1 + (other % 9)}-05` };
      await world.webhook(completionBody('raw', { phone, token, fields }), '/flow-completion');
    }
    expect(await callsOfEach()).toEqual(before);
  });
});

describe('the write units of', () => {
  const oneKilobyteForm = { ...aForm, notes: 'n'.repeat(1024 - Buffer.byteLength(JSON.stringify(aForm))) };

  /** What the provider posts, to each of the three URLs, as it does. */
  const everywhere = async (body: object) => {
    for (const kind of ['/messages', '/delivery', '/flow-completion'] as const) await world.webhook(body, kind);
  };

  it('one whole booking, sent, delivered, read and completed with a form of 1 KB, are at most 16', async () => {
    const phone = aPhone();
    // Only who wrote within a day can be sent an invitation; what that costs is another event's.
    await everywhere(textBody('raw', { phone, at: secondsAgo(60) }));
    line.take();
    await written();
    heard.length = 0;

    const { body } = await world.invite({ phone });
    const token = String(provider.requestsTo(phone)[0]?.body['flowToken']);
    for (const step of ['sent', 'delivered', 'read']) {
      await everywhere(status({ id: String(body['messageId']), phone, status: step }));
    }
    await everywhere(completionBody('raw', { phone, token, fields: oneKilobyteForm, at: secondsAgo(0) }));

    const { GetItem: _looks, ...writes } = line.take();
    const records = await written();
    // Every write shows in the stream, so that what is counted is all there is.
    expect(Object.values(writes).reduce((sum, each) => sum + each, 0)).toBe(records.length);
    expect(unitsOf(inject('table'), records, heard)).toBeLessThanOrEqual(16);
  });
});
