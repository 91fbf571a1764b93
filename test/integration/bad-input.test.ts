import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { eventually } from '../local/support/eventually.ts';
import { aPhone, completionBody } from '../support/webhooks.ts';
import { createItemCounter } from './support/count-items.ts';
import { expectProblem } from './support/expect-problem.ts';
import { aFreeDay } from './support/free-days.ts';
import { anyWebhookBody, hashOf, nested, UNREADABLE, UNUSABLE } from './support/hostile-bodies.ts';
import { type Answer, request, requestAsWritten } from './support/request.ts';
import { shareStack, type WebhookKind } from './support/running-stack.ts';

const stack = await shareStack('single');
const { api, apiKey, webhooks } = stack.endpoints;
const countItems = createItemCounter(stack.aws.table ?? '');

const KIB = 1024;
const KINDS = ['all', 'messages', 'delivery', 'flowCompletion'] as const;

const Tally = z.strictObject({
  recorded: z.number(),
  duplicate: z.number(),
  ignored: z.number(),
  unmatched: z.number(),
});

const withSecret = (kind: WebhookKind, secret: string) =>
  webhooks[kind].replace(/\/webhooks\/[^/]+/, `/webhooks/${secret}`);

/** Posts a body to each URL in turn; expects it to be taken, and gives what became of it. */
async function postEverywhere(body: unknown) {
  const tallies: z.infer<typeof Tally>[] = [];
  for (const kind of KINDS) {
    const answer = await stack.webhook(kind, body);
    expect(answer.status).toBe(200);
    tallies.push(Tally.parse(answer.body));
  }
  return tallies;
}

describe('a webhook body with the right secret', () => {
  it.each(Object.entries(UNUSABLE))('is kept and announced once, being %s', async (_, body) => {
    const [first, ...others] = await postEverywhere(body);
    expect(first?.unmatched).toBe(1);
    for (const other of others) expect(other).toEqual({ recorded: 0, duplicate: 1, ignored: 0, unmatched: 0 });
    await stack.untilAnnounced('Unmatched Webhook Received', { hash: hashOf(body) });
  });

  it.each(Object.entries(UNREADABLE))('is answered with 200 by every URL, holding %s', async (_, body) => {
    const [all] = await postEverywhere(body);
    expect(all?.unmatched).toBeGreaterThan(0);
    expect(all?.recorded).toBe(0);
  });

  it('is recorded as far as it can be understood', async () => {
    const ack = [{ id: 'wamid.foreign', status: 'delivered' }, { id: 'wamid.foreign' }, 17];
    const { status, body } = await stack.webhook('all', { ack, messages: 'none' });
    expect([status, body]).toEqual([200, { recorded: 1, duplicate: 0, ignored: 0, unmatched: 2 }]);
  });
});

describe('a webhook body with a wrong secret', () => {
  it.each(['x'.repeat(43), 'x', '%00', '%E0%A4%A', '..%2f..', apiKey])(
    'is answered with 404 and leaves no trace (%#)',
    async (secret) => {
      await stack.untilQuiet();
      const before = await countItems();
      for (const kind of KINDS) {
        for (const body of ['not even JSON', { ack: [{ id: 'wamid.new', status: 'read' }] }]) {
          const answer = await request('POST', withSecret(kind, secret), body);
          expect(answer.status).toBe(404);
        }
      }
      expect(await countItems()).toBe(before);
    },
  );

  it('is answered as an address that does not exist, with a problem', async () => {
    expectProblem(await request('POST', withSecret('all', 'x'.repeat(43)), '{}'), 404, 'not-found');
  });
});

describe('an address or a header of a form of its own', () => {
  const secret = webhooks.all.split('/').at(-1) ?? '';
  const BODY = JSON.stringify({ ack: [{ id: 'wamid.tricky', status: 'read' }] });

  it.each([
    `//webhooks/${secret}`,
    `/webhooks//${secret}`,
    `/webhooks/${secret}/`,
    `/webhooks/${secret}//messages`,
    `/webhooks/${secret}/${secret}`,
    `/webhooks/${secret}%00`,
    `/webhooks/${secret}/../messages`,
    `/WEBHOOKS/${secret}`,
    `/webhooks/${secret}/Messages`,
    `/webhooks/${secret};a=1`,
    `/webhooks/${secret},${secret}`,
    `/webhooks/x?secret=${secret}`,
    `/invitations/../webhooks/${secret}`,
  ])('leads nowhere (%#)', async (path) => {
    expect((await requestAsWritten(api, { method: 'POST', path, body: BODY })).status).toBe(404);
  });

  it.each([
    ['a key behind a wrong one', ['authorization', 'Bearer x', 'authorization', `Bearer ${apiKey}`]],
    ['two keys in one', ['authorization', `Bearer x, Bearer ${apiKey}`]],
    ['the key under other names', ['x-api-key', apiKey, 'proxy-authorization', `Bearer ${apiKey}`]],
    ['another method in a header', ['x-http-method-override', 'GET', 'authorization', 'Bearer x']],
  ])('opens nothing, being %s', async (_, headers) => {
    const sent = { method: 'POST', path: '/invitations', headers, body: '{}' };
    expect((await requestAsWritten(api, sent)).status).toBe(401);
  });

  it('of 20 KB is turned away, and holds up nobody', async () => {
    const headers = ['authorization', `Bearer ${apiKey}`, 'x-much', 'x'.repeat(20 * KIB)];
    const { status } = await requestAsWritten(api, { method: 'GET', path: '/invitations/any', headers });
    expect(status).toBe(431);
    expect((await stack.webhook('all', BODY)).status).toBe(200);
  });
});

describe('a request for an invitation', () => {
  const phone = aPhone();
  const faultsOf = ({ body }: Answer) =>
    z.array(z.object({ field: z.string(), rule: z.string() })).parse(body['faults']);

  it.each([
    ['nothing', ''],
    ['no JSON', 'phone=34600000001'],
    ['half a JSON', `{"phone": "${phone}"`],
    ['bytes that are no text', new Uint8Array([0xff, 0x00])],
    ['ten thousand levels', `{"phone":"${phone}","data":${nested(10_000)}}`],
  ])('that holds %s is answered with 400', async (_, body) => {
    expectProblem(await stack.invite(body), 400, 'not-json');
  });

  it.each([
    ['an array', [{ phone }], ['(body)']],
    ['a number', '42', ['(body)']],
    ['null', 'null', ['(body)']],
    ['no address', {}, ['(body)']],
    ['two addresses', { phone, chatId: `${phone}@c.us` }, ['(body)']],
    ['an unknown field', { phone, colour: 'red' }, ['colour']],
    [
      'wrong types everywhere',
      { phone: true, customerName: 5, language: [], flowId: 12_345, data: 'x' },
      ['phone', 'customerName', 'language', 'flowId', 'data'],
    ],
    ['a language nobody speaks', { phone, language: 'xx' }, ['language']],
    ['the name of a language’s own property', { phone, language: 'constructor' }, ['language']],
    ['a chat id of another kind', { chatId: 'somebody' }, ['chatId']],
    ['a chat id with strange signs', { chatId: 'a b\u0000@lid' }, ['chatId']],
    ['an endless name', { phone, customerName: 'x'.repeat(201) }, ['customerName']],
    ['empty prefill', { phone, data: {} }, ['data']],
  ])('with %s is answered with 400, naming each field', async (_, body, fields) => {
    const answer = await stack.invite(body);
    expectProblem(answer, 400, 'malformed');
    expect(faultsOf(answer).map(({ field }) => field)).toEqual(fields);
  });

  it.each(['with blanks', 'x'.repeat(256), 'é'])(
    'with a key that cannot serve as one is answered with 400 (%#)',
    async (key) => {
      const answer = await stack.invite({ phone }, key);
      expectProblem(answer, 400, 'malformed');
      expect(faultsOf(answer).map(({ field }) => field)).toEqual(['Idempotency-Key']);
    },
  );

  it('of more than 256 KB is answered with 413', async () => {
    const body = (bytes: number) => JSON.stringify({ phone, junk: true }).padEnd(bytes);
    expectProblem(await stack.invite(body(256 * KIB + 1)), 413, 'too-large');
    expectProblem(await stack.invite(body(256 * KIB)), 400, 'malformed');
  });

  it.each(['12', '999999999999', '+34 600', 'call me', '', 0])(
    'to the phone %j is answered with 422',
    async (impossible) => {
      expectProblem(await stack.invite({ phone: impossible }), 422, 'impossible-phone');
    },
  );

  it('under a key used for another request is answered with 422', async () => {
    const customer = aPhone();
    await stack.inviteWhoWrote(customer, 'used-key');
    expectProblem(
      await stack.invite({ phone: customer, customerName: 'Somebody' }, 'used-key'),
      422,
      'idempotency-key-reused',
    );
    expectProblem(await stack.invite({ phone: aPhone() }, 'used-key'), 422, 'idempotency-key-reused');
  });

  it('under a key whose first request is still running is answered with 409 and a time to come back', async () => {
    const customer = aPhone();
    await stack.simulator.behave({ latencyMs: 500, window: 'open' });
    // From here on there are two processes, so that the second request need not wait for one to start.
    await Promise.all([stack.invite({ phone: aPhone() }), stack.invite({ phone: aPhone() })]);
    const first = stack.invite({ phone: customer }, 'running-key');
    await eventually(async () => (await stack.simulator.sends(customer)).length === 1);
    const second = await stack.invite({ phone: customer }, 'running-key');
    expectProblem(second, 409, 'still-running');
    expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await first).status).toBe(201);
    expect((await stack.invite({ phone: customer }, 'running-key')).status).toBe(200);
  });

  it.each([
    ['no key', {}],
    ['a wrong key', { authorization: `Bearer ${'x'.repeat(43)}` }],
    ['an empty key', { authorization: 'Bearer ' }],
    ['the key under another scheme', { authorization: `Basic ${apiKey}` }],
    ['the key alone', { authorization: apiKey }],
    ['the webhook secret', { authorization: `Bearer ${webhooks.all.split('/').at(-1)}` }],
  ])('with %s is answered with 401 before it is read', async (_, headers) => {
    await stack.untilQuiet();
    const before = await countItems();
    expectProblem(await request('POST', `${api}/invitations`, 'not even JSON', headers), 401, 'unauthorized');
    expectProblem(await request('GET', `${api}/invitations/some-id`, undefined, headers), 401, 'unauthorized');
    expect(await countItems()).toBe(before);
  });

  it('is never answered with a 5xx for what it holds', async () => {
    const field = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(phone, `${phone}@c.us`, 'en', '12345'));
    const body = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(fc.constantFrom('phone', 'chatId', 'customerName', 'language', 'flowId', 'data'), field),
    );
    const property = fc.asyncProperty(body, async (sent) => {
      const { status } = await eventually(async () => {
        const answer = await stack.invite(JSON.stringify(sent));
        return answer.status !== 429 && answer;
      });
      expect([201, 400, 422]).toContain(status);
    });
    await stack.simulator.behave({ window: 'open' });
    await fc.assert(property, { seed: 7, numRuns: 60 });
  });
});

describe('a question for an invitation', () => {
  const authorization = `Bearer ${apiKey}`;

  it.each(['no-id', '%00', '%E0%A4%A', '0197a0b0-0000-7000-8000-000000000000', 'x'.repeat(2000)])(
    'that does not exist is answered with 404 (%#)',
    async (id) => {
      expectProblem(await request('GET', `${api}/invitations/${id}`, undefined, { authorization }), 404, 'not-found');
    },
  );
});

describe('a form that makes no sense', () => {
  const DAY = aFreeDay();

  it.each<[string, string, string[]]>([
    ['no date and no time', '{"service":"consultation"}', ['date-missing', 'time-missing']],
    ['a date and a time that are none', '{"date":"soon","time":"25:61"}', ['date-unreadable', 'time-unreadable']],
    ['a day that does not exist', '{"date":"2031-02-30","time":"10:00"}', ['date-unreadable']],
    ['values of strange types', '{"date":{"a":[1]},"time":[],"name":{"b":null}}', ['date-missing', 'time-missing']],
    ['names of the language', '{"__proto__":{"x":1},"constructor":1,"":2}', ['date-missing', 'time-missing']],
    ['100 KB', JSON.stringify({ date: DAY, time: '10:00', junk: 'x'.repeat(100 * KIB) }), ['form-too-large']],
  ])('is kept and asks for attention, having %s', async (_, fields, attention) => {
    const { invitationId, messageId: answers } = await stack.inviteWhoWrote(aPhone());
    const sent = JSON.parse(fields);
    const body = completionBody('raw', { answers, at: stack.nowSeconds(), fields: sent });
    expect((await stack.webhook('flowCompletion', body)).status).toBe(200);
    const { change } = await stack.untilAnnounced('Appointment Booked', { invitationId });

    const { status, booking, history } = await stack.invitation(invitationId);
    expect([status, booking?.['attention']]).toEqual(['completed', attention]);
    const { junk: _tooLarge, ...kept } = sent;
    expect(history.map(({ form }) => form)).toEqual([kept]);
    expect(change).toMatchObject({ form: kept });
  });
});

describe('any webhook body', () => {
  it('is answered with 200, whatever it holds', async () => {
    const property = fc.asyncProperty(anyWebhookBody, fc.constantFrom(...KINDS), async (sent, kind) => {
      const answer = await stack.webhook(kind, sent);
      expect(answer.status).toBe(200);
      Tally.parse(answer.body);
    });
    await fc.assert(property, { seed: 7, numRuns: 20 });
  });
});

it('nothing of all this failed behind the scenes', async () => {
  await stack.untilQuiet();
  expect(stack.failures()).toEqual([]);
});
