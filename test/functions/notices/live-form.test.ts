/** What customers are told after a live form, whose message opens the session window only when it arrives. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { InvitationId } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { readNotices } from '../../../functions/shared/store/notices/notices.ts';
import { openTable } from '../../../functions/shared/store/table/table.ts';
import { aLiveClinicContract } from '../../support/clinic.ts';
import { startLiveForm } from '../../support/live-form.ts';
import { completionBody, secondsAgo, textBody } from '../../support/webhooks.ts';
import { withTemplates } from './templates.ts';

const plain = aLiveClinicContract({ horizonDays: 60, leadMinutes: 60, openPerCustomer: 3 });
const { es } = plain.languages;
if (!es) throw new Error('The shipped contract has no Spanish any more.');
/** Templates in English only. */
const contract = withTemplates(plain);
const form = await startLiveForm({ ...contract, languages: { ...contract.languages, es: { ...es, templates: {} } } });
const { world, aCustomer, holding } = form;
const table = openTable(process.env['TABLE_NAME'] ?? '', world.contract.channel.id);

afterEach(() => {
  vi.useRealTimers();
});

type Customer = Awaited<ReturnType<typeof aCustomer>>;

/** So many seconds pass, and reconcile runs. */
async function passSeconds(seconds: number) {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1000 });
  await world.reconcile();
}

const DAY_SECONDS = 86_400;

const writesAt = ({ number }: Customer, at: number) =>
  world.webhook(textBody('raw', { phone: number, text: 'Hello', at }), '/messages');

/** Confirms the first free time, and has everything that is announced told; answers the message that follows the form. */
async function confirm(customer: Customer): Promise<() => Promise<unknown>> {
  const { data } = await customer.confirm(await holding(customer));
  const { params } = data.extension_message_response;
  const { token, number } = customer;
  const booked = (await world.announce()).filter(({ type }) => type === 'Appointment Booked');
  expect(booked).toHaveLength(1);
  await world.deliverAnnounced('tell-customer', ...booked, ...booked);
  return () => world.webhook(completionBody('raw', { phone: number, fields: params, token, at: secondsAgo(0) }));
}

/** The ways in which the customer was told, after the invitation. */
const told = ({ number }: Customer) =>
  world.provider
    .requestsTo(number)
    .slice(1)
    .map(({ path }) => (path.endsWith('/sendTemplate') ? 'template' : 'text'));

const endOf = async ({ id }: Customer) =>
  (await readNotices(table, InvitationId.parse(id)))?.notices.map(({ end }) => end);

/** A customer whose last message is more than a day old. */
async function aSilentCustomer(invitation: object = {}) {
  const customer = await aCustomer(invitation);
  await writesAt(customer, secondsAgo(DAY_SECONDS + 3600));
  return customer;
}

describe('a customer who booked by a live form', () => {
  it('is told at once where the window is open', async () => {
    const customer = await aCustomer();
    await writesAt(customer, secondsAgo(60));
    await confirm(customer);
    expect(told(customer)).toEqual(['text']);
  });

  it.each(['closed', 'unknown'])(
    'is told by text once the message of the form opened a window that was %s',
    async (was) => {
      const customer = was === 'closed' ? await aSilentCustomer() : await aCustomer();
      const arrive = await confirm(customer);
      expect(told(customer)).toEqual([]);
      await passSeconds(20);
      expect(told(customer)).toEqual([]);
      await arrive();
      await passSeconds(40);
      expect(told(customer)).toEqual(['text']);
      await arrive();
      await passSeconds(60);
      expect(told(customer)).toEqual(['text']);
    },
  );

  it('is told by the template if the message of the form has not come within half a minute', async () => {
    const customer = await aSilentCustomer();
    const arrive = await confirm(customer);
    await passSeconds(29);
    expect(told(customer)).toEqual([]);
    await passSeconds(2);
    expect(told(customer)).toEqual(['template']);
    await arrive();
    await passSeconds(60);
    expect(told(customer)).toEqual(['template']);
  });

  it('is told by the template where the window was unknown, and WhatsApp says that it is closed', async () => {
    const customer = await aCustomer();
    await confirm(customer);
    world.provider.answerNext({ body: { sent: false, message: 'Dialog window is closed' } });
    await passSeconds(31);
    expect(told(customer)).toEqual(['text', 'template']);
  });

  it('is not told where there is no template, and is marked: a message that comes later opens the window too late', async () => {
    const customer = await aSilentCustomer({ language: 'es' });
    const arrive = await confirm(customer);
    await passSeconds(31);
    await arrive();
    await passSeconds(60);
    expect(told(customer)).toEqual([]);
    expect(await endOf(customer)).toMatchObject([{ state: 'not-told', reason: 'window-closed' }]);
    const marks = (await world.announce()).filter(({ type }) => type === 'Customer Not Told');
    expect(marks.map(({ detail }) => [detail['invitationId'], detail['reason']])).toEqual([
      [customer.id, 'window-closed'],
    ]);
  });
});
