import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { Contract } from '../../../functions/shared/contract/contract.ts';
import type { InvitationId } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { EVERY_DUE_SHARD, invitationKey, noticesKey } from '../../../functions/shared/store/table/keys.ts';
import { contractWithoutServices } from '../../support/contract.ts';
import { queueRecord } from '../../support/lambda-events.ts';
import { completionBody, secondsAgo, statusesBody } from '../../support/webhooks.ts';
import { statusesOf } from '../booking-bodies.ts';
import { webhookEvent } from '../http-events.ts';
import { type Step, startBooking, type Urls } from '../one-booking.ts';

export const ZONE = 'Europe/Madrid';
/** Every appointment is in three days, and its customer is reminded on the evening before. */
export const DAYS_AHEAD = 3;
export const EVENING = '18:00';
const MINUTE_MS = 60_000;

/** A contract with one reminder, which goes by template: most windows are closed by then. */
export function remindingContract({ languages, ...contract }: ReturnType<typeof contractWithoutServices>): Contract {
  const { en } = languages;
  const reminder = { name: 'our_reminder', namespace: 'clinic', language: 'en' };
  return Contract.parse({
    ...contract,
    reminders: [{ key: 'evening', before: { days: 1, at: EVENING } }],
    languages: {
      ...languages,
      en: {
        ...en,
        reminders: { evening: 'A reminder of your appointment: {{service}}, {{date}} at {{time}}.' },
        templates: { reminder },
      },
    },
  });
}

/** A folder with that contract. */
function folderOfReminding(bundles: string): string {
  const folder = path.join(bundles, 'contract with a reminder');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'contract.json'), JSON.stringify(remindingContract(contractWithoutServices())));
  return folder;
}

export type Telling = Awaited<ReturnType<typeof startTelling>>;

/** The stack of one booking, and what it does to tell its customer, and to remind them if it `reminds`. */
export async function startTelling(bundles: string, reminds: boolean) {
  const stack = await startBooking(bundles, reminds ? folderOfReminding(bundles) : undefined);
  const day = Temporal.Now.plainDateISO(ZONE).add({ days: DAYS_AHEAD });
  const evening = day.subtract({ days: 1 }).toZonedDateTime({ timeZone: ZONE, plainTime: EVENING }).epochMilliseconds;
  let booked = 0;
  /** Phones whose reminder was sent, and not reported yet. */
  let reminded: string[] = [];
  let minutes = 0;

  /** A form for a service of its own, so that no two bookings overlap. */
  const form = () => ({ service: `Visit ${booked++}`, date: day.toString(), time: '10:00', name: 'Alex' });

  /** A booking that was made, and the event that tells of it in its queue; not counted. */
  async function aBooking() {
    const { phone, token, messageId, invitationId } = await stack.inviteUnheard();
    const delivered = statusesBody('hooks', { id: messageId, phone, status: 'delivered' });
    await stack.runUnheard('record-delivery-status', webhookEvent(delivered));
    const completion = completionBody('raw', { phone, token, fields: form(), at: secondsAgo(0) });
    await stack.run([], 'receive-webhook', webhookEvent(completion));
    const event = { Records: [queueRecord('event', stack.newestEvent('Appointment Booked'))] };
    return { phone, invitationId, event };
  }

  const report = (steps: Step[], urls: Urls, phone: string) =>
    stack.post(steps, urls, statusesOf(phone, stack.newestMessageTo(phone)));

  /** The customer is told of a booking, and the provider reports the message to every URL. */
  async function tell(urls: Urls): Promise<Step[]> {
    const steps: Step[] = [];
    const { phone, event } = await aBooking();
    await stack.run(steps, 'tell-customer', event, 'queue');
    await report(steps, urls, phone);
    return steps;
  }

  /** A booking whose customer was told, and whose message arrived; not counted. */
  async function aToldBooking(): Promise<{ phone: string; invitationId: InvitationId }> {
    const { phone, invitationId, event } = await aBooking();
    await stack.runUnheard('tell-customer', event);
    const delivered = statusesBody('hooks', { id: stack.newestMessageTo(phone), phone, status: 'delivered' });
    await stack.runUnheard('record-delivery-status', webhookEvent(delivered));
    return { phone, invitationId };
  }

  /** The reminders that went out in the minute before arrived. */
  async function reportReminded(): Promise<void> {
    for (const phone of reminded.splice(0)) await report([], 'one', phone);
  }

  /**
   * The runs of `reconcile` in a minute in which so many invitations and notices are looked at. If this reminds, the
   * clock is at the evening before, as many reminders go out, and those of the minute before are looked at.
   */
  async function follow(bookings: number): Promise<Step[]> {
    await reportReminded();
    const phones: string[] = [];
    for (let count = 0; count < bookings; count++) {
      const { phone, invitationId } = await aToldBooking();
      await stack.makeDue(invitationKey(invitationId));
      await stack.makeDue(noticesKey(invitationId));
      phones.push(phone);
    }
    await stack.passOver();
    if (reminds) stack.hostOf('reconcile').setClock(evening + ++minutes * MINUTE_MS - Date.now());
    const steps: Step[] = [];
    for (const shard of EVERY_DUE_SHARD) await stack.run(steps, 'reconcile', { shards: [shard] }, 'clock');
    if (reminds) reminded = phones;
    return steps;
  }

  /** What the provider reports of one reminder, at every URL. */
  async function reportReminder(urls: Urls): Promise<Step[]> {
    const steps: Step[] = [];
    const phone = reminded.pop();
    if (phone === undefined) throw new Error('Nobody was reminded.');
    await report(steps, urls, phone);
    return steps;
  }

  return { ...stack, tell, follow, reportReminder };
}
