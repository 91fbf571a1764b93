import { afterEach, describe, expect, it, vi } from 'vitest';
import { ChatId } from '../../functions/shared/domain/customer/recipient.ts';
import { exportPerson } from '../../functions/shared/operations/customer/export-customer.ts';
import { derivedKeys } from '../../functions/shared/secrets/cached-secret.ts';
import type { Position } from '../../functions/shared/store/table/pages.ts';
import { openCustomerTable } from '../../functions/shared/store/table/table.ts';
import { aClinicContract } from '../support/clinic.ts';
import { createCustomers } from '../support/customers.ts';
import { readPages } from '../support/lists.ts';
import { useTableModel } from '../support/table-model.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld(aClinicContract({}, { country: 'ES' }), useTableModel());
const { book, exported } = createCustomers(world);
const table = openCustomerTable(String(process.env['TABLE_NAME']), world.contract.channel.id, derivedKeys('root'));

const DAY_MS = 86_400_000;
const began = Date.now();
const daysAgo = (days: number) => vi.useFakeTimers({ toFake: ['Date'], now: began - days * DAY_MS });
const strange = (said: string) => world.webhook({ strange: [said] });

afterEach(() => {
  vi.useRealTimers();
});

/** All parts of what is kept about a phone, each with so much time left (ms). */
async function partsOf(phone: string, remainingMs: number, limit = 100) {
  const parts: (readonly Record<string, unknown>[])[] = [];
  let after: Position | undefined;
  do {
    const part = await exportPerson(table, ChatId.parse(`${phone}@c.us`), { limit, after }, () => remainingMs);
    parts.push(part.items);
    after = part.end;
  } while (after);
  return parts;
}

const kindsOf = (parts: readonly (readonly Record<string, unknown>[])[]) =>
  parts.map((part) => part.map(({ type }) => String(type)));

describe('all that is kept about a customer', () => {
  it('has what could not be matched of each day on which it is kept, if it names the person, a message or a booking of theirs', async () => {
    const { phone, id, messageId } = await world.anInvitation();
    const said = [`from ${phone}`, `about ${messageId}`, `for ${id}`];
    for (const [days, text] of [
      [32, said[0]],
      [3, said[1]],
      [0, said[2]],
      [3, 'of somebody else'],
    ] as const) {
      daysAgo(days);
      await strange(String(text));
    }
    daysAgo(0);
    const parts = await readPages((cursor) => exported({ phone, ...cursor }));
    const unmatched = parts.flat().filter(({ type }) => type === 'unmatched');
    expect(unmatched.map(({ text }) => String(text))).toEqual(said.map((text) => expect.stringContaining(text)));
    for (const item of unmatched) expect(item).not.toHaveProperty('pk');
  });

  it('comes in parts where there is no time for all days, none of which is left out', async () => {
    const { phone } = await world.anInvitation();
    for (const days of [2, 1]) {
      daysAgo(days);
      await strange(`${phone} ${days} days ago`);
    }
    daysAgo(0);
    const told = (parts: readonly (readonly Record<string, unknown>[])[]) =>
      parts.flat().flatMap(({ type, text }) => (type === 'unmatched' ? [text] : []));
    const hurried = await partsOf(phone, 4000);
    const patient = await partsOf(phone, 4001);
    expect(told(hurried)).toHaveLength(2);
    expect(told(hurried)).toEqual(told(patient));
    expect(patient).toHaveLength(2);
    expect(hurried.length).toBeGreaterThan(30);
  });

  it('has their chats once, in the first part', async () => {
    const { phone } = await book('Ana');
    await book('Ana', { phone, time: '12:00' });
    const [first = [], ...others] = kindsOf(await partsOf(phone, 60_000, 1));
    expect(first.filter((type) => type === 'chat')).toHaveLength(1);
    expect(others.flat()).not.toContain('chat');
    expect(others.flat()).toContain('invitation');
  });

  it('is told by the address of whoever has one, and who asks by a booking hears so', async () => {
    const { invitationId } = await book('Ana');
    expect(await exported({ invitationId })).toMatchObject({
      status: 400,
      body: {
        faults: [
          {
            field: 'invitationId',
            rule: 'belongs to a customer with an address: export them by phone or chatId',
          },
        ],
      },
    });
  });
});
