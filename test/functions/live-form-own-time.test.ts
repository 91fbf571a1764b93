/** Customers confirm in a live form a time that became their own while they filled it in. */
import { describe, expect, it } from 'vitest';
import { LocalDate } from '../../functions/shared/domain/places/day.ts';
import { addDays } from '../../functions/shared/domain/places/local-days.ts';
import { aVisit, createApprovals } from '../support/approvals.ts';
import { aLiveClinicContract } from '../support/clinic.ts';
import { startLiveForm } from '../support/live-form.ts';

const form = await startLiveForm(aLiveClinicContract({ horizonDays: 60, leadMinutes: 60, approval: 'manual' }));
const { world, aCustomer, holding, aBooked } = form;
const { announced, approve, cancel, complete, patch, refuse, seen } = createApprovals(world);
type Customer = Awaited<ReturnType<typeof aCustomer>>;
type Held = Awaited<ReturnType<typeof holding>>;

const typed = { name: 'Alex', notes: 'By lift' };

/** The customer sends the static form of the same invitation as well. */
const submit = ({ number, token, id }: Customer, { date, time }: { date: string; time: string }, ago: number) =>
  complete({ phone: number, token, id, messageId: '' }, aVisit(date, time), ago);

/** A customer who holds a time that a form of theirs then asked for, so that it waits for approval. */
async function aTwiceAsked(): Promise<{ customer: Customer; held: Held }> {
  const customer = await aCustomer();
  const held = await holding(customer);
  await submit(customer, held.data, 60);
  return { customer, held };
}

/** A customer who holds a later time, to which staff then moved their appointment. */
async function aMoved(): Promise<{ customer: Customer; held: Held }> {
  const customer = await aBooked(typed);
  const { date } = (await customer.when()).data;
  const later = await customer.look(addDays(LocalDate.parse(date), 14));
  const held = await customer.hold(later.data.date, later.data.times[0].id);
  await patch(customer.id, { date: held.data.date, time: held.data.time });
  return { customer, held };
}

const elsewhere = ({ data }: Held) => ({ date: addDays(LocalDate.parse(data.date), 7), time: data.time });

describe('a time that became the own one while it was held', () => {
  it('is confirmed with what was typed, keeps its place, and is put off by nothing', async () => {
    const { customer, held } = await aTwiceAsked();
    const before = await customer.booking();
    expect(before).toMatchObject({ state: 'to-approve' });
    expect((await customer.confirm(held, typed)).screen).toBe('SUCCESS');
    expect(await customer.booking()).toEqual({ ...before, customerName: 'Alex', notes: 'By lift' });
  });

  it('stays approved', async () => {
    const { customer, held } = await aTwiceAsked();
    await approve(customer.id);
    const before = await customer.booking();
    await customer.confirm(held, typed);
    expect(await customer.booking()).toEqual({ ...before, notes: 'By lift' });
  });

  it('stays as staff moved it, and is announced as no change', async () => {
    const { customer, held } = await aMoved();
    const before = await customer.booking();
    await announced();
    expect((await customer.confirm(held, typed)).screen).toBe('SUCCESS');
    expect(await customer.booking()).toEqual(before);
    const events = (await announced()).filter(({ detail }) => detail['invitationId'] === customer.id);
    expect(events).toMatchObject([{ type: 'Appointment Changed', detail: { previous: before, booking: before } }]);
  });

  it('is the last word: a form that was sent before and comes later changes nothing', async () => {
    const { customer, held } = await aTwiceAsked();
    await customer.confirm(held);
    const before = await customer.booking();
    await submit(customer, elsewhere(held), 30);
    expect(await customer.booking()).toEqual(before);
  });

  it.each([
    ['a form asked for', 'declined', aTwiceAsked, ({ id }: Customer) => refuse(id, { reason: 'Ana is away' })],
    ['a form asked for', 'cancelled', aTwiceAsked, ({ id }: Customer) => cancel(id)],
    ['a form asked for', 'moved', aTwiceAsked, ({ id }: Customer, held: Held) => patch(id, elsewhere(held))],
    ['staff set', 'cancelled', aMoved, ({ id }: Customer) => cancel(id)],
    ['staff set', 'moved', aMoved, ({ id }: Customer, held: Held) => patch(id, elsewhere(held))],
  ])('is not asked for anew when a phone repeats its confirmation: %s it, and staff %s it since', async (...row) => {
    const [, , begin, change] = row;
    const { customer, held } = await begin();
    const confirm = () => customer.confirm(held, typed);
    expect((await confirm()).screen).toBe('SUCCESS');
    expect(await change(customer, held)).toMatchObject({ status: 200 });
    const before = await seen(customer.id);
    for (const _ of [1, 2]) expect((await confirm()).screen).toBe('SUCCESS');
    expect(await seen(customer.id)).toEqual(before);
  });
});
