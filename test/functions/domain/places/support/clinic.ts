import { InvitationId } from '../../../../../functions/shared/domain/invitation/invitation-id.ts';
import type { ClaimRequest } from '../../../../../functions/shared/domain/places/claim.ts';
import { ClaimId, type Day, LocalDate, WallTime } from '../../../../../functions/shared/domain/places/day.ts';
import {
  type Business,
  DEFAULT_RULES,
  type Resource,
  ResourceId,
  type Service,
  ServiceId,
} from '../../../../../functions/shared/domain/places/service.ts';

export const date = (text: string): LocalDate => LocalDate.parse(text);
export const time = (text: string): WallTime => WallTime.parse(text);
export const resourceId = (text: string): ResourceId => ResourceId.parse(text);
export const claimId = (text: string): ClaimId => ClaimId.parse(text);
export const at = (text: string): number => Date.parse(text);

/** The invitation of so many; 0 to 9. */
export const invitation = (number: number): InvitationId =>
  InvitationId.parse(`${number}0000000-0000-7000-8000-000000000000`);

const person = (name: string): Resource => ({ id: resourceId(name), name });

/** A Monday; nothing on the clocks changes around it. */
export const MONDAY = date('2026-06-15');
export const BEFORE = at('2026-06-14T08:00:00Z');

/** Two people and a room for two; open 9 to 17 on weekdays, in UTC. */
export function aClinic(changes: Partial<Business> = {}): Business {
  const open = [{ from: '09:00', to: '17:00' }];
  return {
    zone: 'UTC',
    resources: [person('ana'), person('ben'), { ...person('room'), capacity: 2 }],
    hours: { monday: open, tuesday: open, wednesday: open, thursday: open, friday: open },
    rules: DEFAULT_RULES,
    ...changes,
  };
}

/** 30 minutes with Ana or Ben. */
export function aService(changes: Partial<Service> = {}): Service {
  const needs = [[resourceId('ana'), resourceId('ben')]];
  return { id: ServiceId.parse('visit'), title: { en: 'Visit' }, minutes: 30, needs, ...changes };
}

/** A booking on Monday at 10 o'clock by the first customer. */
export function aRequest(changes: Partial<ClaimRequest> = {}): ClaimRequest {
  return {
    ...aClinic(),
    service: aService(),
    by: 'customer',
    kind: 'booking',
    invitationId: invitation(1),
    claimId: claimId('one'),
    start: { date: MONDAY, time: time('10:00') },
    ...changes,
  } as ClaimRequest; // The kinds of requests differ in `override` only, which a Partial tears apart.
}

/** The days after a transaction; fails as the table would if one was written meanwhile. */
export function written(days: readonly Day[], changed: readonly Day[]): Day[] {
  const isSame = (one: Day, other: Day) => one.resource === other.resource && one.date === other.date;
  for (const day of changed) {
    const stored = days.find((one) => isSame(one, day));
    if ((stored?.rev ?? 0) !== day.rev - 1) throw new Error('The day was written meanwhile.');
  }
  return [...days.filter((day) => !changed.some((one) => isSame(one, day))), ...changed];
}

/** The days of a claim that must be had. Throws the refusal. */
export function mustHave<T extends { outcome: string }>(answer: T): Extract<T, { outcome: 'claimed' }> {
  if (answer.outcome !== 'claimed') throw new Error(JSON.stringify(answer));
  return answer as Extract<T, { outcome: 'claimed' }>; // Just looked at.
}
