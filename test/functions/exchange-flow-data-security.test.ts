import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { afterEach, describe, expect, inject, it, vi } from 'vitest';
import { mintFlowToken, verifyFlowToken } from '../../functions/shared/domain/forms/flow-token.ts';
import { invitationIdFor } from '../../functions/shared/domain/invitation/invitation-id.ts';
import { LocalDate } from '../../functions/shared/domain/places/day.ts';
import { addDays } from '../../functions/shared/domain/places/local-days.ts';
import { isSignedByApp } from '../../functions/shared/provider/exchange/app-signature.ts';
import { deriveKeys } from '../../functions/shared/secrets/derived-keys.ts';
import { createBookings } from '../support/bookings.ts';
import { aLiveClinicContract } from '../support/clinic.ts';
import { createCountedLine } from '../support/counted-line.ts';
import { startLiveForm } from '../support/live-form.ts';
import { noteSecret } from '../support/printed/kept-output.ts';

const line = createCountedLine();
const form = await startLiveForm(aLiveClinicContract({ horizonDays: 30, leadMinutes: 60 }), line);
const { world, phone, post, exchange, aCustomer, holding, aBooked } = form;
const { patch, cancel } = createBookings(world);

/** A time of a week later than what is held, held by the same customer. */
async function holdingLater(customer: Awaited<ReturnType<typeof aCustomer>>, after: string, weeks = 1) {
  const date = addDays(LocalDate.parse(after), weeks * 7);
  const { data } = await customer.look(date);
  return customer.hold(data.date, data.times[0].id);
}

describe('a confirmation that is sent again', () => {
  it('by whoever recorded it, changes nothing of what came later', async () => {
    const customer = await aCustomer();
    const held = await holding(customer);
    const said = { action: 'data_exchange', screen: 'DETAILS', data: { ...held.data, name: 'Alex' } };
    const { body } = await phone.encrypt({ version: '4.0', flow_token: customer.token, ...said });
    expect((await post(body)).status).toBe(200);
    await customer.confirm(await holdingLater(customer, held.data.date));
    const moved = await customer.booking();
    expect((await post(body)).status).toBe(200);
    expect(await customer.booking()).toEqual(moved);
    await cancel(customer.id);
    expect((await post(body)).status).toBe(200);
    expect(await customer.booking()).toMatchObject({ state: 'cancelled' });
  });

  it('changes nothing either once its entry has left the history', async () => {
    const customer = await aCustomer();
    const held = await holding(customer);
    await customer.confirm(held);
    await customer.confirm(await holdingLater(customer, held.data.date));
    for (let count = 1; count <= 20; count++) await patch(customer.id, { notes: `Note ${count}` });
    const before = await customer.booking();
    expect(await customer.confirm(held)).toMatchObject({ screen: 'WHEN' });
    expect(await customer.booking()).toEqual(before);
  });
});

describe('nobody acts for another', () => {
  it("with the confirmation of a hold that is another invitation's", async () => {
    const [owner, thief] = [await aCustomer(), await aCustomer()];
    const held = await holding(owner);
    expect(await thief.confirm(held, { name: 'Thief' })).toMatchObject({ screen: 'WHEN' });
    expect(await thief.booking()).toBeUndefined();
    expect(await owner.confirm(held)).toMatchObject({ screen: 'SUCCESS' });
  });

  it("with the ref of another invitation beside the token of one's own", async () => {
    const [owner, thief] = [await aBooked(), await aCustomer()];
    const before = await owner.booking();
    const { data } = await thief.at('CHOOSE', { service: 'first-visit', ref: owner.token });
    expect(data.ref).toBe(thief.token);
    expect(data.heading).not.toMatch('move');
    await thief.at('WHEN', { service: 'first-visit', step: 'none-suits', ref: owner.token });
    expect(await owner.booking()).toEqual(before);
    expect(await thief.booking()).toMatchObject({ attention: ['none-suits'] });
  });

  it.each([
    [
      'of another channel',
      mintFlowToken(invitationIdFor('x', undefined), deriveKeys({ root: 'o'.repeat(64), generations: {} }).signing),
    ],
    ['that was cut', world.keys.signing.current.slice(0, 20)],
    ['that is no text', 7],
    ['that is endless', 'x'.repeat(10_000)],
  ])('with a ref %s and no token: nothing is read for it', async (_, ref) => {
    line.take();
    const { status } = await exchange({
      action: 'data_exchange',
      screen: 'CHOOSE',
      data: { service: 'first-visit', ref },
    });
    expect(status).toBe(404);
    expect(line.take()).toEqual({});
  });

  it('with a confirmation of their own making, for a time that was never offered or held', async () => {
    const customer = await aCustomer();
    const { data } = await customer.when();
    const confirmId = `live-${crypto.randomUUID()}`;
    const made = { service: 'first-visit', resource: '-', confirm_id: confirmId, held_resource: 'ana', name: 'Alex' };
    for (const [date, time] of [
      [data.date, data.times[0].id],
      [data.date, '03:07'],
      ['2026-01-05', '10:00'],
      ['2041-12-04', '10:00'],
    ])
      expect(await customer.at('DETAILS', { ...made, date, time })).toMatchObject({ status: 200, screen: 'WHEN' });
    expect(await customer.booking()).toBeUndefined();
  });
});

describe('a message that was forwarded', () => {
  it('shows nothing of what is stored, on no screen', async () => {
    const customer = await aBooked({ name: 'Alexandra Stored', notes: 'A secret note' });
    const { startsAt } = Object(await customer.booking());
    const shown = [await customer.open(), await customer.when(), await holding(customer)];
    const back = await customer.at('DETAILS', shown[2]?.data ?? {}, { action: 'BACK' });
    for (const { data } of [...shown, back]) {
      expect(JSON.stringify(data)).not.toMatch(/Alexandra|secret note|Alex/);
      expect(JSON.stringify(data)).not.toMatch(customer.number);
      expect(JSON.stringify(data)).not.toMatch(String(startsAt));
    }
  });
});

describe('garbage', () => {
  const GARBAGE = [null, '', 7, true, [[]], {}, '\ud800', 'x'.repeat(9_000), '__proto__'];
  const good = { service: 'first-visit', resource: '-', date: '2031-05-05', time: '10:00' };
  const SCREENS = {
    CHOOSE: good,
    WHEN: { ...good, step: 'hold', typed: '{}' },
    DETAILS: {
      ...good,
      confirm_id: `live-${crypto.randomUUID()}`,
      held_resource: 'ana',
      has_name: true,
      kept_name: 'Alex',
    },
  };
  const FIELDS = Object.entries(SCREENS).flatMap(([screen, data]) =>
    Object.keys(data).map((field) => ({ screen, data, field })),
  );

  it.each(FIELDS)(
    'in $field of $screen is answered with a screen that the phone takes',
    async ({ screen, data, field }) => {
      const customer = await aCustomer();
      const answers = GARBAGE.map((value) => customer.at(screen, { ...data, [field]: value }));
      for (const { status } of await Promise.all(answers)) expect(status).toBe(200);
      expect(await customer.booking()).toBeUndefined();
    },
  );

  it.each(['', 'SUCCESS', 'choose', 'x'.repeat(500)])('for the screen %j begins anew', async (screen) => {
    const { token } = await aCustomer();
    const { answer } = await exchange({ action: 'data_exchange', screen, data: {}, flow_token: token });
    expect(answer).toMatchObject({ screen: 'CHOOSE' });
  });
});

describe('what is secret', () => {
  const compare = vi.spyOn(crypto, 'timingSafeEqual');
  syncBuiltinESMExports();
  afterEach(() => compare.mockClear());

  /** The lengths of both sides of each comparison that was made. */
  const compared = (act: () => unknown) => {
    compare.mockClear();
    act();
    return compare.mock.calls.map(([one, other]) => [one.byteLength, other.byteLength]);
  };

  it('is compared in the same time, wherever a guess goes wrong', () => {
    const { signing } = world.keys;
    const token = mintFlowToken(invitationIdFor('x', undefined), signing);
    const wrong = (at: number) => `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
    const expected = compared(() => verifyFlowToken(token, signing));
    expect(expected.length).toBe(signing.accepted.length);
    for (const at of [token.length - 2, token.length - 20])
      expect(compared(() => verifyFlowToken(wrong(at), signing))).toEqual(expected);
    const mac = crypto.createHmac('sha256', 'new').update('body').digest('hex');
    for (const given of [mac, `0${mac.slice(1)}`, `${mac.slice(0, -1)}0`])
      expect(compared(() => isSignedByApp('body', `sha256=${given}`, ['new', 'old']))).toEqual([
        [32, 32],
        [32, 32],
      ]);
  });

  it('is printed by no function, whatever a customer types and however it fails', async () => {
    const printed = inject('printed');
    const typed = { name: `Name-${crypto.randomUUID()}`, notes: `Notes-${crypto.randomUUID()}` };
    const customer = await aCustomer();
    // The scan after the run fails on each line that has one of these.
    for (const secret of [typed.name, typed.notes, customer.token]) noteSecret(printed, secret);
    const held = await holding(customer);
    await customer.at('DETAILS', { ...held.data, ...typed, service: typed.name });
    for (const error of [`${typed.name} 1`, { ...typed }, 7])
      await exchange({
        action: 'data_exchange',
        data: { error, error_message: typed.notes },
        flow_token: customer.token,
      });
    await exchange({ action: 'data_exchange', screen: typed.name, data: typed, flow_token: typed.notes });
    await exchange({ action: typed.name, data: typed });
    await customer.confirm(held, typed);
    expect(await customer.booking()).toMatchObject({ customerName: typed.name });
  });
});
