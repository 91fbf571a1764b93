import { readBookingChange, readCancellation } from '../../../functions/shared/domain/booking/booking-request.ts';
import { readHandBooking } from '../../../functions/shared/domain/booking/hand-booking.ts';
import { invitationIdFor } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { OWNER } from '../../../functions/shared/domain/people/caller.ts';
import { LocalDate, WallTime } from '../../../functions/shared/domain/places/day.ts';
import { now } from '../../../functions/shared/domain/time/instant.ts';
import { bookByHand } from '../../../functions/shared/operations/booking/book-by-hand.ts';
import { changeBooking } from '../../../functions/shared/operations/booking/change-booking.ts';
import { closeAndRelease } from '../../../functions/shared/operations/erasure/close-and-release.ts';
import { holdPlace } from '../../../functions/shared/operations/places/hold-place.ts';
import { readCustomerItem } from '../../../functions/shared/store/customer/customer-items.ts';
import { invitationKey } from '../../../functions/shared/store/table/keys.ts';
import type { CustomerTable } from '../../../functions/shared/store/table/table.ts';
import { loadContract, TERMS } from '../story/contract.ts';
import type { Script } from './explore.ts';

const shipped = loadContract();
export const contract = { ...shipped, booking: { ...shipped.booking, ...TERMS.clinic } };
const channelId = contract.channel.id;

/** Within the horizon, whatever day it is. */
const date = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
const wish = { service: 'consultation', resource: 'ana' };

const keyOf = (value: string) => ({ kind: 'idempotency-key', value }) as const;
const idOf = (who: string) => invitationIdFor(channelId, keyOf(who));

/** Does something, and once more if its answer is lost. A refusal is an answer, and so is that too many write at once. */
async function insistently(act: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await act();
      return;
    } catch (error) {
      const { name } = Object(error);
      if (name === 'Refusal' || name === 'Contention') return;
      if (name !== 'TimeoutError' || tries > 1) throw error;
    }
  }
}

const operation =
  (act: (table: CustomerTable) => Promise<unknown>): Script =>
  (table) =>
    insistently(() => act(table));

export const inTurn =
  (...scripts: Script[]): Script =>
  async (table) => {
    for (const script of scripts) await script(table);
  };

/** What people do on one day, each about the booking of `who`. */
export const book = (who: string, time: string, override = false) =>
  operation((table) => {
    const body = { ...wish, date, time, override, customerName: 'Gina', phone: '+34600000001' };
    return bookByHand({ table, contract }, readHandBooking(body, contract), { actor: OWNER.actor, key: keyOf(who) });
  });
export const move = (who: string, time: string, override = false) =>
  operation((table) => {
    const asked = readBookingChange({ date, time, override });
    return changeBooking({ table, contract }, idOf(who), asked, {
      actor: OWNER.actor,
      key: keyOf(`move of ${who} to ${time}`),
    });
  });
export const cancel = (who: string) =>
  operation((table) =>
    changeBooking({ table, contract }, idOf(who), readCancellation({}), {
      actor: OWNER.actor,
      key: keyOf(`end of ${who}`),
    }),
  );
export const erase = (who: string) =>
  operation(async (table) => {
    const item = await readCustomerItem(table, invitationKey(idOf(who)).pk);
    if (item) await closeAndRelease({ table, policy: contract, erasedAt: now() }, item);
  });
/** A treatment takes a room beside the person. */
export const hold = (who: string, time: string, service: 'consultation' | 'treatment' = 'consultation') =>
  operation((table) =>
    holdPlace({ table, contract }, idOf(who), {
      ...wish,
      service,
      start: { date: LocalDate.parse(date), time: WallTime.parse(time) },
    }),
  );
