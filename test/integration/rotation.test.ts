import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { ownWebhooks } from '../../functions/shared/provider/webhook-list.ts';
import { runIn } from '../cli/support/channel-world.ts';
import { aMessageId, aPhone, completionBody, statusesBody } from '../support/webhooks.ts';
import { request } from './support/request.ts';
import { startStack } from './support/running-stack.ts';

// Its keys are never again those that other test files would know.
const stack = await startStack('single');
const { simulator, endpoints } = stack;

/** Longer than any function goes without looking at its secrets, by its own clock (functions/shared/secrets). */
const EVERYBODY_KNOWS_AFTER_S = 6 * 60;

const folder = mkdtempSync(join(tmpdir(), 'rotation-'));
mkdirSync(join(folder, '.local'));
writeFileSync(join(folder, '.local', 'endpoints.json'), JSON.stringify(endpoints));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function channel(...argv: string[]) {
  const outcome = await runIn(folder, [...argv, '--local', '--json']);
  expect(outcome.exitCode).toBe(0);
  return outcome.json();
}

const Keys = z.object({ apiKey: z.string(), calendar: z.string(), webhooks: z.object({ all: z.string() }) });
type Keys = z.infer<typeof Keys>;
const keysNow = async () => Keys.parse(await channel('keys'));

/** A new generation of every key, which everybody knows then. */
async function rotateAll(): Promise<Keys> {
  for (const purpose of ['apiKey', 'webhook', 'calendar', 'signing']) await channel('keys', 'rotate', purpose, '--yes');
  await simulator.advance(EVERYBODY_KNOWS_AFTER_S);
  return keysNow();
}

/** How each door answers who comes with these keys. */
async function answersTo({ apiKey, calendar, webhooks }: Keys) {
  const { messages, delivery, flowCompletion } = ownWebhooks(endpoints.api, webhooks.all.split('/').at(-1) ?? '');
  const status = (id: string) => statusesBody('raw', { id, status: 'read' });
  const posted = [webhooks.all, messages, delivery, flowCompletion].map((url) =>
    request('POST', url, status(aMessageId())),
  );
  const authorization = `Bearer ${apiKey}`;
  const asked = [
    request('GET', `${endpoints.api}/worklist?day=2026-12-01&kind=unmatched`, undefined, { authorization }),
    request('GET', calendar),
  ];
  return (await Promise.all([...posted, ...asked])).map((answer) => answer.status);
}

const OPEN = [200, 200, 200, 200, 200, 200];
const CLOSED = [404, 404, 404, 404, 401, 404];

/** An invitation by whoever holds an API key, and the form that came with it, not sent yet. */
async function invited({ apiKey }: Keys) {
  const phone = aPhone();
  const authorization = `Bearer ${apiKey}`;
  const { status, body } = await request('POST', `${endpoints.api}/invitations`, { phone }, { authorization });
  expect(status).toBe(201);
  const [send] = await simulator.sends(phone);
  const { flowToken } = z.looseObject({ flowToken: z.string() }).parse(send?.body);
  return { phone, token: flowToken, id: body['invitationId'] };
}

/** What becomes of a form that the customer sends now. */
async function formSent({ phone, token }: { phone: string; token: string }, { webhooks }: Keys) {
  const form = completionBody('raw', { phone, token, at: stack.nowSeconds() });
  return (await request('POST', webhooks.all, form)).body;
}

describe('the keys of a running stack', () => {
  beforeEach(() => simulator.behave({ window: 'open', drop: 'all' }));

  it('are good until they are rotated twice, and so are the forms that went out with them', async () => {
    const first = await keysNow();
    expect(await answersTo(first)).toEqual(OPEN);
    const [sentAtOnce, sentLate] = [await invited(first), await invited(first)];

    const second = await rotateAll();
    expect(await answersTo(first)).toEqual(OPEN);
    expect(second).not.toMatchObject({ apiKey: first.apiKey });
    expect(await answersTo(second)).toEqual(OPEN);
    const between = await invited(second);
    expect(await formSent(sentAtOnce, first)).toMatchObject({ recorded: 1 });

    const third = await rotateAll();
    expect(await answersTo(first)).toEqual(CLOSED);
    expect(await answersTo(second)).toEqual(OPEN);
    expect(await answersTo(third)).toEqual(OPEN);
    expect(await formSent(sentLate, third)).toMatchObject({ recorded: 0, unmatched: 1 });
    expect(await formSent(between, second)).toMatchObject({ recorded: 1 });
    expect(await formSent(await invited(third), third)).toMatchObject({ recorded: 1 });
    expect(stack.failures()).toEqual([]);
  });
});
