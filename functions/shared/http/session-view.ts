import { businessNameOf } from '../contract/business-name.ts';
import type { Contract } from '../contract/contract.ts';
import type { Caller } from '../domain/people/caller.ts';
import { DEFAULT_RULES, type Service } from '../domain/places/service.ts';
import type { SessionView } from './answers/session.ts';

function serviceView({
  id,
  title,
  minutes,
  bufferBefore,
  bufferAfter,
  needs,
}: Service): SessionView['services'][number] {
  const [choices = []] = needs;
  const all = needs.map((need) => [...need]);
  return { id, title, minutes, bufferBefore, bufferAfter, resources: [...choices], needs: all };
}

/** Who has signed in, and what the desk needs to know of the business. */
export function sessionView(contract: Contract, caller: Caller): SessionView {
  const { defaultLanguage, languages, booking, country } = contract;
  const { timeZone, services = [], resources = [], openingHours, slotEveryMinutes, approval = 'automatic' } = booking;
  return {
    ...caller,
    name: businessNameOf(contract),
    timeZone,
    defaultLanguage,
    languages: Object.keys(languages),
    services: services.map(serviceView),
    resources: resources.map(({ id, name, capacity, openingHours: own }) => ({
      id,
      name,
      capacity,
      openingHours: own,
    })),
    ...(openingHours && { openingHours }),
    slotEveryMinutes: slotEveryMinutes ?? DEFAULT_RULES.slotEveryMinutes,
    approval,
    ...(country && { country }),
  };
}
