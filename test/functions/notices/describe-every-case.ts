import { beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../../support/world.ts';
import { type Case, casesWhere, expectedOf, titleOf } from './cases.ts';
import { type Customer, tellAll } from './tell-cases.ts';

/** It takes about ten on one that is not. */
const SECONDS_ON_A_BUSY_MACHINE = 240;

/** The words of what the customer reads, and the variables of a template, as a person would write them. */
function wordsOf({ language }: Case, day: string) {
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone: 'UTC' }).format(new Date(day));
  return language === 'en'
    ? {
        text: `Thank you, Alex. Your appointment is booked: First visit with Ana, ${date} at 10:30 AM.`,
        values: ['Alex', 'First visit', date, '10:30 AM'],
        buttons: [
          { id: 'change', title: 'Change' },
          { id: 'cancel', title: 'Cancel' },
        ],
      }
    : {
        text: `Gracias, Alex. Tu cita está reservada: Primera visita con Ana, ${date} a las 10:30.`,
        values: ['Alex', 'Primera visita', date, '10:30'],
        buttons: [
          { id: 'change', title: 'Cambiar' },
          { id: 'cancel', title: 'Cancelar' },
        ],
      };
}

/** What the provider was asked to send, without the address. */
function requestFor(carrier: 'text' | 'template', { one, phone, date }: Customer) {
  const { text, values, buttons } = wordsOf(one, date);
  if (carrier === 'text') return { path: 'sendButton', body: { phone, body: text, buttons } };
  return {
    path: 'sendTemplate',
    body: {
      phone,
      namespace: 'ns',
      template: 'told_of_booking',
      language: { policy: 'deterministic', code: one.language },
      params: [{ type: 'body', parameters: values.map((value) => ({ type: 'text', text: value })) }],
    },
  };
}

/** Declares a test for every case of a contract with templates, or without. */
export function describeEveryCase(world: World, { hasTemplate }: { hasTemplate: boolean }): void {
  const cases = casesWhere({ hasTemplate });
  describe(`a customer of a contract ${hasTemplate ? 'with' : 'without'} templates`, () => {
    let told: Awaited<ReturnType<typeof tellAll>>;
    beforeAll(async () => {
      told = await tellAll(world, cases);
    }, SECONDS_ON_A_BUSY_MACHINE * 1000);

    it.each(cases.map((one) => [titleOf(one), one] as const))('%s', (_, one) => {
      const { sent, end } = expectedOf(one, hasTemplate);
      const customer = told.customers.find((customer) => customer.one === one);
      if (!customer) throw new Error('This case was not lived through.');
      const outcome = told.outcomes.get(customer.id);
      const notices = world.provider
        .requestsTo(customer.phone)
        .filter(({ path }) => !path.endsWith('/sendFlow'))
        .map(({ path, body }) => ({ path: path.split('/').at(-1), body }));
      expect(notices).toEqual(sent.map((carrier) => requestFor(carrier, customer)));
      const isTold = end === 'told';
      const state = isTold ? { state: 'told' } : { state: 'not-told', reason: end };
      expect(outcome?.notices).toMatchObject([{ purpose: 'booked', end: state }]);
      expect(outcome?.dueAt).toBeUndefined();
      expect(outcome?.byDeadline).toMatchObject({ end: state });
      expect(outcome).toMatchObject(isTold ? { marked: [], listed: 0 } : { marked: [end], listed: 1 });
    });
  });
}
