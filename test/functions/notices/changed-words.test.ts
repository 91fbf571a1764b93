/** What a customer reads of a refusal if the contract is another one by the time the message is sent. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Contract } from '../../../functions/shared/contract/contract.ts';
import type { Invitation } from '../../../functions/shared/domain/invitation/invitation.ts';
import { InvitationId } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { noticeMessage } from '../../../functions/shared/operations/notices/notice-message.ts';
import { oneMsg } from '../../../functions/shared/provider/one-msg.ts';
import { setUpForProvider } from '../../../functions/shared/setup.ts';
import { readInvitation } from '../../../functions/shared/store/invitation/invitations.ts';
import { aVisit, createApprovals } from '../../support/approvals.ts';
import { aClinicContract } from '../../support/clinic.ts';
import { useTableModel } from '../../support/table-model.ts';
import { startWorld } from '../../support/world.ts';

const TERMS = { horizonDays: 180, leadMinutes: 60, approval: 'manual', approveWithinMinutes: 90 };
const world = await startWorld(aClinicContract(TERMS), useTableModel());
const { aDate, aRequest, cancel, complete, headers, refuse } = createApprovals(world);
const { table, keys, providerUrl, given } = setUpForProvider();
const { contract } = world;

type Purpose = 'refused' | 'declined';

/** What is sent under a contract: the text above the form, or `undefined` if nothing is. */
async function textUnder(terms: Contract, invitation: Invitation, purpose: Purpose): Promise<string | undefined> {
  const context = { contract: terms, table, keys, provider: oneMsg(providerUrl, terms, given) };
  const message = await noticeMessage(context, invitation, { purpose }, 'text');
  if (!message) return undefined;
  expect(message).toMatchObject({ buttons: [], opensForm: true });
  expect(await message.send(5_000)).toMatchObject({ kind: 'accepted' });
  const [request] = world.provider.requestsTo(String(invitation.recipient?.chatId).replace('@c.us', '')).slice(-1);
  return String(request?.body['body']);
}

async function read(id: unknown): Promise<Invitation> {
  const invitation = await readInvitation(table, InvitationId.parse(id));
  if (!invitation) throw new Error('There is no such invitation.');
  return invitation;
}

/** The contract with other words in both languages. */
const withWords = (words: object): Contract => {
  const languages = Object.entries(contract.languages).map(([tag, own]) => [tag, { ...own, ...words }]);
  return { ...contract, languages: Object.fromEntries(languages) };
};
const withBooking = (booking: object, terms = contract): Contract => ({
  ...terms,
  booking: { ...terms.booking, ...booking },
});
const WITHOUT_VISITS = { services: contract.booking.services?.filter(({ id }) => id !== 'first-visit') };
const NEVER_OPEN = { resources: contract.booking.resources?.map((one) => ({ ...one, openingHours: {} })) };

/** Somebody who asked for a visit that another customer has. */
async function aRefused(): Promise<Invitation> {
  const date = aDate();
  const body = { service: 'first-visit', date, time: '10:00', customerName: 'Gina', override: true };
  expect((await world.call({ route: 'POST /bookings', headers, body })).status).toBe(201);
  const invited = await world.anInvitation();
  await complete(invited, aVisit(date), 60);
  const invitation = await read(invited.id);
  const history = Object.entries(invitation.history).map(([id, entry]) => [
    id,
    { ...entry, place: { outcome: 'refused', reason: 'slot-taken' } },
  ]);
  return { ...invitation, history: Object.fromEntries(history) };
}

/** Somebody who asked for a visit at ten, which staff declined. */
async function aDeclined(): Promise<Invitation> {
  const invited = await aRequest(aDate());
  expect((await refuse(invited.id, { reason: 'Ana is away.' })).status).toBe(200);
  return read(invited.id);
}

let refused: Invitation;
let declined: Invitation;
beforeEach(async () => {
  refused = await aRefused();
  declined = await aDeclined();
});

describe('a customer whose form is refused', () => {
  it('reads which times near it are free, above the form', async () => {
    expect(await textUnder(contract, refused, 'refused')).toMatch(/9:00 AM|11:00 AM/);
  });

  it('reads nothing where there are no words for it, no such service, no free time, or nothing was refused', async () => {
    const booked = await read((await aRequest(aDate())).id);
    expect(await textUnder(withWords({ refused: undefined }), refused, 'refused')).toBeUndefined();
    expect(await textUnder(withBooking(WITHOUT_VISITS), refused, 'refused')).toBeUndefined();
    expect(await textUnder(withBooking(NEVER_OPEN), refused, 'refused')).toBeUndefined();
    expect(await textUnder(contract, booked, 'refused')).toBeUndefined();
  });
});

describe('a customer whose request is declined', () => {
  it('reads the reason and what is free instead, but for the time that was declined', async () => {
    const text = await textUnder(contract, declined, 'declined');
    expect(text).toMatch(/at 10:00 AM\. Ana is away\. These times are free: .*9:45 AM, 10:15 AM/);
  });

  it('reads nothing where there are no words for it, or nothing was declined', async () => {
    const cancelled = await aRequest(aDate());
    await cancel(cancelled.id);
    expect(await textUnder(withWords({ declined: undefined }), declined, 'declined')).toBeUndefined();
    expect(await textUnder(contract, await read(cancelled.id), 'declined')).toBeUndefined();
  });

  it.each([
    ['the service is given up', WITHOUT_VISITS],
    ['nothing is free', NEVER_OPEN],
  ])('reads the reason alone, and only where the words name no times, if %s', async (_, booking) => {
    const under = (terms: Contract) => textUnder(withBooking(booking, terms), declined, 'declined');
    expect(await under(contract)).toBeUndefined();
    expect(await under(withWords({ declined: 'Sorry. {{reason}}' }))).toBe('Sorry. Ana is away.');
  });
});
