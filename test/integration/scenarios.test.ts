/** The scenarios of docs/scenarios.md, in both languages of the shipped clinic, each from its first message to its last. */
import { describe, expect, it } from 'vitest';
import { eventually } from '../local/support/eventually.ts';
import { STAFF_PHONES } from '../support/scenario-contract.ts';
import { startStack } from './support/running-stack.ts';
import { aPhoneOf, aScenarioCustomer, labelsOf, type Spoken, weekdaysAhead } from './support/scenario-customer.ts';

const stack = await startStack('single', 'scenarios');

const [HOUR, DAY] = [3_600, 86_400];
const aFreeDay = weekdaysAhead(stack);

const PHRASES = {
  en: {
    requested: /^Thank you, Alex\. We have your request: Consultation with (Ana|Ben), .* at 10:00 AM/,
    booked: /^Thank you, Alex\. Your appointment is booked: Consultation with (Ana|Ben), .* at 10:00 AM/,
    declined: /^Sorry, Alex: we cannot take you on .* at 10:00 AM\. Ana is ill\. These times are free: /,
    changed: /^Your appointment has changed\. It is now: Consultation with (Ana|Ben), .* at 11:00 AM/,
    changedLater: /^Hello Alex, your appointment has changed.* Consultation.* 12:00 PM/,
    askChange: /^Choose another time for Consultation/,
    askCancel: /^Do you want to cancel Consultation/,
    cancelled: /^Your appointment on .* at .* is cancelled/,
    cancelledLater: /^Hello Alex, your appointment .*is cancelled/,
    reminder: /^Hello Alex, this is a reminder of your appointment: Consultation .* 10:00 AM/,
    confirmed: /^Thank you\. We expect you: Consultation/,
    followUp: /^Hello Alex, thank you for coming/,
    toApprove: /Please approve or refuse.*Alex.*Consultation/,
    nowBooked: /^This appointment is booked: Alex/,
    customerCancelled: /Booking cancelled.*Alex.*Consultation/,
    number: /^Alex: \+34/,
    labels: {
      ...{ coming: "I'm coming", change: 'Change', cancel: 'Cancel', book: 'Book again' },
      ...{ cancelNow: 'Yes, cancel it', keep: 'No, keep it', approve: 'Approve', refuse: 'Refuse', call: 'Call' },
    },
  },
  es: {
    requested: /^Gracias, Alba\. Tenemos tu petición: Consulta con (Ana|Ben), .* a las 10:00/,
    booked: /^Gracias, Alba\. Tu cita está reservada: Consulta con (Ana|Ben), .* a las 10:00/,
    declined: /^Lo sentimos, Alba: no podemos atenderte el .* a las 10:00\. Ana is ill\. Estas horas están libres: /,
    changed: /^Tu cita ha cambiado\. Ahora es: Consulta con (Ana|Ben), .* a las 11:00/,
    changedLater: /^Hola, Alba: tu cita ha cambiado.* Consulta.* 12:00/,
    askChange: /^Elige otra hora para Consulta/,
    askCancel: /^¿Quieres cancelar Consulta/,
    cancelled: /^Tu cita del .* a las .* está cancelada/,
    cancelledLater: /^Hola, Alba: tu cita .*está cancelada/,
    reminder: /^Hola, Alba: te recordamos tu cita: Consulta.* 10:00/,
    confirmed: /^Gracias\. Te esperamos: Consulta/,
    followUp: /^Hola, Alba: gracias por venir/,
    toApprove: /Aprueba o rechaza, por favor.*Alba.*Consulta/,
    nowBooked: /^Esta cita está reservada: Alba/,
    customerCancelled: /Reserva cancelada.*Alba.*Consulta/,
    number: /^Alba: \+34/,
    labels: {
      ...{ coming: 'Ahí estaré', change: 'Cambiar', cancel: 'Cancelar', book: 'Reservar otra vez' },
      ...{ cancelNow: 'Sí, cancelar', keep: 'No, la mantengo', approve: 'Aprobar', refuse: 'Rechazar', call: 'Llamar' },
    },
  },
} as const;

/** A customer who asks for ten o'clock, on a day of its own. */
async function requested(language: Spoken) {
  const customer = await aScenarioCustomer(stack, language);
  const date = aFreeDay();
  await customer.fillIn({ date, time: '10:00' });
  return { ...customer, date, request: await customer.reads(PHRASES[language].requested) };
}

/** The same, and staff approved it. */
async function booked(language: Spoken) {
  const customer = await requested(language);
  await customer.staff('POST', '/approve');
  return { ...customer, confirmation: await customer.reads(PHRASES[language].booked) };
}

/** Moves the clock, not before all is done that was begun: what was told is noted after the customer can read it. */
async function passTime(seconds: number): Promise<void> {
  await stack.untilQuiet();
  await stack.passTime(seconds);
}

describe.each(['en', 'es'] as const)('in "%s"', (language) => {
  const { labels, ...says } = PHRASES[language];
  const member = aPhoneOf(stack, STAFF_PHONES[language]);

  it('pending booking confirmation: the customer reads that they wait, a member of the staff approves by a tap', async () => {
    const { request, reads, announced, booking } = await requested(language);
    expect(labelsOf(request)).toEqual([labels.change, labels.cancel]);
    expect(await announced('Appointment Requested')).toMatchObject({ booking: { state: 'to-approve' } });
    const asked = await member.reads(says.toApprove);
    expect(labelsOf(asked)).toEqual([labels.approve, labels.refuse, labels.call]);
    await member.tap(asked, labels.approve);
    expect(labelsOf(await reads(says.booked))).toEqual([labels.change, labels.cancel]);
    await member.readsSomewhere(says.nowBooked);
    expect(await announced('Appointment Booked')).toMatchObject({ change: { kind: 'approval' } });
    expect(await booking()).toMatchObject({ state: 'booked' });
  });

  it('pending booking confirmation: staff refuse with a reason, and the customer reads it above the form', async () => {
    const { staff, reads, announced } = await requested(language);
    await staff('POST', '/refuse', { reason: 'Ana is ill.' });
    expect(await reads(says.declined)).toMatchObject({ kind: 'flow' });
    expect(await announced('Appointment Cancelled')).toMatchObject({ change: { declined: true } });
  });

  it('new booking staff notification: a member of the staff reads what happened, and asks for the number by a tap', async () => {
    const { reads, confirmation, tap, phone } = await booked(language);
    await tap(confirmation, labels.cancel);
    await tap(await reads(says.askCancel), labels.cancelNow);
    const news = await member.reads(says.customerCancelled);
    expect(labelsOf(news)).toEqual([labels.call]);
    await member.tap(news, labels.call);
    expect((await member.reads(says.number)).text.replace(/\D/g, '')).toBe(phone);
  });

  it('booking change notification: staff move the booking, and the customer reads it, later by a template', async () => {
    const { date, reads, staff, announced } = await booked(language);
    await staff('PATCH', '', { date, time: '11:00' });
    expect(labelsOf(await reads(says.changed))).toEqual([labels.change, labels.cancel]);
    expect(await announced('Appointment Changed')).toMatchObject({ change: { kind: 'change' } });
    await passTime(2 * DAY);
    await staff('PATCH', '', { date, time: '12:00' });
    const template = await reads(says.changedLater);
    expect(template.template).toEqual({ name: 'clinic_changed', language });
    expect(labelsOf(template)).toEqual([labels.change, labels.cancel]);
  });

  it('booking reschedule confirmation: the customer asks for another time, staff approve it, and the customer reads it', async () => {
    const { date, reads, confirmation, tap, fillIn, staff, booking } = await booked(language);
    await tap(confirmation, labels.change);
    await fillIn({ date, time: '11:00' }, await reads(says.askChange));
    await eventually(async () => (await booking())?.['state'] === 'to-approve');
    await staff('POST', '/approve');
    expect(labelsOf(await reads(/11:00/))).toEqual([labels.change, labels.cancel]);
    expect(await booking()).toMatchObject({ state: 'booked', startsAt: expect.stringContaining(date) });
  });

  it('booking cancellation confirmation: the customer cancels, is asked once, and reads it', async () => {
    const { reads, confirmation, tap, announced } = await booked(language);
    await tap(confirmation, labels.cancel);
    const question = await reads(says.askCancel);
    expect(labelsOf(question)).toEqual([labels.cancelNow, labels.keep]);
    await tap(question, labels.cancelNow);
    expect(labelsOf(await reads(says.cancelled))).toEqual([labels.book]);
    expect(await announced('Appointment Cancelled')).toMatchObject({ actor: { kind: 'customer' } });
  });

  it('booking cancellation confirmation: staff cancel after two days, and the customer reads a template', async () => {
    const { reads, staff, announced } = await booked(language);
    await passTime(2 * DAY);
    await staff('POST', '/cancel', { reason: 'Ana is ill' });
    const template = await reads(says.cancelledLater);
    expect(template.template).toEqual({ name: 'clinic_cancelled', language });
    expect(labelsOf(template)).toEqual([labels.book]);
    expect(await announced('Appointment Cancelled')).toMatchObject({ change: { reason: 'Ana is ill' } });
  });

  it('advance booking reminder, attendance confirmation and follow-up visit reminder: before, at and after the visit', async () => {
    const { reads, tap, staff, announced, booking } = await booked(language);
    const startsAt = Date.parse(String((await booking())?.['startsAt']));
    const passTo = (ms: number) => passTime((ms - stack.clock.now().getTime()) / 1_000);

    // The shipped contract reminds at six in the evening before.
    await passTo(startsAt - 16 * HOUR * 1_000 + 60_000);
    const reminder = await reads(says.reminder);
    expect(reminder.template).toEqual({ name: 'clinic_reminder', language });
    expect(labelsOf(reminder)).toEqual([labels.coming, labels.change, labels.cancel]);
    expect(await announced('Appointment Reminded')).toMatchObject({ kind: 'reminder', carrier: 'template' });

    await tap(reminder, labels.coming);
    await reads(says.confirmed);
    await announced('Attendance Confirmed');
    await passTo(startsAt + HOUR * 1_000);
    await staff('POST', '/attendance', { attendance: 'came' });
    expect(await announced('Attendance Recorded')).toMatchObject({ attendance: 'came' });

    await passTo(startsAt + (DAY + 2 * HOUR) * 1_000 + 60_000);
    const followUp = await reads(says.followUp);
    expect(followUp.template).toEqual({ name: 'clinic_follow_up', language });
    expect(labelsOf(followUp)).toEqual([labels.book]);
  });
});
