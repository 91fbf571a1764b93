import { PublishCommand, type PublishCommandInput, SNSClient } from '@aws-sdk/client-sns';
import { beforeEach, describe, expect, it } from 'vitest';
import { Contract } from '../../functions/shared/contract/contract.ts';
import { createBookings, futureForm } from '../support/bookings.ts';
import { aContract } from '../support/contract.ts';
import { mockedClient } from '../support/mocked-client.ts';
import { aMessageId, aPhone } from '../support/webhooks.ts';
import { type AnnouncedEvent, startWorld } from '../support/world.ts';

const world = await startWorld(Contract.parse({ ...aContract(), console: true, defaultLanguage: 'es' }));
const { aBooking, announced, cancel, complete } = createBookings(world);

const topic = mockedClient(SNSClient);
let mails: PublishCommandInput[] = [];
beforeEach(() => {
  mails = [];
  topic.on(PublishCommand).callsFake((input: PublishCommandInput) => {
    mails.push(input);
    return { MessageId: 'mail' };
  });
});

/** What the staff get of events, in their order. */
async function mailsOf(...events: AnnouncedEvent[]): Promise<{ subject: string; text: string }[]> {
  expect(await world.deliverAnnounced('notify-staff', ...events)).toEqual([]);
  return mails.splice(0).map(({ Subject: subject = '', Message: text = '' }) => ({ subject, text }));
}

describe('where the first language of the contract is Spanish, the staff', () => {
  it('read of a booking in Spanish, with a subject in ASCII and a link to the booking', async () => {
    const { id, phone } = await aBooking({ ...futureForm, date: '2041-12-04' });
    expect(await mailsOf(...(await announced()))).toEqual([
      {
        subject: 'Cita reservada: mie 4 dic 2041 10:30',
        text: [
          'Un cliente ha reservado una cita.',
          '',
          'Cuándo:     miércoles, 4 de diciembre de 2041, de 10:30 a 11:00',
          '            (Europe/Madrid)',
          'Servicio:   consultation',
          'Nombre:     Alex',
          'Notas:      First visit',
          `Teléfono:   +${phone}`,
          `Invitación: ${id}`,
          '',
          `Llamar:     tel:+${phone}`,
          `Chat:       https://wa.me/${phone}`,
          `Abrir:      https://api.test/console#/bookings/${id}`,
          '',
        ].join('\n'),
      },
    ]);
  });

  it('read in Spanish what was before, why a booking was cancelled, and what has to be looked at', async () => {
    const invited = await aBooking();
    await announced();
    await complete(invited, { ...futureForm, time: '23:00', notes: '' }, 60);
    await cancel(invited.id, { reason: 'Ana está enferma' });
    const [changed, cancelled] = await mailsOf(...(await announced()));
    expect(changed?.subject).toBe('Cita cambiada (por revisar): mar 3 dic 2041 10:30 -> mar 3 dic 2041 23:00');
    expect(changed?.text).toMatch(/^Notas: +nada\n +\(antes: First visit\)$/m);
    expect(changed?.text).toContain('Hay que revisarla:\n- A esta hora está cerrado.\n');
    expect(cancelled?.subject).toBe('Cita cancelada: mar 3 dic 2041 23:00');
    expect(cancelled?.text).toMatch(/^Motivo: +Ana está enferma$/m);
  });

  it('read in Spanish who wrote to them, with their number', async () => {
    const phone = aPhone();
    const common = { eventId: 'question', schemaVersion: '1', channelId: world.contract.channel.id };
    const question = { occurredAt: '2031-03-03T09:15:00.000Z', messageId: aMessageId(), wish: 'change' };
    const detail = { ...common, ...question, chatId: `${phone}@c.us` };
    expect(await mailsOf({ type: 'Customer Question Received', detail })).toEqual([
      {
        subject: 'Un cliente quiere cambiar una cita',
        text: expect.stringContaining(`Escrito:    lun 3 mar 2031 10:15 (Europe/Madrid)\nTeléfono:   +${phone}\n`),
      },
    ]);
  });

  it('read in Spanish whom to call and why, and what to say in the language of the customer', async () => {
    await aBooking();
    const booked = (await announced()).at(-1);
    const { change: _, previous: _none, superseded: _never, ...known } = Object(booked?.detail);
    const why = { purpose: 'booked', reason: 'opted-out', explanation: 'The customer asked not to receive messages.' };
    const detail = { ...known, eventId: 'not-told', language: 'en', ...why };
    const [{ subject, text } = { subject: '', text: '' }] = await mailsOf({ type: 'Customer Not Told', detail });
    expect(subject).toBe('Sin avisar (reservada), llame al cliente: mar 3 dic 2041 10:30');
    expect(text).toMatch(/^No se avisó a un cliente de que su cita está reservada\. Avísele, por favor\.\n/);
    expect(text).toMatch(/^Causa: +El cliente pidió no recibir mensajes\.$/m);
    expect(text).toMatch(/^Diga: +Thank you, Alex/m);
  });
});
