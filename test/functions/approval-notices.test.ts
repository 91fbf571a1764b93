/** What customers and staff are told where the contract has manual approval. */
import { PublishCommand, type PublishCommandInput, SNSClient } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Contract } from '../../functions/shared/contract/contract.ts';
import { aVisit, createApprovals } from '../support/approvals.ts';
import { createChat } from '../support/chat.ts';
import { aClinicContract } from '../support/clinic.ts';
import { mockedClient } from '../support/mocked-client.ts';
import { useTableModel } from '../support/table-model.ts';
import { aPhone } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const clinic = aClinicContract({ horizonDays: 180, leadMinutes: 60, approval: 'manual', approveWithinMinutes: 90 });
const template = { name: 'told_of_booking', namespace: 'ns', language: 'es' };
const world = await startWorld(
  Contract.parse({
    ...clinic,
    languages: {
      ...clinic.languages,
      es: { ...clinic.languages['es'], templates: { requested: template, declined: template } },
    },
  }),
  useTableModel(),
);
const approvals = createApprovals(world);
const { aDate, announced, approve, cancel, complete, patch, refuse, seen, sentTo, tell, write } = approvals;
const chat = createChat(world);

const topic = mockedClient(SNSClient);
let mails: PublishCommandInput[] = [];
beforeEach(() => {
  mails = [];
  topic.reset();
  topic.on(PublishCommand).callsFake((input: PublishCommandInput) => {
    mails.push(input);
    return { MessageId: 'mail' };
  });
});
afterEach(() => {
  vi.useRealTimers();
});

const passMinutes = (minutes: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * 60_000 });

type Invited = Awaited<ReturnType<typeof world.anInvitation>>;

/** Somebody who wrote a moment ago, so that their window is open, and asked for a first visit. */
async function aRequest(date: string, time?: string, language = 'en'): Promise<Invited> {
  const phone = aPhone();
  await write(phone, 'Hello');
  const { body } = await world.invite({ phone, language });
  const token = String(world.provider.requestsTo(phone)[0]?.body['flowToken']);
  const invited = { phone, id: body['invitationId'], messageId: String(body['messageId']), token };
  await complete(invited, aVisit(date, time, language === 'es' ? { service: 'Primera visita' } : {}), 30);
  return invited;
}

/** Delivers all that was announced to who tells customers. */
const tellAll = async () => expect(await tell(...(await announced()))).toEqual([]);
const textsTo = (invited: { phone: string }) => sentTo(invited).map(({ text }) => text);
const noticesOf = async (id: unknown) => (await seen(id))['notices'] as Record<string, unknown>[];

describe('a customer whose appointment waits for approval', () => {
  it('is told so once, with buttons to change and to cancel it', async () => {
    const invited = await aRequest(aDate());
    const events = await announced();
    await tell(...events, ...events);
    expect(sentTo(invited)).toMatchObject([
      {
        text: expect.stringMatching(/^Thank you, Alex\. We have your request: First visit with Ana, .* at 10:00 AM\./),
        buttons: [{ title: 'Change' }, { title: 'Cancel' }],
      },
    ]);
    expect(await noticesOf(invited.id)).toMatchObject([{ purpose: 'requested', state: 'told' }]);
  });

  it('is told that it is booked once it is approved', async () => {
    const invited = await aRequest(aDate());
    await tellAll();
    await approve(invited.id);
    await tellAll();
    expect(textsTo(invited)).toEqual([
      expect.stringContaining('We have your request'),
      expect.stringMatching(/^Thank you, Alex\. Your appointment is booked: First visit with Ana/),
    ]);
    expect(await noticesOf(invited.id)).toMatchObject([
      { purpose: 'requested', state: 'told' },
      { purpose: 'booked', state: 'told' },
    ]);
  });

  it('is told only that it is booked if it was approved before', async () => {
    const invited = await aRequest(aDate());
    await approve(invited.id);
    await tellAll();
    expect(textsTo(invited)).toEqual([expect.stringContaining('is booked')]);
  });

  it('is told of the time that staff chose instead', async () => {
    const date = aDate();
    const invited = await aRequest(date);
    await tellAll();
    await patch(invited.id, { date, time: '12:00' });
    await tellAll();
    expect(textsTo(invited).at(-1)).toMatch(/Your appointment is booked: .* at 12:00 PM\./);
  });

  it('is told nothing when staff correct the notes', async () => {
    const invited = await aRequest(aDate());
    await tellAll();
    await patch(invited.id, { notes: 'By phone' });
    await tellAll();
    expect(textsTo(invited)).toHaveLength(1);
  });

  it('is told nothing when nobody decides in time, and hears of the approval all the same', async () => {
    const invited = await aRequest(aDate());
    await tellAll();
    passMinutes(92);
    await world.reconcile();
    passMinutes(1);
    await world.reconcile();
    await tellAll();
    expect(await seen(invited.id)).toMatchObject({ booking: { attention: ['not-approved'] } });
    expect(textsTo(invited)).toHaveLength(1);
    await approve(invited.id);
    await tellAll();
    expect(textsTo(invited).at(-1)).toContain('is booked');
  });
});

describe('a customer whose other form cannot be had while they wait', () => {
  it('reads that, and hears of the approval', async () => {
    const date = aDate();
    const other = await aRequest(date, '12:00');
    const invited = await aRequest(date);
    await tellAll();
    await complete(invited, aVisit(date, '12:00'), 0);
    passMinutes(2);
    await world.reconcile();
    await tellAll();
    expect(textsTo(invited).at(-1)).toMatch(/12:00 PM is not free, so your appointment stays as it was/);
    expect(await seen(invited.id)).toMatchObject({ booking: { state: 'to-approve', attention: ['slot-taken'] } });
    await approve(invited.id);
    await tellAll();
    expect(await seen(invited.id)).toMatchObject({ booking: { state: 'booked', attention: [] } });
    expect(textsTo(invited).at(-1)).toMatch(/is booked: .* at 10:00 AM\./);
    await cancel(other.id);
  });
});

describe('a customer whose request is refused', () => {
  it('reads the reason and what is free near it, above the form of the same invitation', async () => {
    const date = aDate();
    const invited = await aRequest(date);
    await tellAll();
    await refuse(invited.id, { reason: 'Ana is away  that day.' });
    const events = await announced();
    await tell(...events, ...events);
    const sent = sentTo(invited).at(-1);
    expect(sent).toMatchObject({ by: 'sendFlow' });
    expect(sent?.text).toMatch(/^Sorry, Alex: we cannot take you on .* at 10:00 AM\. Ana is away that day\. These/);
    expect(sent?.text).toContain('9:45 AM');
    expect(sent?.text.match(/10:00 AM/g)).toHaveLength(1);
    expect(textsTo(invited)).toHaveLength(2);
    expect(await noticesOf(invited.id)).toMatchObject([
      { purpose: 'requested' },
      { purpose: 'declined', state: 'told' },
    ]);

    passMinutes(1);
    await complete(invited, aVisit(date, '12:00'), 0);
    expect(await seen(invited.id)).toMatchObject({ booking: { state: 'to-approve' } });
    await tellAll();
    expect(textsTo(invited).at(-1)).toContain('We have your request');
  });

  it('reads no gap where staff gave no reason', async () => {
    const invited = await aRequest(aDate());
    await refuse(invited.id);
    await tellAll();
    expect(textsTo(invited)).toEqual([expect.stringMatching(/at 10:00 AM\. These times are free:/)]);
  });

  it('is told of each refusal', async () => {
    const date = aDate();
    const invited = await aRequest(date);
    await refuse(invited.id, { reason: 'First.' });
    await tellAll();
    passMinutes(1);
    await complete(invited, aVisit(date), 0);
    await refuse(invited.id, { reason: 'Second.' });
    await tellAll();
    expect(textsTo(invited)).toEqual([expect.stringContaining('First.'), expect.stringContaining('Second.')]);
  });

  it('is told of a plain cancellation as of any other', async () => {
    const invited = await aRequest(aDate());
    await cancel(invited.id);
    await tellAll();
    expect(textsTo(invited)).toEqual([expect.stringMatching(/^Your appointment on .* is cancelled\.$/)]);
  });

  it('whose window is closed is called, where the contract has no template', async () => {
    const invited = await aRequest(aDate());
    await tellAll();
    passMinutes(25 * 60);
    await refuse(invited.id, { reason: 'Ana is away.' });
    await tellAll();
    expect(textsTo(invited)).toHaveLength(1);
    expect(await seen(invited.id)).toMatchObject({ notTold: { purpose: 'declined', reason: 'window-closed' } });
  });

  it('whose window is closed gets the templates of the language', async () => {
    const invited = await aRequest(aDate(), '10:00', 'es');
    passMinutes(25 * 60);
    await tellAll();
    await refuse(invited.id, { reason: 'Ana is away.' });
    await tellAll();
    const sent = sentTo(invited);
    expect(sent).toMatchObject([1, 2].map(() => ({ by: 'sendTemplate', template: 'told_of_booking' })));
    expect(JSON.stringify(sent)).toContain('Primera visita');
    expect(await noticesOf(invited.id)).toMatchObject([
      { purpose: 'requested', state: 'told', carrier: 'template' },
      { purpose: 'declined', state: 'told', carrier: 'template' },
    ]);
  });
});

describe('a customer who writes about what waits', () => {
  it('reads that it waits when they ask when it is, and may cancel it', async () => {
    const date = aDate();
    const { phone, id, notice } = await chat.book(aVisit(date));
    await chat.write(phone, 'When is my appointment?');
    expect(chat.sentTo(phone).at(-1)).toMatchObject({
      body: expect.stringMatching(/^You asked for First visit, .* at 10:00 AM\. We will tell you/),
    });
    const question = await chat.tap({ phone, answers: notice, label: 'Cancel' });
    expect(chat.sentTo(phone).at(-1)).toMatchObject({ body: expect.stringContaining('Do you want to cancel') });
    await chat.tap({ phone, answers: question, label: 'Yes, cancel it' });
    expect(await chat.stateOf(id)).toBe('cancelled');
    expect(chat.sentTo(phone).at(-1)).toMatchObject({ body: expect.stringContaining('is cancelled') });
  });

  it('may change it by the form, and it waits again', async () => {
    const date = aDate();
    const { phone, id, notice } = await chat.book(aVisit(date));
    await chat.tap({ phone, answers: notice, label: 'Change' });
    expect(chat.sentTo(phone).at(-1)).toMatchObject({ by: 'sendFlow' });
    const token = String(world.provider.requestsTo(phone).at(-1)?.body['flowToken']);
    passMinutes(2);
    await complete({ phone, token, id, messageId: '' }, aVisit(date, '12:00'), 0);
    expect(await seen(id)).toMatchObject({ booking: { state: 'to-approve' } });
  });

  it('whose button is of the time before the approval reads how it is now', async () => {
    const { phone, id, notice } = await chat.book(aVisit(aDate()));
    await approve(id);
    await chat.settle();
    await chat.tap({ phone, answers: notice, label: 'Cancel' });
    expect(await chat.stateOf(id)).toBe('booked');
    expect(chat.sentTo(phone).at(-1)).toMatchObject({ body: expect.stringMatching(/^Your appointment: First visit/) });
  });
});

describe('the staff', () => {
  /** The only e-mail since the last one that was looked at. */
  async function mail(): Promise<{ subject: string; text: string }> {
    await world.deliverAnnounced('notify-staff', ...(await announced()));
    expect(mails).toHaveLength(1);
    const [{ Subject: subject = '', Message: text = '' } = {}] = mails.splice(0);
    return { subject, text };
  }
  const noMail = async () => {
    await world.deliverAnnounced('notify-staff', ...(await announced()));
    expect(mails).toEqual([]);
  };

  it('are asked at once to decide, and until when, without a word for programmers', async () => {
    await announced();
    await aRequest(aDate());
    const { subject, text } = await mail();
    expect(subject).toMatch(/^Please approve: \w{3} \d+ \w{3} \d{4} 10:00$/);
    expect(text).toMatch(/^A customer asks for an appointment\. Please approve or refuse it\.\n/);
    expect(text).toMatch(/^Decide by: +\w{3} .* \(Europe\/Madrid\)$/m);
    expect(text).not.toMatch(/GET|POST|PATCH/);
  });

  it('read what was decided', async () => {
    await announced();
    const [approved, refused] = [await aRequest(aDate()), await aRequest(aDate())];
    await announced();
    await approve(approved.id);
    expect(await mail()).toMatchObject({
      subject: expect.stringMatching(/^Booked: /),
      text: expect.stringMatching(/^An appointment was approved\.\n/),
    });
    await refuse(refused.id, { reason: 'Ana is away' });
    expect(await mail()).toMatchObject({
      subject: expect.stringMatching(/^Refused: /),
      text: expect.stringMatching(/^An appointment was refused\.\n[\s\S]*Reason: +Ana is away\n/),
    });
  });

  it('are asked again when a booked appointment is moved, and told once when nobody decides', async () => {
    const date = aDate();
    const invited = await aRequest(date);
    await approve(invited.id);
    passMinutes(1);
    await announced();
    await complete(invited, aVisit(date, '12:00'), 0);
    expect((await mail()).text).toMatch(/^A customer wants to move an appointment\. Please approve or refuse it\.\n/);
    const before = (await announced()).length;
    expect(before).toBe(0);
    passMinutes(92);
    await world.reconcile();
    passMinutes(1);
    await world.reconcile();
    const late = (await announced()).filter(({ detail }) => detail['invitationId'] === invited.id);
    await world.deliverAnnounced('notify-staff', ...late);
    expect(mails).toMatchObject([
      {
        Subject: expect.stringMatching(/^Not decided yet: /),
        Message: expect.stringMatching(/^Nobody has approved or refused this appointment yet\. It keeps its time\.\n/),
      },
    ]);
  });

  it('get no e-mail about a form that has no place yet, or that comes twice', async () => {
    await announced();
    const date = aDate();
    const invited = await aRequest(date);
    await announced();
    passMinutes(1);
    await complete(invited, aVisit(date), 0);
    await noMail();
  });
});
