import { Refusal } from '../delivery/refusal.ts';
import type { Wish } from './availability.ts';
import { type Business, DEFAULT_RULES, type PlaceTerms, type ResourceId, type Service } from './service.ts';

type Policy = PlaceTerms & { readonly timeZone: string };

/** The business as the contract has it. */
export const businessOf = ({ timeZone, openingHours, resources = [], ...rules }: Policy): Business => ({
  zone: timeZone,
  resources,
  hours: openingHours,
  rules: {
    ...DEFAULT_RULES,
    ...(rules.slotEveryMinutes !== undefined && { slotEveryMinutes: rules.slotEveryMinutes }),
    ...(rules.leadMinutes !== undefined && { leadMinutes: rules.leadMinutes }),
    ...(rules.horizonDays !== undefined && { horizonDays: rules.horizonDays }),
  },
});

const listed = (ids: readonly string[]): string => (ids.length > 0 ? ids.join(', ') : 'none');

/** The service of this id. Throws Refusal `unknown-service`, naming those there are. */
export function serviceOf({ services = [] }: Policy, id: string): Service {
  const service = services.find((one) => one.id === id);
  if (service) return service;
  throw new Refusal('unknown-service', `The services are: ${listed(services.map((one) => one.id))}.`);
}

/** One whom a customer may choose for the service. Throws Refusal `unknown-resource`, naming those there are. */
export function resourceOf({ needs: [choices = []] }: Service, id: string): ResourceId {
  const resource = choices.find((one) => one === id);
  if (resource) return resource;
  throw new Refusal('unknown-resource', `This service can be had with: ${listed(choices)}.`);
}

/** What is wished for by its ids. Throws Refusal `unknown-service` or `unknown-resource`. */
export function wishFor(policy: Policy, wished: { service: string; resource?: string | undefined }): Wish {
  const service = serviceOf(policy, wished.service);
  const resource = wished.resource === undefined ? undefined : resourceOf(service, wished.resource);
  return { ...businessOf(policy), service, resource };
}
