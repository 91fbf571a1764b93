/** The scenarios of docs/scenarios.md, in both languages of the shipped clinic, each from its first message to its last. */
import { describe, expect, it } from 'vitest';
import { startStack } from './support/running-stack.ts';
import { aScenarioCustomer, labelsOf, type Spoken, weekdaysAhead } from './support/scenario-customer.ts';

const stack = await startStack('single', 'scenarios');

const TWO_DAYS = 2 * 86_400;

const PHRASES = {
  en: {
    booked: /^Thank you, Alex\. Your appointment is booked: Consultation with (Ana|Ben), .* at 10:00 AM/,
    changed: /^Your appointment has changed\. It is now: Consultation with (Ana|Ben), .* at 11:00 AM/,
    changedLater: /^Hello Alex, your appointment has changed.* Consultation.* 12:00 PM/,
    askChange: /^Choose another time for Consultation/,
    askCancel: /^Do you want to cancel Consultation/,
    cancelled: /^Your appointment on .* at .* is cancelled/,
    cancelledLater: /^Hello Alex, your appointment .*is cancelled/,
    labels: {
      change: 'Change',
      cancel: 'Cancel',
      book: 'Book again',
      cancelNow: 'Yes, cancel it',
      keep: 'No, keep it',
    },
  },
  es: {
    booked: /^Gracias, Alba\. Tu cita está reservada: Consulta con (Ana|Ben), .* a las 10:00/,
    changed: /^Tu cita ha cambiado\. Ahora es: Consulta con (Ana|Ben), .* a las 11:00/,
    changedLater: /^Hola, Alba: tu cita ha cambiado.* Consulta.* 12:00/,
    askChange: /^Elige otra hora para Consulta/,
    askCancel: /^¿Quieres cancelar Consulta/,
    cancelled: /^Tu cita del .* a las .* está cancelada/,
    cancelledLater: /^Hola, Alba: tu cita .*está cancelada/,
    labels: {
      change: 'Cambiar',
      cancel: 'Cancelar',
      book: 'Reservar otra vez',
      cancelNow: 'Sí, cancelar',
      keep: 'No, la mantengo',
    },
  },
} as const;

const aFreeDay = weekdaysAhead(stack);

/** A customer with a booking at ten, on a day of its own. */
async function booked(language: Spoken) {
  const customer = await aScenarioCustomer(stack, language);
  const date = aFreeDay();
  await customer.fillIn({ date, time: '10:00' });
  return { ...customer, date, confirmation: await customer.reads(PHRASES[language].booked) };
}

describe.each(['en', 'es'] as const)('in "%s"', (language) => {
  const { labels, ...says } = PHRASES[language];

  it('booking change notification: staff move the booking, and the customer reads it, later by a template', async () => {
    const { date, reads, staff, announced } = await booked(language);
    await staff('PATCH', '', { date, time: '11:00' });
    expect(labelsOf(await reads(says.changed))).toEqual([labels.change, labels.cancel]);
    expect(await announced('Appointment Changed')).toMatchObject({ change: { kind: 'change' } });
    await stack.passTime(TWO_DAYS);
    await staff('PATCH', '', { date, time: '12:00' });
    const template = await reads(says.changedLater);
    expect(template.template).toEqual({ name: 'clinic_changed', language });
    expect(labelsOf(template)).toEqual([labels.change, labels.cancel]);
  });

  it('booking reschedule confirmation: the customer asks for another time, chooses it, and reads it', async () => {
    const { date, reads, confirmation, tap, fillIn, booking, announced } = await booked(language);
    await tap(confirmation, labels.change);
    await fillIn({ date, time: '11:00' }, await reads(says.askChange));
    expect(labelsOf(await reads(says.changed))).toEqual([labels.change, labels.cancel]);
    expect(await announced('Appointment Changed')).toMatchObject({ change: { kind: 'completion' } });
    expect(await booking()).toMatchObject({ state: 'booked', startsAt: expect.stringContaining(date) });
  });

  it('booking cancellation confirmation: the customer cancels, is asked once, and reads it', async () => {
    const { reads, confirmation, tap, announced } = await booked(language);
    await tap(confirmation, labels.cancel);
    const question = await reads(says.askCancel);
    expect(labelsOf(question)).toEqual([labels.cancelNow, labels.keep]);
    await tap(question, labels.cancelNow);
    expect(labelsOf(await reads(says.cancelled))).toEqual([labels.book]);
    expect(await announced('Appointment Cancelled')).toMatchObject({ change: { by: 'customer' } });
  });

  it('booking cancellation confirmation: staff cancel after two days, and the customer reads a template', async () => {
    const { reads, staff, announced } = await booked(language);
    await stack.passTime(TWO_DAYS);
    await staff('POST', '/cancel', { reason: 'Ana is ill' });
    const template = await reads(says.cancelledLater);
    expect(template.template).toEqual({ name: 'clinic_cancelled', language });
    expect(labelsOf(template)).toEqual([labels.book]);
    expect(await announced('Appointment Cancelled')).toMatchObject({ change: { reason: 'Ana is ill' } });
  });
});
