import { inspect } from 'node:util';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { urlsOf } from '../../functions/shared/provider/webhook-list.ts';
import { eventually } from '../local/support/eventually.ts';
import { startWatchedChannel } from '../support/watched-channel.ts';
import { aForm, aPhone } from '../support/webhooks.ts';

const channel = await startWatchedChannel();
const { api, own } = channel;
const OWN = urlsOf(own, 'three');
const FOREIGN = [`${api.url}/crm?to=a,b&c=%7e`, `${api.url}/Bot/../in/#x`];
const LIST = [FOREIGN[0] ?? '', ...OWN, FOREIGN[1] ?? ''];

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ALL_WELL = { ChannelUnreachable: 0, ChannelDisconnected: 0, WebhookMissing: 0, WebhookDisabled: 0, AcksOff: 0 };

const register = (urls: string[]) => channel.call('POST', 'webhook', { webhookUrl: urls });

/** Only the clock is moved, and only forward: what the functions remember of secrets is bound to it. */
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now(), shouldAdvanceTime: true });
});
afterAll(() => vi.useRealTimers());
const passTime = (ms: number) => vi.setSystemTime(Date.now() + ms);

/** The webhook key in force from now on, by its generation. */
function rotateTo(webhook: number) {
  const SecretString = JSON.stringify({ root: 'k'.repeat(64), generations: { webhook } });
  channel.secrets.on(GetSecretValueCommand, { SecretId: 'root' }).resolves({ SecretString });
  passTime(6 * MINUTE);
}

/** A healthy channel that was looked at. */
beforeEach(async () => {
  rotateTo(1);
  api.isDown = false;
  await channel.control('POST', 'reset');
  await register(LIST);
  await channel.call('POST', 'settings', { ackNotificationsOn: true, rawHooks: false, guaranteedHooks: false });
  await channel.watch();
  await channel.writes();
  await channel.announce();
});

const customers = (phone: string) => `customers/${phone}/messages`;
const write = (phone: string, text: string) => channel.control('POST', customers(phone), { text, name: 'Alex' });

/** A customer who wrote and was invited. */
async function anInvited() {
  const phone = aPhone();
  await write(phone, 'Hello');
  const { status, body } = await channel.invite({ phone });
  expect(status).toBe(201);
  const { invitationId, messageId } = body;
  await eventually(async () => JSON.stringify((await channel.invitation(invitationId)).body).includes('"delivered"'));
  const submit = () =>
    channel.control('POST', `${customers(phone)}/${encodeURIComponent(String(messageId))}/complete`, { fields: aForm });
  return { invitationId, submit };
}
const statusOf = async (invitationId: unknown) => (await channel.invitation(invitationId)).body['status'];

/** The API fails until the provider has disabled all URLs of this stack; what happens meanwhile is lost. */
async function losing(happens: () => Promise<unknown>) {
  api.isDown = true;
  await channel.behave({ webhookFailureLimit: 1, webhookRetryMs: 0 });
  await happens();
  await eventually(async () => (await channel.list()).disabled.length === OWN.length);
  await channel.control('DELETE', 'behaviour');
  api.isDown = false;
  await channel.writes();
}

/** What was announced since the last time. Deliveries come in by the way here: they are others' to test. */
async function announced(): Promise<string[]> {
  const types = (await channel.announce()).map(({ type }) => type);
  return types.filter((type) => type !== 'Delivery Status Changed').sort();
}

/** The provider answers whatever changes its list with 200 and does not change it. */
async function whileTheListStays(work: () => Promise<void>) {
  const { fetch } = globalThis;
  const door = vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const isChange = init?.method === 'POST' && String(input).endsWith('/webhook');
    return isChange ? Response.json({ webhookUrl: LIST }) : fetch(input, init);
  });
  await work().finally(() => door.mockRestore());
}

describe('a healthy channel', () => {
  it('is looked at, counted as well under the stack’s name, and not touched', async () => {
    const [line] = await channel.watch();
    expect(line).toMatchObject({ ...ALL_WELL, service: channel.contract.name });
    expect(line?.['_aws']).toMatchObject({
      CloudWatchMetrics: [{ Namespace: 'AppointmentFlow', Dimensions: [['service']] }],
    });
    expect(await channel.writes()).toEqual([]);
  });

  it('is one with the single URL for all kinds as well', async () => {
    await register([...FOREIGN, own.all]);
    expect(await channel.watch()).toMatchObject([ALL_WELL]);
  });

  it('is one whose URLs carry the key before the current one, but none before that', async () => {
    rotateTo(2);
    expect(await channel.watch()).toMatchObject([ALL_WELL]);
    rotateTo(3);
    expect(await channel.watch()).toMatchObject([{ ...ALL_WELL, WebhookMissing: 1 }]);
  });

  it('does not have its history read', async () => {
    await channel.control('DELETE', 'requests');
    await channel.watch();
    const requests: { path: string }[] = await channel.control('GET', 'requests');
    expect(requests.map(({ path }) => path.split('/').at(-1)).sort()).toEqual(['settings', 'status', 'webhook']);
  });
});

describe('a disabled URL of this stack', () => {
  it('is enabled by writing the whole list back, everybody else’s URLs byte for byte, and counted', async () => {
    await losing(() => write(aPhone(), 'Hello'));
    expect(await channel.watch()).toMatchObject([{ ...ALL_WELL, WebhookDisabled: 1 }]);
    expect(await channel.list()).toEqual({ urls: LIST, disabled: [] });
    expect((await channel.writes()).map(({ body }) => body)).toEqual([{ webhookUrl: LIST }]);
    expect(await channel.watch()).toMatchObject([ALL_WELL]);
    expect(await channel.writes()).toEqual([]);
  });

  it('does not lose what customers wrote and submitted: each is recorded and announced once', async () => {
    const { invitationId, submit } = await anInvited();
    await channel.announce();
    await losing(async () => {
      await submit();
      await write(aPhone(), 'I want to book');
    });
    expect(await announced()).toEqual([]);
    await channel.watch();
    expect(await announced()).toEqual(['Appointment Booked', 'Booking Intent Detected']);
    expect(await statusOf(invitationId)).toBe('completed');
    await channel.watch();
    expect(await announced()).toEqual([]);
  });

  it('does no harm to what arrived before it failed', async () => {
    const { invitationId, submit } = await anInvited();
    await submit();
    await write(aPhone(), 'book please');
    const seen: string[] = [];
    await eventually(async () => {
      seen.push(...(await announced()));
      return ['Appointment Booked', 'Booking Intent Detected'].every((type) => seen.includes(type));
    });
    expect(await statusOf(invitationId)).toBe('completed');
    await losing(() => write(aPhone(), 'Hello'));
    await channel.watch();
    expect(await announced()).toEqual([]);
  });

  it('has its loss read later if the history cannot be read at once', async () => {
    await losing(() => write(aPhone(), 'book'));
    await channel.behave({ faultMethods: ['messages'], refuse: { status: 503, text: 'later' } });
    await channel.watch();
    expect((await channel.list()).disabled).toEqual([]);
    expect(await announced()).toEqual([]);
    await channel.control('DELETE', 'behaviour');
    passTime(60 * MINUTE);
    expect(await channel.watch()).toMatchObject([ALL_WELL]);
    expect(await announced()).toEqual(['Booking Intent Detected']);
  });

  it('is enabled as well where there is no history', async () => {
    await losing(() => write(aPhone(), 'book'));
    await channel.behave({ history: false });
    await channel.watch();
    expect(await channel.list()).toEqual({ urls: LIST, disabled: [] });
    await channel.control('DELETE', 'behaviour');
    await channel.watch();
    expect(await announced()).toEqual([]);
  });

  it('is tried again every hour if writing the list does not help; what happened is read all the same, once', async () => {
    await losing(() => write(aPhone(), 'book'));
    await whileTheListStays(async () => {
      expect(await channel.watch()).toMatchObject([{ ...ALL_WELL, WebhookDisabled: 1 }]);
      expect(await announced()).toEqual(['Booking Intent Detected']);
      passTime(60 * MINUTE);
      expect(await channel.watch()).toMatchObject([{ ...ALL_WELL, WebhookDisabled: 1 }]);
    });
    expect(await announced()).toEqual([]);
    await write(aPhone(), 'book');
    passTime(60 * MINUTE);
    await channel.watch();
    expect(await channel.list()).toEqual({ urls: LIST, disabled: [] });
    expect(await announced()).toEqual(['Booking Intent Detected']);
  });

  it('waits an hour if the list cannot be read: nothing is known of it then, and nothing changed', async () => {
    await losing(() => write(aPhone(), 'book'));
    await channel.behave({ faultMethods: ['webhook'], refuse: { status: 500, times: 1 } });
    const [line] = await channel.watch();
    expect(line).toMatchObject({ ChannelUnreachable: 1, ChannelDisconnected: 0, AcksOff: 0 });
    expect(line).not.toHaveProperty('WebhookDisabled');
    expect(await channel.writes()).toEqual([]);
    expect(await channel.watch()).toMatchObject([{ ...ALL_WELL, WebhookDisabled: 1 }]);
    expect(await announced()).toEqual(['Booking Intent Detected']);
  });

  it('does not bring back messages that are older than a week', async () => {
    await losing(() => write(aPhone(), 'book'));
    passTime(8 * DAY);
    await channel.watch();
    expect(await announced()).toEqual([]);
  });
});

describe('a disabled URL of somebody else', () => {
  it('is left as it is', async () => {
    const dead = `${api.url}/dead`;
    await register([dead, ...OWN]);
    await channel.behave({ webhookFailureLimit: 1, webhookRetryMs: 0 });
    await write(aPhone(), 'Hello');
    await eventually(async () => (await channel.list()).disabled.includes(dead));
    await channel.writes();
    expect(await channel.watch()).toMatchObject([ALL_WELL]);
    expect(await channel.writes()).toEqual([]);
  });
});

describe('a missing URL of this stack', () => {
  it('is counted and not added, as it may have been removed on purpose', async () => {
    const [, ...two] = OWN;
    await register([...FOREIGN, ...two]);
    await channel.writes();
    expect(await channel.watch()).toMatchObject([{ ...ALL_WELL, WebhookMissing: 1 }]);
    expect(await channel.writes()).toEqual([]);
  });

  it('is not made up for by another stack’s URL', async () => {
    await register(OWN.map((url) => url.replace('127.0.0.1', 'localhost')));
    expect(await channel.watch()).toMatchObject([{ ...ALL_WELL, WebhookMissing: 1 }]);
  });
});

describe('what customers wrote while a URL was missing', () => {
  const [, ...two] = OWN;

  it('is read once the URL is back, however long that took, and not before', async () => {
    await register([...FOREIGN, ...two]);
    passTime(60 * MINUTE);
    await channel.watch();
    await write(aPhone(), 'book');
    passTime(60 * MINUTE);
    await channel.watch();
    expect(await announced()).toEqual([]);
    await register(LIST);
    await channel.watch();
    expect(await announced()).toEqual(['Booking Intent Detected']);
    await channel.watch();
    expect(await announced()).toEqual([]);
  });

  it('is read as well when another URL was disabled meanwhile', async () => {
    await register([...FOREIGN, ...two]);
    await write(aPhone(), 'book');
    await channel.behave({ webhookFailureLimit: 1, webhookRetryMs: 0 });
    api.isDown = true;
    await write(aPhone(), 'book');
    await eventually(async () => (await channel.list()).disabled.length === two.length);
    api.isDown = false;
    await channel.control('DELETE', 'behaviour');
    await channel.watch();
    await write(aPhone(), 'book');
    await register(LIST);
    passTime(60 * MINUTE);
    await channel.watch();
    const seen = await announced();
    expect(seen).toEqual(Array.from({ length: 3 }, () => 'Booking Intent Detected'));
  });
});

describe('delivery statuses that were turned off', () => {
  it('are counted and turned on, and no other setting is touched', async () => {
    await channel.call('POST', 'settings', { ackNotificationsOn: false, rawHooks: true });
    await channel.writes();
    expect(await channel.watch()).toMatchObject([{ ...ALL_WELL, AcksOff: 1 }]);
    expect((await channel.writes()).map(({ body }) => body)).toEqual([{ ackNotificationsOn: true }]);
    expect(await channel.call('GET', 'settings')).toMatchObject({ ackNotificationsOn: true, rawHooks: true });
    expect(await channel.watch()).toMatchObject([ALL_WELL]);
  });
});

describe('a channel that is not connected', () => {
  it('is counted', async () => {
    await channel.behave({ connected: false });
    expect(await channel.watch()).toMatchObject([{ ...ALL_WELL, ChannelDisconnected: 1 }]);
  });
});

describe('a channel that does not answer', () => {
  it.each([
    ['as its token is refused', { faultMethods: ['status', 'webhook', 'settings'], refuse: { status: 401 } }],
    ['as the provider is away', { down: 'unavailable' }],
    ['as the provider hangs up', { down: 'reset' }],
    ['in words anybody can read', { faultMethods: ['status', 'webhook', 'settings'], unreadable: 'before' }],
  ])('%s, is counted without a claim about what nobody saw, and without an error', async (_, behaviour) => {
    await channel.behave(behaviour);
    const [line] = await channel.watch();
    const counted = Object.keys(ALL_WELL).filter((name) => line !== undefined && name in line);
    expect(counted).toEqual(['ChannelUnreachable']);
    expect(line).toMatchObject({ ChannelUnreachable: 1 });
    expect(await channel.writes()).toEqual([]);
  });
});

describe('a secret that is not of its form', () => {
  afterEach(() => {
    const SecretString = JSON.stringify({ channelToken: 'channel-token' });
    channel.secrets.on(GetSecretValueCommand, { SecretId: 'given' }).resolves({ SecretString });
  });
  const TOLD = 'Zq7-somebody-put-the-token-itself-here';

  it.each([
    ['no JSON', TOLD],
    ['JSON of another form', JSON.stringify({ token: TOLD })],
    ['a token that no header can carry', JSON.stringify({ channelToken: `${TOLD}\nx` })],
    ['a token of another type', JSON.stringify({ channelToken: [TOLD] })],
  ])('is in no error that Lambda writes down: %s', async (_what, SecretString) => {
    passTime(6 * MINUTE);
    channel.secrets.on(GetSecretValueCommand, { SecretId: 'given' }).resolves({ SecretString });
    const error: unknown = await channel.watch().catch((thrown: unknown) => thrown);
    if (!(error instanceof Error)) throw new Error('The run did not fail.');
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('Zq7');
    expect(error.message).toMatch(/^A secret does not hold JSON of its form/);
  });
});
