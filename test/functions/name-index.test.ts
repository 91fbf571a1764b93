import { describe, expect, inject, it } from 'vitest';
import { aClinicContract } from '../support/clinic.ts';
import { createCountedLine, type TableCall } from '../support/counted-line.ts';
import { aWord, createCustomers } from '../support/customers.ts';
import { aPhone } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';
import { unitsByItem } from '../support/write-units.ts';

const heard: TableCall[] = [];
const world = await startWorld(
  aClinicContract(),
  createCountedLine((call) => heard.push(call)),
);
const { aDate, authorization, book, found, settle } = createCustomers(world);

/** What the stream's reader writes for the name of a customer, in write units; and the table's calls for it. */
async function unitsOfName(name: string, phone: string): Promise<number> {
  const before = (await world.engine.stream.read(undefined, 10_000)).length;
  heard.length = 0;
  await book(name, { phone });
  const records = (await world.engine.stream.read(undefined, 10_000)).slice(before);
  const written = unitsByItem(inject('table'), records, heard).filter(({ type }) => type === 'name' || type === 'chat');
  return written.reduce((sum, { table, indexes }) => sum + table + indexes, 0);
}

describe('the index of names', () => {
  it('costs two write units for each word of a new customer, one for each length that it is found by, two for the list, and nothing after that', async () => {
    const phone = aPhone();
    const name = `Ana ${aWord()}`;
    expect(await unitsOfName(name, phone)).toBe(2 * 2 + 3 + 2);
    expect(await unitsOfName(name.toUpperCase(), phone)).toBe(0);
  });

  it('has every name of a customer who is booked under two at the same time', async () => {
    const phone = aPhone();
    const names = [aWord(), aWord()];
    const asked = names.map((customerName, index) => ({
      ...{ service: 'consultation', date: aDate(), time: `1${index}:00`, customerName, phone },
    }));
    const route = 'POST /bookings';
    await Promise.all(asked.map((body) => world.call({ route, headers: { authorization }, body })));
    await settle();
    for (const name of names) expect(await found(name)).toHaveLength(1);
  });

  it('takes an entry with it that no name of the customer has any more', async () => {
    const phone = aPhone();
    const names = Array.from({ length: 6 }, aWord);
    for (const name of names) await book(name, { phone });
    const isFound = await Promise.all(names.map(async (name) => (await found(name)).length));
    expect(isFound).toEqual([0, 0, 1, 1, 1, 1]);
  });
});
