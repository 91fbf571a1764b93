import { describe, expect, test } from 'vitest';
import { flowMismatches } from '../../cli/flow-json.ts';
import type { Contract } from '../../functions/shared/contract/contract.ts';
import { bookingFromForm } from '../../functions/shared/domain/booking/booking.ts';
import { serviceBooked } from '../../functions/shared/domain/booking/service-booked.ts';
import { instantAt } from '../../functions/shared/domain/time/instant.ts';
import { generateForm } from '../../infra/flow/generate-form.ts';
import { findFlowFaults } from '../../local/one-msg/api/check-flow-json.ts';
import { aClinicContract } from '../support/clinic.ts';
import { componentsOf, FlowJson, formFaults, inputsOf } from '../support/form-limits.ts';

const LONG = 'x'.repeat(28);
const services = (count: number, needs: string[][] = [['ana']]) =>
  Array.from({ length: count }, (_, at) => ({
    id: `service-${at}`,
    title: { en: `${LONG}${String(at).padStart(2, '0')}`, es: `${LONG.toUpperCase()}${String(at).padStart(2, '0')}` },
    minutes: 15,
    needs,
  }));
const { booking } = aClinicContract();

const CONTRACTS: [string, Contract][] = [
  ['of a clinic', aClinicContract()],
  ['with one service', aClinicContract({ services: services(1) })],
  ['with 20 services of long titles', aClinicContract({ services: services(20) })],
  ['that is always open, every five minutes', aClinicContract({ openingHours: undefined, slotEveryMinutes: 5 })],
  ['that asks for no details', aClinicContract({ fields: { date: 'day', time: 'hour', service: 'what' } })],
  ['whose form opens elsewhere', aClinicContract({}, { flow: { id: '12345', action: 'navigate', screen: 'BOOK' } })],
];

function formOf(contract: Contract, language: string) {
  const form = generateForm(contract, language);
  if ('faults' in form) throw new Error(form.faults.join(' '));
  return form.flowJson;
}
const optionsOf = (contract: Contract, language: string, field: string) =>
  FlowJson.parse(formOf(contract, language))
    .screens.flatMap(inputsOf)
    .flatMap((input) => (input.name === field && 'data-source' in input ? input['data-source'] : []));

describe.each(CONTRACTS)('the form of a contract %s', (_, contract) => {
  test.each(['en', 'es'])('keeps to the limits of WhatsApp and fits the contract in %s', (language) => {
    const form = formOf(contract, language);
    expect(formFaults(form)).toEqual([]);
    expect(findFlowFaults(JSON.stringify(form))).toEqual([]);
    expect(flowMismatches(form, contract)).toEqual([]);
  });

  test.each(['en', 'es'])('offers times and services in %s that the stack reads', (language) => {
    const { fields } = contract.booking;
    const times = optionsOf(contract, language, fields.time);
    expect(times.length).toBeGreaterThan(10);
    const read = times.map(({ id }) =>
      bookingFromForm(
        { [fields.date]: '2031-05-06', [fields.time]: id },
        { ...contract.booking, openingHours: undefined },
        instantAt(Date.UTC(2031, 0, 1)),
        Object.keys(contract.languages),
      ),
    );
    expect(read.filter(({ startsAt, attention }) => !startsAt || attention.length > 0)).toEqual([]);
    expect(new Set(read.map(({ startsAt }) => startsAt)).size).toBe(times.length);
    const offered = optionsOf(contract, language, fields.service ?? '');
    const named = offered
      .flatMap(({ id, title }) => [id, title])
      .map((service) => serviceBooked({ service }, contract.booking)?.id);
    expect(named).toEqual(contract.booking.services?.flatMap(({ id }) => [id, id]));
  });
});

describe('the form of a clinic', () => {
  test('writes times as the confirmation does', () => {
    const titles = (language: string) =>
      optionsOf(aClinicContract(), language, booking.fields.time).map(({ title }) => title);
    expect([titles('en')[0], titles('en').at(-1)]).toEqual(['9:00 AM', '4:30 PM']);
    expect([titles('es')[0], titles('es').at(-1)]).toEqual(['9:00', '16:30']);
  });

  test('shows titles for people, and answers ids', () => {
    const [first] = optionsOf(aClinicContract(), 'es', 'service');
    expect(first).toEqual({ id: 'consultation', title: 'Consulta' });
    const { screens } = FlowJson.parse(formOf(aClinicContract(), 'es'));
    const shown = screens.flatMap(componentsOf).find(({ type }) => type === 'Switch');
    expect(shown).toMatchObject({ cases: { consultation: [{ type: 'TextBody', text: 'Consulta' }] } });
  });

  test('says the contract’s own words', () => {
    const { languages } = aClinicContract();
    const contract = aClinicContract(
      {},
      { languages: { ...languages, en: { ...languages['en'], form: { day: 'Date' } } } },
    );
    expect(JSON.stringify(formOf(contract, 'en'))).toContain('"label":"Date"');
  });

  test('is refused without a field for the service where there are several', () => {
    const contract = aClinicContract({ fields: { date: 'date', time: 'time' } });
    expect(generateForm(contract, 'en')).toEqual({
      faults: ['booking.fields.service is missing, but there are several services.'],
    });
  });
});
