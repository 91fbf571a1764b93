import type { Contract } from '../contract/contract.ts';
import type { Caller } from '../domain/people/caller.ts';
import { DEFAULT_RULES, type Service } from '../domain/places/service.ts';
import type { SessionView } from './answers/session.ts';

const serviceView = ({ id, title, minutes, needs: [choices = []] }: Service): SessionView['services'][number] => ({
  id,
  title,
  minutes,
  resources: [...choices],
});

/** Who has signed in, and what the desk needs to know of the business. */
export function sessionView({ name, defaultLanguage, languages, booking }: Contract, caller: Caller): SessionView {
  const { timeZone, services = [], resources = [], openingHours, slotEveryMinutes, approval = 'automatic' } = booking;
  return {
    ...caller,
    name,
    timeZone,
    defaultLanguage,
    languages: Object.keys(languages),
    services: services.map(serviceView),
    resources: resources.map(({ id, name, openingHours }) => ({ id, name, ...(openingHours && { openingHours }) })),
    ...(openingHours && { openingHours }),
    slotEveryMinutes: slotEveryMinutes ?? DEFAULT_RULES.slotEveryMinutes,
    approval,
  };
}
