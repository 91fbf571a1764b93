/** Phones that another customer writes from by now, and what is known of the names behind an address. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { KnownNames } from '../../functions/shared/domain/customer/known-names.ts';
import { derivedKeys } from '../../functions/shared/secrets/cached-secret.ts';
import { openCustomerTable } from '../../functions/shared/store/table/table.ts';
import { aClinicContract } from '../support/clinic.ts';
import { itemsOf as storedItems } from '../support/customer-life.ts';
import { aWord, createCustomers } from '../support/customers.ts';
import { useTableModel } from '../support/table-model.ts';
import {
  aPhone,
  bsuidOf,
  completionBody,
  normalisedBody,
  secondsAgo,
  textBody,
  textMessage,
} from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld(aClinicContract({}, { country: 'ES' }), useTableModel());
const { aDate, book, correct, erase, found, settle } = createCustomers(world);
const table = openCustomerTable(String(process.env['TABLE_NAME']), world.contract.channel.id, derivedKeys('root'));
const DAY_MS = 86_400_000;

afterEach(() => {
  vi.useRealTimers();
});

/** Somebody writes from a phone, with WhatsApp's own id of them. */
const sayAs = (phone: string, authorBsuid: string, text: string, ago: number) =>
  world.webhook(normalisedBody({ ...textMessage({ phone, text, at: secondsAgo(ago) }), authorBsuid }), '/messages');
const sayUnder = (phone: string, text: string, ago: number, name = '') =>
  world.webhook(textBody('raw', { phone, text, name, at: secondsAgo(ago) }), '/messages');
const mayBeInvited = async (request: { phone: string } | { chatId: string }) =>
  (await world.invite(request)).status !== 422;
const chatOf = (bsuid: string) => ({ chatId: `${bsuid}@lid` });

describe('a phone that went to another customer', () => {
  it('leaves the one before the opt-in by which they took their opt-out back', async () => {
    const phone = aPhone();
    const [before, now] = [bsuidOf(aPhone()), bsuidOf(phone)];
    for (const [text, ago] of [
      ['Hello', 95],
      ['STOP', 90],
      ['START', 80],
    ] as const)
      await sayAs(phone, before, text, ago);
    await sayAs(phone, now, 'Hello', 30);
    expect(await mayBeInvited(chatOf(before))).toBe(true);
  });

  it('gives the one before no opt-in that the other says with their first word', async () => {
    const phone = aPhone();
    const [before, now] = [bsuidOf(aPhone()), bsuidOf(phone)];
    await sayAs(phone, before, 'Hello', 95);
    await sayAs(phone, before, 'STOP', 90);
    await sayAs(phone, now, 'START', 30);
    expect(await mayBeInvited(chatOf(before))).toBe(false);
    expect(await mayBeInvited(chatOf(now))).toBe(true);
  });

  it('is the same customer’s by a message that comes late, as long as nobody else’s it was', async () => {
    const phone = aPhone();
    const bsuid = bsuidOf(phone);
    await sayUnder(phone, 'Hello', 30);
    await sayAs(phone, bsuid, 'Hello', 90);
    await sayUnder(phone, 'STOP', 10);
    expect(await mayBeInvited(chatOf(bsuid))).toBe(false);
  });
});

/** The names that a phone is found by, the newest first, as they are stored. */
async function namesOf(phone: string): Promise<string[]> {
  const chats = [...(await storedItems(table)).values()].filter(({ chatId }) => chatId === `${phone}@c.us`);
  return chats.flatMap(({ foundAs }) => (foundAs ? KnownNames.parse(foundAs).names : []));
}

/** A customer who books by the form of their invitation; `calls` is what they call themselves. */
async function bookByForm(fields: object, phone = aPhone(), calls = ''): Promise<string> {
  const { body } = await world.invite({ phone });
  const token = String(world.provider.requestsTo(phone).at(-1)?.body['flowToken']);
  const form = { service: 'Consultation', date: aDate(), time: '11:00', ...fields };
  await world.webhook(completionBody('raw', { phone, token, name: calls, fields: form, at: secondsAgo(20) }));
  await settle();
  expect(body['status']).toBe('accepted');
  return phone;
}

describe('the names of a customer', () => {
  it('are what they call themselves where the form names nobody, and none where they call themselves nothing', async () => {
    const [called, silent] = [aPhone(), aPhone()];
    await sayUnder(called, 'Hello', 60, 'Ana');
    await bookByForm({}, called, 'Ana');
    await bookByForm({}, silent);
    expect([await namesOf(called), await namesOf(silent)]).toEqual([['Ana'], []]);
  });

  it('are the one of the form before the one that they call themselves', async () => {
    const phone = aPhone();
    await sayUnder(phone, 'Hello', 60, 'Nana');
    await bookByForm({ name: 'Ana' }, phone, 'Nana');
    expect(await namesOf(phone)).toEqual(['Ana', 'Nana']);
  });

  it('stay as staff corrected them by a booking that is settled again, and get no other from before', async () => {
    const [wrong, right] = [aWord(), aWord()];
    const { phone, invitationId } = await book(wrong);
    await correct({ phone }, { name: right });
    const patched = await world.call({
      route: 'PATCH /bookings/{invitationId}',
      path: { invitationId },
      headers: { authorization: `Bearer ${world.keys.apiKey.current}` },
      body: { notes: 'Called' },
    });
    expect(patched.status).toBe(200);
    await settle();
    expect(await found(right)).toEqual([right]);
  });

  it('are found again by what is settled late, and never after an erasure', async () => {
    const word = aWord();
    const phone = await bookByForm({ name: word });
    expect(await found(word)).toEqual([word]);
    const records = await world.stream.read(undefined, 10_000);
    const theirs = records.filter(({ dynamodb }) => dynamodb?.NewImage?.['booking']?.M);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + DAY_MS });
    expect((await erase({ phone })).body).toMatchObject({ complete: true });
    const { handler } = await import('../../functions/settle-bookings/handler.ts');
    expect(await handler({ Records: theirs.slice(-3) }, {} as never)).toEqual({ batchItemFailures: [] });
    expect(await found(word)).toEqual([]);
  });
});
