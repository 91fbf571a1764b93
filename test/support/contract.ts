import { readFileSync } from 'node:fs';
import { Contract } from '../../functions/shared/contract/contract.ts';

/** The contract as it is shipped. */
export const shippedContract = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')).context
  .contract;

/** A booking policy without services and what goes with them: whatever a form asks for is booked, and nothing refused. */
export function withoutServices<Booking extends object>(booking: Booking) {
  const places = ['services', 'resources', 'slotEveryMinutes', 'leadMinutes', 'horizonDays', 'openPerCustomer'];
  return Object.fromEntries(Object.entries(booking).filter(([name]) => !places.includes(name)));
}

/**
 * The shipped contract without reminders, which tests about them add: one that falls due while a test lets time pass
 * would reach its customers too.
 */
export function contractWithoutReminders() {
  const { languages, reminders: _reminders, quietHours: _quiet, ...others } = shippedContract;
  const { reminders: _en, templates: _enTemplates, ...en } = languages.en;
  const { reminders: _es, templates: _esTemplates, ...es } = languages.es;
  return { ...others, languages: { en, es } };
}

/** The same contract without services: one form for all languages, as it was before there were services. */
export function contractWithoutServices() {
  const { flow, languages, booking, ...others } = contractWithoutReminders();
  const { daysByInvitation: _, ...form } = flow;
  const { flow: _own, ...spanish } = languages.es;
  return { ...others, flow: form, languages: { en: languages.en, es: spanish }, booking: withoutServices(booking) };
}

/** The contract without services, with parts of the booking policy replaced where a test is about them. */
export function aContract(booking: Partial<Contract['booking']> = {}): Contract {
  const contract = contractWithoutServices();
  return Contract.parse({ ...contract, booking: { ...contract.booking, ...booking } });
}
