import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { HOLDS_PER_HOUR } from '../../functions/shared/domain/live-form/hold-budget.ts';
import { LocalDate } from '../../functions/shared/domain/places/day.ts';
import { addDays } from '../../functions/shared/domain/places/local-days.ts';
import { instantAt } from '../../functions/shared/domain/time/instant.ts';
import { derivedKeys } from '../../functions/shared/secrets/cached-secret.ts';
import { markPlacesReady } from '../../functions/shared/store/places/readiness.ts';
import { agendaAttributes, placesReadyKey } from '../../functions/shared/store/table/keys.ts';
import { openCustomerTable } from '../../functions/shared/store/table/table.ts';
import { aLiveClinicContract } from '../support/clinic.ts';
import { tracesOf } from '../support/customer-life.ts';
import { createInterruptedLine } from '../support/interrupted-line.ts';
import { startLiveForm } from '../support/live-form.ts';

const line = createInterruptedLine();
const form = await startLiveForm(aLiveClinicContract({ horizonDays: 60, leadMinutes: 60, openPerCustomer: 1 }), line);
const { world, exchange, aCustomer, holding, aBooked } = form;
type Customer = Awaited<ReturnType<typeof aCustomer>>;
const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };
const table = openCustomerTable(String(process.env['TABLE_NAME']), world.contract.channel.id, derivedKeys('root'));

const erase = ({ number }: Pick<Customer, 'number'>) =>
  world.call({ route: 'DELETE /customers', headers, query: { phone: number } });
const onWhen = (customer: Customer, data: object) =>
  customer.at('WHEN', { service: 'first-visit', resource: '-', ...data });

afterEach(() => {
  line.letThrough();
  vi.useRealTimers();
});

describe('what cannot be had now', () => {
  it('is answered with the present screen and words while others keep writing', async () => {
    const customer = await aCustomer();
    const held = await holding(customer);
    line.contend();
    const confirmed = await customer.confirm(held, { name: 'Alex', notes: 'First' });
    const { heading, summary } = held.data;
    expect(confirmed).toMatchObject({ status: 200, screen: 'DETAILS' });
    expect(confirmed.data).toMatchObject({ heading, summary, typed_name: 'Alex', error_message: expect.any(String) });
    const date = addDays(LocalDate.parse(held.data.date), 7);
    const other = await onWhen(customer, { step: 'hold', date, time: '10:00' });
    expect(other).toMatchObject({ status: 200, data: { error_message: expect.any(String) } });
    line.letThrough();
    expect(await customer.confirm(confirmed, { kept_name: 'Alex' })).toMatchObject({ screen: 'SUCCESS' });
    expect(await customer.booking()).toMatchObject({ state: 'booked', customerName: 'Alex' });
  });

  it('is answered with words while the places of earlier bookings are missing', async () => {
    const customer = await aCustomer();
    const held = await holding(customer);
    // A function that starts anew asks whether all bookings have their places.
    vi.resetModules();
    const old = { pk: 'invitation#old', ...agendaAttributes(table.channelId, instantAt(Date.now())) };
    await table.client.send(new PutItemCommand({ TableName: table.name, Item: marshall(old) }));
    await table.client.send(
      new DeleteItemCommand({ TableName: table.name, Key: marshall(placesReadyKey(table.channelId)) }),
    );
    const words = { error_message: expect.any(String) };
    expect(await customer.when()).toMatchObject({ status: 200, screen: 'CHOOSE', data: words });
    expect(await onWhen(customer, { step: 'look' })).toMatchObject({ status: 200, screen: 'CHOOSE', data: words });
    expect(await customer.confirm(held)).toMatchObject({ status: 200, screen: 'DETAILS', data: words });
    const back = await customer.at('DETAILS', held.data, { action: 'BACK' });
    expect(back).toMatchObject({ status: 200, screen: 'WHEN', data: { ...words, has_times: false } });
    await table.client.send(new DeleteItemCommand({ TableName: table.name, Key: marshall({ pk: old.pk }) }));
    await markPlacesReady(table, instantAt(Date.now()));
    expect(await customer.confirm(held)).toMatchObject({ screen: 'SUCCESS' });
  });

  it('is what the contract does not have any more, wherever the phone is', async () => {
    const customer = await aCustomer();
    const held = await holding(customer);
    const gone = { service: 'haircut', error_message: expect.any(String) };
    expect(await onWhen(customer, { ...gone, step: 'look' })).toMatchObject({ screen: 'CHOOSE' });
    expect(await onWhen(customer, { ...gone, step: 'none-suits' })).toMatchObject({ screen: 'CHOOSE' });
    const data = { ...held.data, ...gone };
    expect(await customer.at('DETAILS', data)).toMatchObject({ screen: 'WHEN', data: { has_times: false } });
    expect(await customer.at('DETAILS', data, { action: 'BACK' })).toMatchObject({ screen: 'WHEN' });
    expect(await customer.booking()).toBeUndefined();
  });

  it('is one appointment more than the contract lets a customer have', async () => {
    const customer = await aBooked();
    const { body } = await world.invite({ phone: customer.number });
    const token = String(world.provider.requestsTo(customer.number).at(-1)?.body['flowToken']);
    const second = { action: 'data_exchange', flow_token: token };
    const chosen = { service: 'first-visit', resource: '-' };
    const when = Object((await exchange({ ...second, screen: 'CHOOSE', data: chosen })).answer?.['data']);
    const start = { date: when.date, time: when.times[0].id };
    const hold = await exchange({ ...second, screen: 'WHEN', data: { ...chosen, ...start, step: 'hold' } });
    const data = { ...Object(hold.answer?.['data']), name: 'Alex' };
    const { answer } = await exchange({ ...second, screen: 'DETAILS', data });
    expect(answer).toMatchObject({ screen: 'WHEN', data: { error_message: expect.stringMatching('as many') } });
    expect((await world.invitation(body['invitationId'])).body['booking']).toBeUndefined();
  });

  it('is more holds in an hour than one invitation may take, and an hour later it is had', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    const customer = await aCustomer();
    const { data } = await customer.when();
    const days = Array.from({ length: 40 }, (_, day) => addDays(data.date, day + 7)).filter((date) => {
      const weekday = new Date(date).getUTCDay();
      return weekday > 0 && weekday < 6;
    });
    for (const date of days.slice(0, HOLDS_PER_HOUR))
      expect(await onWhen(customer, { step: 'hold', date, time: '15:00' })).toMatchObject({ screen: 'DETAILS' });
    const again = () => onWhen(customer, { step: 'hold', date: days[HOLDS_PER_HOUR], time: '15:00' });
    expect(await again()).toMatchObject({ screen: 'WHEN', data: { error_message: expect.stringMatching('often') } });
    vi.setSystemTime(Date.now() + 3_600_000);
    expect(await again()).toMatchObject({ screen: 'DETAILS' });
  });

  it('is an answer to who asks hundreds of times a minute; others hear of nothing', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    const [customer, other] = [await aCustomer(), await aCustomer()];
    let asked = 0;
    const ask = async () => {
      asked++;
      return (await customer.at('CHOOSE', { service: 'haircut' })).data.error_message;
    };
    const usual = await ask();
    while (asked < 300) await ask();
    expect(await ask()).not.toBe(usual);
    expect(await other.when()).toMatchObject({ screen: 'WHEN' });
    vi.setSystemTime(Date.now() + 60_000);
    expect(await customer.when()).toMatchObject({ screen: 'WHEN' });
  });
});

describe('a customer who is erased meanwhile', () => {
  it.each(['hold', 'confirm', 'none-suits'])(
    'gets the end of the form for their %s, and leaves nothing',
    async (step) => {
      const customer = await aCustomer();
      const held = await holding(customer);
      const { date, time } = held.data;
      // Before the transaction, or before the write of the invitation alone.
      line.before(
        ({ operation }) => operation === (step === 'none-suits' ? 'UpdateItem' : 'TransactWriteItems'),
        () => erase(customer),
      );
      const late = addDays(LocalDate.parse(date), 7);
      const answer = await (step === 'confirm' ? customer.confirm(held) : onWhen(customer, { step, date: late, time }));
      expect(answer).toMatchObject({ status: 427, over: expect.stringMatching('over') });
      expect(await tracesOf(table, { marks: [customer.number] })).toEqual([]);
      // Neither the hold of before keeps anybody away, nor what was asked for.
      expect(await (await aCustomer()).hold(date, time)).toMatchObject({ screen: 'DETAILS' });
      if (step === 'hold') expect(await (await aCustomer()).hold(late, time)).toMatchObject({ screen: 'DETAILS' });
    },
  );
});
