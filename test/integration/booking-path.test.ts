import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { eventually } from '../local/support/eventually.ts';
import { aPhone, textBody } from '../support/webhooks.ts';
import { aFreeDay } from './support/free-days.ts';
import { factsOf } from './support/invitation-view.ts';
import { request } from './support/request.ts';
import { shareStack } from './support/running-stack.ts';

const stack = await shareStack();
const { simulator } = stack;

/** What the page of the bus's events shows, as far as this looks at it. */
const OwnEvents = z.array(
  z.object({
    'detail-type': z.string(),
    detail: z.object({ invitationId: z.optional(z.string()), status: z.optional(z.string()) }),
  }),
);

/** A form for a day of its own, and what every booking by it ends with, however its webhooks came. */
function aBooking() {
  const date = aFreeDay();
  const form = { date, time: '10:00', service: 'consultation', name: 'Alex', notes: 'First visit' };
  const booking = {
    state: 'booked',
    startsAt: `${date}T08:00:00.000Z`,
    endsAt: `${date}T08:30:00.000Z`,
    timeZone: 'Europe/Madrid',
    service: 'consultation',
    customerName: 'Alex',
    notes: 'First visit',
    attention: [],
  };
  const end = {
    status: 'completed',
    messages: [{ carrier: 'flow', delivery: 'read', failure: undefined }],
    booking,
    revision: 1,
    history: [{ kind: 'completion', form }],
  };
  return { form, booking, end };
}

/** The events of one invitation, each fact once: what a consumer that dedupes by event id sees. */
function factsAnnounced(invitationId: string): string[] {
  const own = stack.events().filter(({ detail }) => detail['invitationId'] === invitationId);
  const byId = new Map(own.map((event) => [event.detail['eventId'], event]));
  return [...byId.values()].map((event) => `${event['detail-type']} ${event.detail['status'] ?? ''}`.trim()).sort();
}

const ANNOUNCED = [
  'Appointment Booked',
  'Delivery Status Changed delivered',
  'Delivery Status Changed read',
  'Delivery Status Changed sent',
  'Flow Invitation Accepted',
];

const greetingsTo = async (phone: string) =>
  (await simulator.sends(phone)).map(({ body }) => z.looseObject({ body: z.string() }).parse(body)['body']);

const intentsOf = (phone: string) => stack.announced('Booking Intent Detected', { chatId: `${phone}@c.us` });

/** The customer is known to the provider, which will not tell; the webhook is posted by the test. */
async function wroteUnheard(phone: string): Promise<void> {
  await simulator.behave({ drop: 'messages' });
  await simulator.write(phone);
  await simulator.behave({ drop: 'none' });
}

describe('the way to a booking', () => {
  it('is walked by HTTP alone: the customer writes, is invited, completes, and the bus tells of it', async () => {
    const { form, booking } = aBooking();
    const { api, apiKey, provider } = stack.endpoints;
    const phone = aPhone();
    const customer = `${provider}/_sim/customers/${phone}/messages`;
    const authorization = `Bearer ${apiKey}`;

    await request('POST', customer, { text: 'Hello', name: 'Alex' });
    const invited = await request('POST', `${api}/invitations`, { phone, customerName: 'Alex' }, { authorization });
    expect(invited.status).toBe(201);
    const { invitationId, messageId } = invited.body;

    const events = async () => OwnEvents.parse(JSON.parse((await request('GET', `${api}/_local/events`)).text));
    const isTold = async (type: string, status?: string) =>
      (await events()).some(({ 'detail-type': told, detail }) => {
        return told === type && detail.invitationId === invitationId && (!status || detail.status === status);
      });
    await eventually(() => isTold('Delivery Status Changed', 'delivered'));
    await request('POST', `${customer}/${encodeURIComponent(String(messageId))}/complete`, { fields: form });
    await eventually(() => isTold('Appointment Booked'));

    const followed = await request('GET', `${api}/invitations/${invitationId}`, undefined, { authorization });
    expect(followed.body).toMatchObject({ status: 'completed', booking });
  });

  it.each(['A', 'B', 'C'])('ends the same in dialect %s with webhooks doubled and out of order', async (dialect) => {
    const { form, end } = aBooking();
    await simulator.behave({ dialect, duplicate: true, shuffle: true, webhookConcurrency: 4, seed: 7 });
    const phone = aPhone();
    const { invitationId, messageId } = await stack.inviteWhoWrote(phone);
    await simulator.complete(phone, messageId, form);
    await stack.untilQuiet();
    await eventually(() => factsAnnounced(invitationId).length === ANNOUNCED.length);

    expect(factsAnnounced(invitationId)).toEqual(ANNOUNCED);
    expect(factsOf(await stack.invitation(invitationId))).toEqual(end);
  });

  it.each(['A', 'C'])('ends the same in dialect %s when the form comes back without its token', async (dialect) => {
    const { form, end } = aBooking();
    await simulator.behave({ dialect, omitFlowToken: true });
    const phone = aPhone();
    const { invitationId, messageId } = await stack.inviteWhoWrote(phone);
    await simulator.complete(phone, messageId, form);
    await stack.untilAnnounced('Appointment Booked', { invitationId });
    await stack.untilQuiet();

    expect(factsOf(await stack.invitation(invitationId))).toEqual(end);
  });

  it.each(['body', 'nfm_reply', 'interactive.nfm_reply', 'meta', 'metadata'])(
    'ends the same when the form sits in %s of the normalised dialect',
    async (completionPlace) => {
      const { form, booking } = aBooking();
      await simulator.behave({ completionPlace });
      const phone = aPhone();
      const { invitationId, messageId } = await stack.inviteWhoWrote(phone);
      await simulator.complete(phone, messageId, form);
      await stack.untilAnnounced('Appointment Booked', { invitationId });

      expect(await stack.invitation(invitationId)).toMatchObject({ status: 'completed', booking });
    },
  );

  it('ends the same when a form without a token overtakes the answer to the send', async () => {
    const { form, end } = aBooking();
    await simulator.behave({ latencyMs: 500, omitFlowToken: true });
    const phone = aPhone();
    await simulator.write(phone);
    const answer = stack.invite({ phone });
    const message = await eventually(async () => (await simulator.messages(phone)).find(({ kind }) => kind === 'flow'));
    await simulator.complete(phone, message.id, form);
    await eventually(simulator.hasPostedAll);

    const invitationId = String((await answer).body['invitationId']);
    await stack.untilAnnounced('Appointment Booked', { invitationId });
    expect(factsOf(await stack.invitation(invitationId))).toEqual(end);
  });
});

describe('those who want to know of a booking', () => {
  it('are told: the customer by a message, the staff by an e-mail', async () => {
    const { form } = aBooking();
    const phone = aPhone();
    const { invitationId, messageId } = await stack.inviteWhoWrote(phone);
    await simulator.complete(phone, messageId, form);

    const confirmations = () => simulator.confirmations(phone);
    await eventually(async () => (await confirmations()).length === 1);
    expect(await confirmations()).toMatchObject([
      { body: { body: expect.stringMatching(/^Thank you, Alex\. .*consultation with our team, .* at 10:00 AM\.$/) } },
    ]);
    expect((await simulator.messages(phone)).at(-1)).toMatchObject({ from: 'business', kind: 'buttons' });

    const mails = () =>
      readdirSync(stack.endpoints.mail ?? '')
        .map((name) => readFileSync(join(stack.endpoints.mail ?? '', name), 'utf8'))
        .filter((mail) => mail.includes(invitationId));
    await eventually(() => mails().length === 1);
    expect(mails()[0]).toMatch(/^To: staff@example\.com\r\nSubject: Booked: .* 10:00\r\n/m);
  });
});

describe('a customer who asks to book', () => {
  it('in Spanish gets one invitation, in Spanish', async () => {
    const phone = aPhone();
    await simulator.write(phone, 'hola, quiero reservar', 'Marta');
    const { invitationId } = await eventually(() => {
      const [accepted] = stack.announced('Flow Invitation Accepted', { language: 'es' });
      return accepted;
    });
    await stack.untilQuiet();

    expect(await greetingsTo(phone)).toEqual(['Hola Marta, reserva tu cita:']);
    expect(await stack.invitation(invitationId)).toMatchObject({ status: 'accepted', language: 'es' });
  });

  it('by a message that is reported three times at once gets one invitation', async () => {
    const phone = aPhone();
    await wroteUnheard(phone);
    const body = textBody('normalised', { phone, text: 'hola, quiero reservar', at: stack.nowSeconds() });
    const answers = await Promise.all([1, 2, 3].map(() => stack.webhook('messages', body)));
    await eventually(async () => (await simulator.sends(phone)).length > 0);
    await stack.untilQuiet();

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await simulator.sends(phone)).toHaveLength(1);
  });

  it('in two messages at once has one open invitation', async () => {
    const phone = aPhone();
    await wroteUnheard(phone);
    const at = stack.nowSeconds();
    const bodies = ['I want to book', 'an appointment please'].map((text) => textBody('raw', { phone, text, at }));
    await Promise.all(bodies.map((body) => stack.webhook('messages', body)));
    await eventually(() => intentsOf(phone).length === 2);
    await stack.untilQuiet();

    expect(await simulator.sends(phone)).toHaveLength(1);
  });
});

describe('a closed window', () => {
  const methods = async (phone: string) => (await simulator.sends(phone)).map(({ path }) => path.split('/').at(-1));

  it.each(['text', 'code', 'object'])(
    'that only the provider knows of, told by %s, brings the template',
    async (windowRefusal) => {
      await simulator.behave({ windowRefusal });
      const phone = aPhone();
      const { status, body } = await stack.invite({ phone, customerName: 'Alex' });

      expect([status, body['status']]).toEqual([201, 'accepted']);
      expect(await methods(phone)).toEqual(['sendFlow', 'sendTemplate']);
    },
  );

  it('by the clock brings the template at once, and its form books', async () => {
    const { form, booking } = aBooking();
    const phone = aPhone();
    await simulator.write(phone);
    await stack.untilQuiet();
    await simulator.advance(25 * 60 * 60);
    const { status, body } = await stack.invite({ phone });
    const { invitationId } = body;
    expect([status, body['status']]).toEqual([201, 'accepted']);
    expect(await methods(phone)).toEqual(['sendTemplate']);

    await simulator.complete(phone, String(body['messageId']), form);
    await stack.untilAnnounced('Appointment Booked', { invitationId });
    await stack.untilQuiet();
    const { messages, ...facts } = factsOf(await stack.invitation(invitationId));
    expect(messages).toEqual([{ carrier: 'template', delivery: 'read', failure: undefined }]);
    expect(facts).toMatchObject({ status: 'completed', booking, revision: 1 });
  });
});
