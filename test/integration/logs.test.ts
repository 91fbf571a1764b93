import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { eventually } from '../local/support/eventually.ts';
import { bsuidOf, completionBody, statusesBody, textBody } from '../support/webhooks.ts';
import { aFreeDay } from './support/free-days.ts';
import { request } from './support/request.ts';
import { shareStack } from './support/running-stack.ts';

const stack = await shareStack();
const { simulator, endpoints } = stack;

/** Every function of the stack has a folder of its name. */
const FUNCTIONS = readdirSync(join(import.meta.dirname, '..', '..', 'functions')).filter((name) => name !== 'shared');

/** The functions that have something to do in what follows. */
const AT_WORK = [
  'send-flow',
  'send-requested-flow',
  'record-inbound-message',
  'record-delivery-status',
  'record-flow-completion',
  'receive-webhook',
  'query-invitation',
  'publish-events',
  'tell-customer',
  'notify-staff',
  'reconcile',
];

/** Whatever must not stand in a log, under a word for it. */
const secrets = new Map<string, string>();

function secret(what: string, value: string): string {
  secrets.set(`${what} ${secrets.size}`, value);
  return value;
}

const NAMES = [
  'Zoë Quxley-O’Hara',
  'Ünal "Wombat" Ğüneş',
  '\u202eevilliveR\u202c',
  'Robert\n{"level":"ERROR","message":"Tables"}',
  '<script>Snorkel()</script>',
  '😀 Perelman 🎉',
  '{{1}} $& Ylvis %s %j',
  'Mxyzptlk\u0000\u001b[31m',
];

const DIALECTS = ['A', 'B', 'C'];

/** What callers were told who did something wrong. */
const refusals: string[] = [];

async function book(index: number, name: string): Promise<void> {
  const phone = secret('phone', String(34_633_100_200 + index * 7_919));
  const form = {
    date: index % 2 === 0 ? aFreeDay() : secret('date', `the day after Quimby ${index}`),
    time: secret('time', `${index + 1}:07 pm`),
    service: secret('service', `Fumigation-${index}`),
    name,
    notes: secret('notes', `Allergic to Zanzibar ${index}\n"quoted" \u{1F480}`),
  };
  await simulator.behave({ dialect: DIALECTS[index % DIALECTS.length], omitFlowToken: index % 4 === 3 });
  await simulator.write(phone, secret('text', `Good Morrow ${index}, Hephaestus`), secret('name', name));
  const request = { phone, customerName: name, data: { hint: secret('prefill', `Xyzzy ${index}`) } };
  const { body } = await stack.invite(request, secret('idempotency key', `idem-${phone}`));
  const [send] = await simulator.sends(phone);
  secret('flow token', z.looseObject({ flowToken: z.string() }).parse(send?.body).flowToken);
  await simulator.complete(phone, String(body['messageId']), form);
  await stack.untilAnnounced('Appointment Booked', { invitationId: body['invitationId'] });
  for (const { id } of await simulator.messages(phone)) secret('message id', id);
}

/** Whatever bad input a function may remark on. */
async function misuse(): Promise<void> {
  const phone = secret('phone', '34655443322');
  const name = secret('name', 'Bartholomew Trubshaw');
  const junk = secret('junk', 'Gobbledegook-Habakkuk');
  const [id, answers] = [secret('message id', `wamid.${junk}`), secret('message id', `wamid.answered.${junk}`)];
  secret('bsuid', bsuidOf(phone));
  const bodies = [
    `{"${junk}": "${phone}"`,
    { type: 'calls', caller: phone, name },
    { messages: [{ id: 5, chatId: phone, senderName: name }], ack: [{ id, status: junk }] },
    completionBody('normalised', { id, phone, name, token: secret('flow token', `${junk}.token`) }),
    completionBody('raw', { phone, name, answers }),
    textBody('raw', { phone, name, text: secret('text', 'Quiero reservar a Trubshaw') }),
    statusesBody('raw', { id, phone, status: 'failed', error: { code: 131000, title: junk } }),
  ];
  for (const body of bodies) {
    for (const kind of ['all', 'messages', 'delivery', 'flowCompletion'] as const) await stack.webhook(kind, body);
  }

  const authorization = `Bearer ${junk}`;
  const answered = [
    await stack.invite(`{"phone":"${phone}`),
    await stack.invite({ phone: [phone], customerName: { name } }),
    await stack.invite({ phone: `${phone}${phone}`, customerName: name }),
    await stack.invite({ phone, language: name }),
    await stack.invite({ phone, data: name }),
    await stack.invite({ phone }, `${name} with blanks`),
    await request('GET', `${endpoints.api}/invitations/${phone}`, undefined, { authorization }),
    await request('POST', `${endpoints.api}/webhooks/${junk}/messages`, { phone, name }),
  ];
  for (const { text, status } of answered) {
    expect(status).toBeGreaterThanOrEqual(400);
    refusals.push(text);
  }
  await stack.requestInvitations([
    { phone: junk, customerName: name },
    { phone: `${phone}99999`, customerName: name },
    { [junk]: name },
  ]);
}

/** Failures of the provider and of the functions themselves. */
async function mishaps(): Promise<void> {
  const phone = secret('phone', '34677889911');
  const customerName = secret('name', 'Ermintrude Clutterbuck');
  const words = secret('provider’s words', `No luck with ${customerName} at ${phone}`);
  for (const behaviour of [
    { refuse: { status: 400, text: words, times: 1 } },
    { refuse: { status: 429, text: words, times: 1 } },
    { timeout: 'after', timeoutMs: 50 },
    { unreadable: 'after' },
    { jobId: true },
    { down: 'reset' },
    { failWith: { code: 131026, details: words, times: 1 } },
  ]) {
    await simulator.calm();
    await simulator.behave({ window: 'open', ...behaviour });
    refusals.push((await stack.invite({ phone, customerName })).text);
  }
  await simulator.calm();
  await simulator.behave({ latencyMs: 200, window: 'open' });
  const killed = stack.invite({ phone, customerName });
  await eventually(async () => (await simulator.sends(phone)).length === 8);
  stack.killFunction('send-flow');
  await killed;
  for (let minute = 0; minute < 3; minute++) await stack.passTime(65);
}

beforeAll(async () => {
  secret('API key', endpoints.apiKey);
  secret('webhook secret', endpoints.webhooks.all.split('/').at(-1) ?? '');
  secret('channel token', stack.channelToken);
  for (const [index, name] of NAMES.entries()) await book(index, name);
  await misuse();
  await mishaps();
  await stack.untilQuiet();
});

/** The secrets in a text, as they are or as a careless line of JSON would hold them. */
function secretsIn(text: string): [what: string, value: string][] {
  return [...secrets].filter(([, value]) => {
    return text.includes(value) || text.includes(JSON.stringify(value).slice(1, -1));
  });
}

describe('what a function prints', () => {
  it('tells that it worked, and what it refused', () => {
    for (const name of AT_WORK) expect(stack.log(name), name).toContain('REPORT');
    expect(stack.log('send-flow')).toContain('request refused');
  });

  it.each(FUNCTIONS)('holds nothing personal and no secret (%s)', (name) => {
    expect(secretsIn(stack.log(name) ?? '')).toEqual([]);
  });
});

describe('what a caller is told who did something wrong', () => {
  it('holds nothing personal and no secret', () => {
    expect(refusals.flatMap(secretsIn)).toEqual([]);
  });
});
