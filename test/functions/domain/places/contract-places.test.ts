import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES, ResourceId, ServiceId } from '../../../../functions/shared/domain/places/service.ts';
import { businessOf, resourceOf, serviceOf, wishFor } from '../../../../functions/shared/domain/places/wish.ts';
import { aClinicContract } from '../../../support/clinic.ts';
import { resourceId } from './support/clinic.ts';

describe('the services and resources of a contract', () => {
  const policy = aClinicContract({ timeZone: 'UTC' }).booking;
  const rule = 'must be letters, digits, - and _, starting with a letter or digit, at most 40';

  it.each(['', '-a', '_a', 'a b', 'ñ', 'x'.repeat(41), 7])('have no id %j', (id) => {
    for (const schema of [ServiceId, ResourceId]) {
      expect(schema.safeParse(id).error?.issues.map(({ message }) => message)).toEqual([rule]);
    }
  });

  it('may have ids of forty characters', () => {
    for (const id of ['a', '0', `Aa0_-${'x'.repeat(35)}`]) expect(ServiceId.parse(id)).toBe(id);
  });

  it('are found by their ids', () => {
    expect(serviceOf(policy, 'group').id).toBe('group');
    expect(resourceOf(serviceOf(policy, 'treatment'), 'ben')).toBe('ben');
    expect(wishFor(policy, { service: 'group' })).toMatchObject({ zone: 'UTC', service: { id: 'group' } });
    expect(wishFor(policy, { service: 'treatment', resource: 'ana' }).resource).toBe('ana');
  });

  it('are named to whoever asks for others', () => {
    const refusal = (kind: string, message: string) => expect.objectContaining({ kind, message });
    expect(() => serviceOf(policy, 'x')).toThrow(
      refusal('unknown-service', 'The services are: consultation, first-visit, treatment, group.'),
    );
    expect(() => serviceOf({ timeZone: 'UTC' }, 'x')).toThrow(refusal('unknown-service', 'The services are: none.'));
    const treatment = serviceOf(policy, 'treatment');
    expect(() => resourceOf(treatment, 'room')).toThrow(
      refusal('unknown-resource', 'This service can be had with: ana, ben.'),
    );
    expect(() => resourceOf({ ...treatment, needs: [] }, 'ana')).toThrow(
      refusal('unknown-resource', 'This service can be had with: none.'),
    );
  });

  it('come with the rules of the contract, or else of the project', () => {
    expect(businessOf({ timeZone: 'UTC' })).toEqual({
      zone: 'UTC',
      resources: [],
      hours: undefined,
      rules: DEFAULT_RULES,
    });
    const rules = { slotEveryMinutes: 5, leadMinutes: 6, horizonDays: 7 };
    const openingHours = { monday: [{ from: '09:00', to: '10:00' }] };
    const resources = [{ id: resourceId('ana'), name: 'Ana' }];
    expect(businessOf({ timeZone: 'UTC', resources, openingHours, ...rules })).toEqual({
      zone: 'UTC',
      resources,
      hours: openingHours,
      rules: { ...DEFAULT_RULES, ...rules },
    });
    for (const [name, value] of Object.entries(rules)) {
      expect(businessOf({ timeZone: 'UTC', [name]: value }).rules).toEqual({ ...DEFAULT_RULES, [name]: value });
    }
  });
});
